#include "indexer/readers/other_formats.h"

#include <algorithm>

#include "engine/ascii.h"
#include "indexer/mapping/aliases.h"
#include "indexer/readers/cue_blocks.h"
#include "indexer/space.h"

namespace verbatim {

namespace {

// "[2019-04-16 02:09] Ana: ...", "15.04.2016, 15:04 - Ana: ...": a messenger's export.
bool is_dated_message(std::string_view line) {
    while (!line.empty() && !is_digit(line[0]) &&
           (line[0] == '[' || static_cast<unsigned char>(line[0]) > 127))
        line.remove_prefix(1);
    std::size_t numbers = 0;
    for (std::size_t at = 0; at < line.size() && numbers < 3; ++numbers) {
        const std::size_t begin = at;
        while (at < line.size() && is_digit(line[at])) ++at;
        if (at == begin || at - begin > 4) return false;
        if (numbers == 2) {
            line.remove_prefix(at);
        } else {
            if (at >= line.size() ||
                std::string_view("./-").find(line[at]) == std::string_view::npos)
                return false;
            ++at;
        }
    }
    const auto time = line.find_first_not_of(", ");
    return numbers == 3 && time != std::string_view::npos && time > 0 && is_digit(line[time]);
}

// "id,Date,Transcript": the header of a table, with two names that exports use.
bool is_table_header(std::string_view line) {
    constexpr std::size_t kLongestHeader = 4096;
    if (line.size() > kLongestHeader) return false;
    for (const char delimiter : {',', ';', '\t'}) {
        std::size_t cells = 0, known = 0;
        for (std::size_t at = 0; at <= line.size(); ++cells) {
            const std::size_t end = std::min(line.find(delimiter, at), line.size());
            known += find_alias(line.substr(at, end - at)).has_value();
            at = end + 1;
        }
        if (cells >= 3 && known >= 2) return true;
    }
    return false;
}

}  // namespace

bool is_other_format(std::string_view text, const std::vector<SourceLine>& lines) {
    constexpr std::string_view kBeginnings[] = {
        "{", "[{", "[\"", "<", "WEBVTT", "[Script Info]", "From ", "%PDF", "---\n"};
    constexpr std::string_view kHeaders[] = {
        "Message-ID:",  "Message-Id:",   "Received:",    "MIME-Version:",
        "Return-Path:", "Delivered-To:", "Content-Type:"};
    const std::string_view trimmed = trim_space(text.substr(0, 200));
    const auto begins = [trimmed](std::string_view beginning) {
        return trimmed.starts_with(beginning);
    };
    if (std::ranges::any_of(kBeginnings, begins)) return true;
    if (trimmed.starts_with('[') && trim_space(trimmed.substr(1)).starts_with('{')) return true;
    if (!lines.empty() && is_table_header(lines[0].text)) return true;
    std::size_t dated = 0;
    for (std::size_t i = 0; i < std::min<std::size_t>(lines.size(), 60); ++i) {
        const std::string_view line = lines[i].text;
        if (is_timing_line(line)) return true;
        if (std::ranges::any_of(kHeaders, [line](auto header) { return line.starts_with(header); }))
            return true;
        if (is_dated_message(line)) ++dated;
    }
    return dated >= 2 || (dated == 1 && lines.size() <= 3);
}

}  // namespace verbatim
