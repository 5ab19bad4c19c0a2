#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/readers/transcript_lines.h"

// The lines that begin a turn in a transcript: who speaks, and perhaps when.
namespace verbatim {

enum class HeadStyle {
    markdown,  // **Name:** text
    chat,      // 00:11:09<tab>Name:<tab>text, 10:30:02 From Name to Everyone:
    caption,   // [Name] 00:11:09
    stamped,   // [00:11:09] Name: text
    timed,     // Name  11:09; Speaker 1 (11:09): text; 11:09 Name; ## Name (11:09)
    plain,     // Name: text
};
inline constexpr HeadStyle kHeadStyles[] = {HeadStyle::markdown, HeadStyle::chat,
                                            HeadStyle::caption,  HeadStyle::stamped,
                                            HeadStyle::timed,    HeadStyle::plain};

// Bytes of a line within which its head ends.
inline constexpr std::size_t kLongestHead = 160;

struct TurnHead {
    std::string_view name;  // empty: a time alone, or nobody's name
    std::optional<std::int64_t> time_ms;
    std::size_t size = 0;      // where the text begins in the line
    bool inner_colon = false;  // markdown: the colon is bold too
    bool to_one = false;       // chat: a message to one person, not to the meeting
};

// The head of a line in that style, whoever its name may be.
std::optional<TurnHead> head_of(std::string_view line, HeadStyle style);

// The time that a line consists of, "00:05:00".
std::optional<std::int64_t> clock_line(std::string_view line);

// The same as a heading, "### 00:05:00 {#00:05:00}".
std::optional<std::int64_t> clock_heading(std::string_view line);

// The time in square brackets that a text begins with, "\[52:20\] ", as transcribers set one now
// and then, before a paragraph or within it.
struct TimeMark {
    std::int64_t ms = 0;
    std::size_t size = 0;  // up to what was said
};
std::optional<TimeMark> time_mark(std::string_view text);

// What the heads of a file are, and whose.
struct HeadCensus {
    HeadStyle style = HeadStyle::plain;
    std::size_t heads = 0;  // that name a speaker
    std::size_t times = 0;  // heads that are a time alone
    std::size_t filled_lines = 0;
    std::map<std::string, std::size_t, std::less<>> names;  // how often each stands in a head
    std::size_t roles = 0;                                  // heads whose name is a role
    bool inner_colon = false;                               // markdown: most colons are bold
    bool dense = false;                                     // nearly every line is a head

    // A name counts if it occurs twice or is a role ("Interviewee", "Q"); in styles that only a
    // transcript uses, and where nearly every line has one, always; in bold, also a full name.
    bool is_speaker(const TurnHead& head) const;
};

// Finds the style with the most heads. Linear in the text.
HeadCensus count_heads(const std::vector<SourceLine>& lines);

// "Break", "Jingle": a head that is nobody.
bool is_stage(std::string_view name);

}  // namespace verbatim
