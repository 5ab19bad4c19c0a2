#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The lines of a transcript that are not speech.
namespace verbatim {

struct SourceLine {
    std::size_t begin = 0;  // bytes in the text
    std::string_view text;  // without its line end
    bool left_out = false;  // it was too long: the text is its beginning
};

// Lines end at LF, CR LF or a lone CR.
std::vector<SourceLine> split_lines(std::string_view text);

// What a meeting program adds: "Transcription ended after 00:30:30", "Transcribed by ...",
// "Ana Lima started transcription".
bool is_program_line(std::string_view line);

// "54m 9s"
bool is_duration(std::string_view line);

// "June 5, 2026, 2:10PM" as ISO 8601.
std::optional<std::string> date_line(std::string_view line);

// "# Talk with Ana", "Weekly call - Transcript", "## Weekly call \\- Transcript", "Call with
// A-20260605_091052-Meeting Recording": the title, without its mark.
std::optional<std::string> title_line(std::string_view line);

// "## Pricing"
bool is_heading(std::string_view line);

// The line under which a document's transcript begins, after notes that a program wrote.
bool begins_transcript(std::string_view line);

// "📝 Notes", "✍️ Quick notes": the line under which a program's notes begin, which nobody
// said.
bool begins_notes(std::string_view line);

// "Attendees", "SPEAKERS", "SUMMARY KEYWORDS": the next line lists what is no speech.
bool is_list_label(std::string_view line);

// The date in a file's name ("GMT20260512-140211_Recording.vtt", "2026-05-12 Ana.txt") as
// YYYY-MM-DD.
std::optional<std::string> date_in_name(std::string_view path);

}  // namespace verbatim
