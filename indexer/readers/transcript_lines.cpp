#include "indexer/readers/transcript_lines.h"

#include <algorithm>
#include <cctype>
#include <chrono>

#include "engine/ascii.h"
#include "engine/text.h"
#include "indexer/mapping/dates.h"
#include "indexer/space.h"

namespace verbatim {

namespace {

constexpr std::size_t kLongestTitle = 200;

// Without Markdown's marks and without what is no letter or digit at the beginning: "## 📖
// Transcript".
std::string_view bare_heading(std::string_view line) {
    line = trim_space(line);
    const auto begin =
        line.find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");
    if (begin == std::string_view::npos) return {};
    return line.substr(begin, line.find_last_not_of(" *_#") - begin + 1);
}

// Without Markdown's marks around it: "### Transcription ended", "*This editable transcript*".
std::string_view without_marks(std::string_view line) {
    constexpr std::string_view kMarks = " \t\r#*_";
    const auto begin = line.find_first_not_of(kMarks);
    if (begin == std::string_view::npos) return {};
    return line.substr(begin, line.find_last_not_of(kMarks) - begin + 1);
}

// Without the backslashes before what Markdown would take for a mark: "Weekly \\- Transcript".
std::string unescaped(std::string_view text) {
    std::string plain;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '\\' && at + 1 < text.size() && std::ispunct(text[at + 1])) ++at;
        plain += text[at];
    }
    return plain;
}

int digits_at(std::string_view text, std::size_t at, std::size_t count) {
    int value = 0;
    for (std::size_t i = at; i < at + count; ++i) {
        if (i >= text.size() || !is_digit(text[i])) return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

// YYYYMMDD or YYYY-MM-DD, with the same separator twice.
std::optional<std::string> date_at(std::string_view text, std::size_t at) {
    const char separator = at + 4 < text.size() ? text[at + 4] : '\0';
    const std::size_t gap = separator == '-' || separator == '_' || separator == '.' ? 1 : 0;
    const std::size_t end = at + 8 + 2 * gap;
    if (end > text.size() || (end < text.size() && is_digit(text[end]))) return std::nullopt;
    if (gap == 1 && text[at + 7] != separator) return std::nullopt;
    const int year = digits_at(text, at, 4);
    const int month = digits_at(text, at + 4 + gap, 2);
    const int day = digits_at(text, at + 6 + 2 * gap, 2);
    if (year < 1990 || year > 2100 || month < 1 || day < 1) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(year),
                                           std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    if (!date.ok()) return std::nullopt;
    std::string iso(text.substr(at, 4));
    iso += '-';
    iso += text.substr(at + 4 + gap, 2);
    iso += '-';
    return iso += text.substr(at + 6 + 2 * gap, 2);
}

}  // namespace

std::vector<SourceLine> split_lines(std::string_view text) {
    std::vector<SourceLine> lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find_first_of("\r\n", at), text.size());
        lines.push_back({at, text.substr(at, end - at), false});
        at = text.substr(end).starts_with("\r\n") ? end + 2 : end + 1;
    }
    return lines;
}

bool is_program_line(std::string_view line) {
    line = without_marks(line);
    if (line.size() > kLongestTitle) return false;
    for (const std::string_view begin : {"Transcription ended after ", "Transcribed by https://",
                                         "This editable transcript was computer generated"})
        if (line.starts_with(begin)) return true;
    return line.ends_with(" started transcription") || line.ends_with(" stopped transcription");
}

bool is_duration(std::string_view line) {
    line = trim_space(line);
    bool unit = false;
    for (const char c : line) {
        if (c != ' ' && c != 'h' && c != 'm' && c != 's' && !is_digit(c)) return false;
        unit = unit || c == 'm' || c == 's';
    }
    return unit && is_digit(line[0]);
}

std::optional<std::string> date_line(std::string_view line) {
    line = trim_space(line);
    if (line.starts_with("Date:")) line = trim_space(line.substr(5));
    line = trim_space(line.substr(0, line.find("\u2022")));  // Otter: the length stands behind it
    if (line.size() < 8 || line.size() > 60) return std::nullopt;
    bool year = false;
    for (std::size_t at = 0; at + 4 <= line.size(); ++at) {
        const int value = digits_at(line, at, 4);
        year = year || (value >= 1990 && value <= 2100);
    }
    return year ? parse_date(line, "") : std::nullopt;
}

bool is_heading(std::string_view line) {
    const auto marks = line.find_first_not_of('#');
    return marks >= 1 && marks <= 6 && marks < line.size() && line[marks] == ' ';
}

std::optional<std::string> title_line(std::string_view line) {
    line = trim_space(line);
    if (line.size() > kLongestTitle) return std::nullopt;
    const bool heading = is_heading(line);
    std::string title = heading ? unescaped(without_marks(line)) : std::string(line);
    for (const std::string_view end :
         {" - Transcript", "-Meeting Recording", "-Meeting Transcript"})
        if (title.ends_with(end)) return title.substr(0, title.size() - end.size());
    if (heading) return title;
    if (line.starts_with("Title:")) return std::string(trim_space(line.substr(6)));
    return std::nullopt;
}

bool begins_transcript(std::string_view line) {
    return line.size() <= kLongestTitle && fold(bare_heading(line)) == "transcript";
}

bool begins_notes(std::string_view line) {
    if (line.size() > kLongestTitle) return false;
    if (line.find("Notes by Gemini") != std::string_view::npos) return true;
    const bool drawn = line.find("\U0001F4DD") != std::string_view::npos ||
                       line.find("\u270D") != std::string_view::npos;
    const std::string heading = fold(bare_heading(line));
    return drawn && (heading == "notes" || heading == "quick notes" || heading == "meeting notes");
}

bool is_list_label(std::string_view line) {
    constexpr std::string_view kLabels[] = {"attendees",    "invited",          "speakers",
                                            "participants", "summary keywords", "keywords"};
    if (line.size() > kLongestTitle) return false;
    std::string label = fold(without_marks(line));
    if (label.ends_with(':')) label.pop_back();
    return std::ranges::find(kLabels, label) != std::end(kLabels);
}

std::optional<std::string> date_in_name(std::string_view path) {
    const auto slash = path.find_last_of('/');
    const std::string_view name = slash == std::string_view::npos ? path : path.substr(slash + 1);
    for (std::size_t at = 0; at + 8 <= name.size(); ++at) {
        if (!is_digit(name[at]) || (at > 0 && is_digit(name[at - 1]))) continue;
        if (auto date = date_at(name, at)) return date;
    }
    return std::nullopt;
}

}  // namespace verbatim
