#include <array>
#include <functional>

#include "cli/citation.h"
#include "cli/numbers.h"
#include "cli/render.h"
#include "cli/terminal.h"

// Answers as CSV and as Markdown.
namespace verbatim::cli {

namespace {

std::string number_or_nothing(std::optional<double> number) {
    return number ? plain_number(*number) : "";
}

std::string number_or_nothing(std::optional<std::uint64_t> number) {
    return number ? std::to_string(*number) : "";
}

std::string lens_names(const Quote& quote) {
    std::string names;
    for (const auto* list : {&quote.lenses, &quote.kinds})
        for (const auto& [name, probability] : *list) names += (names.empty() ? "" : " ") + name;
    return names;
}

std::string time_or_nothing(const Quote& quote, std::int64_t TimeRange::*end) {
    const auto& time = quote.citation.locator.time;
    return time ? std::to_string(*time.*end) : "";
}

struct CsvColumn {
    std::string_view header;
    std::string (*cell)(const Quote& quote, const std::string& working_directory);
};

using Directory = const std::string&;

constexpr std::array kCsvColumns = {
    CsvColumn{"id", [](const Quote& q, Directory) { return print_id(q.id); }},
    CsvColumn{"text", [](const Quote& q, Directory) { return q.text; }},
    CsvColumn{"speaker", [](const Quote& q, Directory) { return q.citation.speaker; }},
    CsvColumn{"role",
              [](const Quote& q, Directory) { return std::string(name_of(q.citation.role)); }},
    CsvColumn{"kind",
              [](const Quote& q, Directory) { return std::string(name_of(q.citation.kind)); }},
    CsvColumn{"date", [](const Quote& q, Directory) { return q.citation.date; }},
    CsvColumn{"rating",
              [](const Quote& q, Directory) { return number_or_nothing(q.citation.rating); }},
    CsvColumn{"rating_max",
              [](const Quote& q, Directory) { return number_or_nothing(q.citation.rating_max); }},
    CsvColumn{"product", [](const Quote& q, Directory) { return q.citation.product; }},
    CsvColumn{"title", [](const Quote& q, Directory) { return q.citation.title; }},
    CsvColumn{"question", [](const Quote& q, Directory) { return q.citation.question; }},
    CsvColumn{"lenses", [](const Quote& q, Directory) { return lens_names(q); }},
    CsvColumn{"similar", [](const Quote& q, Directory) { return std::to_string(q.similar); }},
    CsvColumn{"source", [](const Quote& q,
                           Directory here) { return openable_path(q.citation.source, here); }},
    CsvColumn{"line",
              [](const Quote& q, Directory) { return number_or_nothing(q.citation.locator.line); }},
    CsvColumn{"row",
              [](const Quote& q, Directory) { return number_or_nothing(q.citation.locator.row); }},
    CsvColumn{"pointer", [](const Quote& q, Directory) { return q.citation.locator.pointer; }},
    CsvColumn{"start_ms",
              [](const Quote& q, Directory) { return time_or_nothing(q, &TimeRange::start_ms); }},
    CsvColumn{"end_ms",
              [](const Quote& q, Directory) { return time_or_nothing(q, &TimeRange::end_ms); }},
    CsvColumn{"conversation",
              [](const Quote& q, Directory) { return print_id(q.citation.conversation); }},
    CsvColumn{"record", [](const Quote& q, Directory) { return q.citation.record; }},
    CsvColumn{"url", [](const Quote& q, Directory) { return q.citation.url; }},
    CsvColumn{"lang", [](const Quote& q, Directory) { return q.citation.lang; }},
    CsvColumn{"round", [](const Quote& q, Directory) { return q.citation.round; }},
    CsvColumn{"sha256", [](const Quote& q, Directory) { return q.citation.sha256; }},
    CsvColumn{"mark", [](const Quote& q, Directory) { return std::string(q.good ? "good" : ""); }},
};

std::string csv_cell(std::string_view text) {
    const bool plain = text.find_first_of(",\"\r\n") == std::string_view::npos &&
                       !text.starts_with(' ') && !text.ends_with(' ');
    if (plain) return std::string(text);
    std::string cell = "\"";
    for (const char c : text) cell.append(c == '"' ? 2 : 1, c);
    return cell + '"';
}

// Whether a character of a line means something to Markdown there.
bool must_escape(std::string_view line, std::size_t at) {
    constexpr std::string_view kAnywhere = "\\`*_[]<>|~&";
    constexpr std::string_view kAtStart = "#+-=";
    const char c = line[at];
    if (kAnywhere.find(c) != std::string_view::npos) return true;
    if (kAtStart.find(c) != std::string_view::npos) return line.find_first_not_of(' ') == at;
    if (c == '.' || c == ')') {  // "1." and "1)" begin a list
        const std::size_t begin = line.find_first_not_of(' ');
        return at > begin && line.find_first_not_of("0123456789", begin) == at;
    }
    return false;
}

std::string md_line(std::string_view line) {
    std::string text;
    const bool is_indented = line.starts_with(' ');
    if (is_indented) {
        text = "&#32;";  // a space that begins no code block
        line.remove_prefix(1);
    }
    for (std::size_t at = 0; at < line.size(); ++at) {
        if (must_escape(line, at)) text += '\\';
        text += line[at];
    }
    return text;
}

// Lines of a block quote; a line end of the text stays one.
std::string md_block(std::string_view text) {
    const std::string shown = displayable(text).text;
    std::string block;
    for (std::size_t begin = 0; begin <= shown.size();) {
        const std::size_t end = std::min(shown.find('\n', begin), shown.size());
        const auto line = std::string_view(shown).substr(begin, end - begin);
        const bool breaks = !line.empty() && end + 1 < shown.size() && shown[end + 1] != '\n';
        block.append(line.empty() ? ">" : "> ")
            .append(md_line(line))
            .append(breaks ? "\\\n" : "\n");
        begin = end + 1;
    }
    return block;
}

std::string md_context(const std::vector<ContextLine>& lines, bool is_before) {
    std::string text;
    for (const ContextLine& line : lines)
        text += std::string(is_before ? "" : ">\n") + "> *" +
                md_line(line.is_title ? "title" : printable_speaker(line.speaker, line.role)) +
                ":* " + md_line(one_line(line.text)) + "\n" + (is_before ? ">\n" : "");
    return text;
}

std::string md_quote(const Quote& quote, const RenderOptions& options) {
    const auto parts = attribution(quote.citation, options.working_directory);
    std::string text;
    if (shows_question(quote, options.context))
        text += "> *" + md_line(one_line(quote.citation.question)) + "*\n>\n";
    if (options.context) text += md_context(quote.before, true);
    text += md_block(quote.text);
    if (options.context) text += md_context(quote.after, false);
    text += ">\n> — ";
    for (std::size_t i = 0; i < parts.size(); ++i)
        text += (i == 0 ? "" : " · ") + md_line(parts[i]);
    return text + "\n";
}

}  // namespace

namespace {

std::string facet_value(const std::string& value) {
    return value.empty() ? "(none)" : value;
}

std::string csv_facets(const std::vector<Facet>& facets) {
    std::string text = "facet,value,count\r\n";
    for (const Facet& facet : facets)
        for (const auto& [value, count] : facet.counts)
            text += csv_cell(facet.field) + "," + csv_cell(value) + "," + std::to_string(count) +
                    "\r\n";
    return text;
}

std::string md_quotes(const std::vector<Quote>& quotes, const RenderOptions& options) {
    std::string text;
    for (const Quote& quote : quotes) text += (text.empty() ? "" : "\n") + md_quote(quote, options);
    return text;
}

std::string md_facet(const Facet& facet) {
    std::string text = "| " + md_line(facet.field) + " | quotes |\n|---|--:|\n";
    for (const auto& [value, count] : facet.counts)
        text += "| " + md_line(one_line(facet_value(value))) + " | " + grouped(count) + " |\n";
    return text;
}

}  // namespace

std::string render_csv(const Answer& answer, const RenderOptions& options) {
    std::string text;
    const auto end_cell = [&](std::size_t column) {
        text += column + 1 < kCsvColumns.size() ? "," : "\r\n";
    };
    for (std::size_t c = 0; c < kCsvColumns.size(); ++c) {
        text += kCsvColumns[c].header;
        end_cell(c);
    }
    for (const Quote& quote : answer.quotes) {
        for (std::size_t c = 0; c < kCsvColumns.size(); ++c) {
            text += csv_cell(kCsvColumns[c].cell(quote, options.working_directory));
            end_cell(c);
        }
    }
    if (answer.facets.empty()) return text;
    return (answer.quotes.empty() ? "" : text + "\r\n") + csv_facets(answer.facets);
}

std::string render_md(const Answer& answer, const RenderOptions& options) {
    std::string text;
    if (answer.kinds.empty()) text = md_quotes(answer.quotes, options);
    for (const KindSummary& kind : answer.kinds)
        text += (text.empty() ? "" : "\n") + std::string("### ") +
                kind.name.substr(kind.name.find('.') + 1) + "\n\n" + md_line(kind.definition) +
                " *" + counted(kind.people, "customer") + ", " + counted(kind.verbatims, "quote") +
                ".*\n\n" + md_quotes(kind.quotes, options);
    for (const Facet& facet : answer.facets) text += (text.empty() ? "" : "\n") + md_facet(facet);
    return text;
}

}  // namespace verbatim::cli
