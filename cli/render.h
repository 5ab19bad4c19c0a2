#pragma once

#include <cstddef>
#include <iosfwd>
#include <string>
#include <string_view>

#include "engine/quote.h"

// An answer as people and programs read it.
namespace verbatim::cli {

enum class Format { text, json, ndjson, csv, md };
inline constexpr std::string_view kFormatNames[] = {"text", "json", "ndjson", "csv", "md"};

struct RenderOptions {
    Format format = Format::text;
    std::size_t width = 80;  // text: columns; the quotes themselves stay readable, near 92
    bool color = false;      // text
    bool context = false;    // text, md: the utterances before and after, where there are any
    std::string working_directory;  // sources below it are printed relative to it
};

void render(std::ostream& out, const Answer& answer, const RenderOptions& options);

// One each; render() calls them. Every text ends with a line end.
std::string render_text(const Answer& answer, const RenderOptions& options);
std::string render_json(const Answer& answer, const RenderOptions& options);    // verbatim.search/1
std::string render_ndjson(const Answer& answer, const RenderOptions& options);  // a quote a line
// RFC 4180 with a header; facets in a table of their own after an empty line. Cells hold the bytes
// of the quote, whatever a spreadsheet makes of them.
std::string render_csv(const Answer& answer, const RenderOptions& options);
// Block quotes, escaped so that they show as they were said.
std::string render_md(const Answer& answer, const RenderOptions& options);

// Whether people are shown what a quote answers: what was asked in the conversation only beside its
// context, unless that shows it.
bool shows_question(const Quote& quote, bool context);

// What the terminal says at the end: "10 of 42 quotes · 12 ms"; `any_word`: the query's words count
// singly, "10 of 42 quotes with any of the words".
std::string closing_line(const Answer& answer, std::size_t offset, double seconds, bool any_word);

}  // namespace verbatim::cli
