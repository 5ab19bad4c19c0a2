#include "indexer/readers/turn_heads.h"

#include <algorithm>

#include "engine/ascii.h"
#include "engine/text.h"
#include "indexer/readers/names.h"
#include "indexer/role_names.h"
#include "indexer/space.h"

namespace verbatim {

namespace {

std::size_t skip_space(std::string_view text, std::size_t at) {
    return std::min(text.find_first_not_of(" \t", at), text.size());
}

struct Clock {
    std::int64_t ms = 0;
    std::size_t size = 0;
};

// "1:02:03", "12:34", "00:00:03.250" at the beginning of the text.
std::optional<Clock> bare_clock(std::string_view text) {
    std::int64_t seconds = 0;
    std::size_t at = 0;
    int parts = 0;
    while (parts < 3) {
        const std::size_t begin = at;
        std::int64_t value = 0;
        for (; at < text.size() && is_digit(text[at]) && at - begin < 3; ++at)
            value = value * 10 + (text[at] - '0');
        const std::size_t digits = at - begin;
        if (digits == 0 || (parts > 0 && (digits != 2 || value > 59))) return std::nullopt;
        seconds = seconds * 60 + value;
        ++parts;
        if (at >= text.size() || text[at] != ':') break;
        if (parts < 3) ++at;
    }
    if (parts < 2 || (at < text.size() && text[at] == ':')) return std::nullopt;
    std::int64_t ms = 0;
    if (at + 1 < text.size() && (text[at] == '.' || text[at] == ',') && is_digit(text[at + 1])) {
        std::int64_t unit = 100;
        for (++at; at < text.size() && is_digit(text[at]); ++at, unit /= 10)
            ms += unit * (text[at] - '0');
    }
    return Clock{seconds * 1000 + ms, at};
}

// The same in brackets, perhaps escaped for Markdown and perhaps with an end: "\[00:03 - 00:09\]".
std::optional<Clock> bracketed_clock(std::string_view text) {
    std::size_t at = text.starts_with('\\') ? 1 : 0;
    if (at >= text.size() || (text[at] != '[' && text[at] != '(')) return std::nullopt;
    const char close = text[at] == '[' ? ']' : ')';
    const auto clock = bare_clock(text.substr(at + 1));
    if (!clock) return std::nullopt;
    const auto end = text.find_first_not_of("0123456789:., ->\\\xE2\x80\x93", at + 1 + clock->size);
    if (end == std::string_view::npos || text[end] != close) return std::nullopt;
    return Clock{clock->ms, end + 1};
}

std::optional<Clock> any_clock(std::string_view text) {
    const auto clock = bracketed_clock(text);
    return clock ? clock : bare_clock(text);
}

// Takes a time off either end of a name: "[00:12] Ana", "Ana (00:12)", "Ana  0:12".
std::optional<std::int64_t> split_time(std::string_view& name) {
    name = trim_space(name);
    if (const auto clock = any_clock(name)) {
        name = trim_space(name.substr(clock->size));
        return clock->ms;
    }
    for (std::size_t at = name.find_last_of(" \t"); at != std::string_view::npos && at > 0;
         at = name.find_last_of(" \t", at - 1)) {
        const auto tail = name.substr(at + 1);
        const auto clock = any_clock(tail);
        if (clock && clock->size == tail.size()) {
            name = trim_space(name.substr(0, at));
            return clock->ms;
        }
        if (name.size() - at > 40) break;
    }
    return std::nullopt;
}

std::optional<TurnHead> markdown_head(std::string_view line) {
    const std::size_t indent = line.find_first_not_of(' ');
    if (indent == std::string_view::npos || indent > 3) return std::nullopt;
    const std::string_view mark = line.substr(indent, 2);
    if (mark != "**" && mark != "__") return std::nullopt;
    const auto end = line.substr(0, kLongestHead).find(mark, indent + 2);
    if (end == std::string_view::npos) return std::nullopt;
    TurnHead head;
    head.name = trim_space(line.substr(indent + 2, end - indent - 2));
    head.size = end + 2;
    head.inner_colon = head.name.ends_with(':');
    if (head.inner_colon) head.name = trim_space(head.name.substr(0, head.name.size() - 1));
    head.time_ms = split_time(head.name);
    std::size_t at = skip_space(line, head.size);
    if (!head.time_ms) {
        if (const auto clock = bracketed_clock(line.substr(at))) {
            std::size_t after = skip_space(line, at + clock->size);
            const bool colon = after < line.size() && line[after] == ':';
            if (colon || after == line.size() || !head.inner_colon) {
                head.time_ms = clock->ms;
                at = after;
            }
        }
    }
    const bool colon = at < line.size() && line[at] == ':';
    if (!head.inner_colon && !colon && !head.time_ms) return std::nullopt;
    head.size = skip_space(line, colon ? at + 1 : at);
    return head;
}

bool names_group(std::string_view folded) {
    constexpr std::string_view kGroups[] = {"everyone",     "all",       "host",     "hosts",
                                            "panelists",    "attendees", "attendee", "room",
                                            "participants", "meeting",   "group"};
    for (std::size_t at = 0; at < folded.size();) {
        const std::size_t end = std::min(folded.find_first_of(" ,()", at), folded.size());
        if (std::ranges::find(kGroups, folded.substr(at, end - at)) != std::end(kGroups))
            return true;
        at = end + 1;
    }
    return false;
}

// Whether a message of a meeting's chat went to one person: "Ana Lima (Direct Message)", "Ana
// Lima".
bool is_one_person(std::string_view recipient) {
    const std::string folded = fold(recipient);
    return folded.find("(direct message)") != std::string::npos ||
           folded.find("(private") != std::string::npos || !names_group(folded);
}

std::optional<TurnHead> chat_head(std::string_view line) {
    const auto clock = bare_clock(line);
    if (!clock || clock->size < 7 || clock->size >= line.size()) return std::nullopt;
    const bool tab = line[clock->size] == '\t';
    const std::size_t begin = skip_space(line, clock->size);
    std::string_view rest = line.substr(begin);
    const bool from = rest.starts_with("From ");
    if (!tab && !from) return std::nullopt;
    const std::string_view part = rest.substr(0, kLongestHead);
    auto colon = std::min(part.find(":\t"), part.find(": "));
    if (colon == std::string_view::npos && rest.size() <= kLongestHead && rest.ends_with(':'))
        colon = rest.size() - 1;
    if (colon == std::string_view::npos) return std::nullopt;
    TurnHead head;
    head.time_ms = clock->ms;
    head.size = skip_space(line, begin + colon + 1);
    head.name = trim_space(rest.substr(0, colon));
    if (from) {
        head.name = trim_space(head.name.substr(4));
        const auto lower = head.name.rfind(" to "), upper = head.name.rfind(" To ");
        const auto to = lower == std::string_view::npos   ? upper
                        : upper == std::string_view::npos ? lower
                                                          : std::max(lower, upper);
        if (to != std::string_view::npos) {
            head.to_one = is_one_person(head.name.substr(to + 4));
            head.name = trim_space(head.name.substr(0, to));
        }
    }
    return head;
}

std::optional<TurnHead> caption_head(std::string_view line) {
    if (!line.starts_with('[')) return std::nullopt;
    const auto end = line.substr(0, kLongestHead).find(']');
    if (end == std::string_view::npos || end < 2) return std::nullopt;
    const auto time = clock_line(line.substr(end + 1));
    if (!time || bare_clock(line.substr(1))) return std::nullopt;
    return TurnHead{trim_space(line.substr(1, end - 1)), time, line.size()};
}

std::optional<TurnHead> stamped_head(std::string_view line) {
    const std::size_t indent = skip_space(line, 0);
    const auto clock = any_clock(line.substr(indent));
    if (!clock) return std::nullopt;
    const std::size_t at =
        std::min(line.find_first_not_of(" \t-|", indent + clock->size), line.size());
    const auto prefix = name_prefix(line.substr(at));
    if (!prefix) return std::nullopt;
    return TurnHead{prefix->name, clock->ms, at + prefix->size};
}

// Without wide space between them, a name and a time are only a head if all the words are capital.
bool is_apart(std::string_view line, std::string_view name) {
    return line.find("  ") != std::string_view::npos || line.find('\t') != std::string_view::npos ||
           is_full_name(name) || name.find(' ') == std::string_view::npos || role_of_name(name) ||
           is_digit(name.back());
}

// Whether two spaces or a tab part the name at the beginning from what follows: then it may have
// more words, as those with a title or a company do.
bool is_set_apart(std::string_view line, std::string_view name) {
    constexpr std::size_t kLongestName = 80;
    if (name.empty() || name.size() > kLongestName || !line.starts_with(name)) return false;
    const std::string_view gap = line.substr(name.size(), 2);
    const std::string_view first = name.substr(0, std::min(name.find(' '), name.size()));
    return (gap == "  " || gap.starts_with('\t')) && looks_like_name(first) &&
           std::string_view(".?!:").find(name.back()) == std::string_view::npos;
}

std::optional<TurnHead> timed_head(std::string_view line) {
    std::string_view whole = trim_space(line.substr(0, kLongestHead));
    if (is_heading(whole)) whole = trim_space(whole.substr(whole.find_first_not_of('#')));
    if (line.size() <= kLongestHead) {
        std::string_view name = whole.ends_with(':') ? whole.substr(0, whole.size() - 1) : whole;
        const auto time = split_time(name);
        while (!name.empty() && (name.back() == '|' || name.back() == '-'))
            name = trim_space(name.substr(0, name.size() - 1));
        if (time && name.empty()) return TurnHead{{}, time, line.size()};
        if (time && (is_set_apart(whole, name) || (looks_like_name(name) && is_apart(whole, name))))
            return TurnHead{name, time, line.size()};
    }
    for (const std::string_view open : {" (", " ["}) {
        const auto at = whole.find(open);
        if (at == std::string_view::npos) continue;
        const auto clock = bracketed_clock(whole.substr(at + 1));
        if (!clock) continue;
        const std::size_t end =
            static_cast<std::size_t>(whole.data() - line.data()) + at + 1 + clock->size;
        const std::string_view name = trim_space(whole.substr(0, at));
        if (end < line.size() && line[end] == ':' && looks_like_name(name))
            return TurnHead{name, clock->ms, skip_space(line, end + 1)};
    }
    return std::nullopt;
}

std::optional<TurnHead> plain_head(std::string_view line) {
    const auto prefix = name_prefix(line);
    if (!prefix) return std::nullopt;
    return TurnHead{prefix->name, std::nullopt, prefix->size};
}

// Styles that nothing but a transcript uses.
bool is_telling(HeadStyle style) {
    return style != HeadStyle::markdown && style != HeadStyle::plain;
}

}  // namespace

std::optional<std::int64_t> clock_line(std::string_view line) {
    line = trim_space(line);
    const auto clock = any_clock(line);
    if (!clock || clock->size != line.size()) return std::nullopt;
    return clock->ms;
}

std::optional<std::int64_t> clock_heading(std::string_view line) {
    line = trim_space(line);
    if (!is_heading(line)) return std::nullopt;
    line = line.substr(0, line.find("{#"));
    const auto begin = line.find_first_not_of("#* ");
    if (begin == std::string_view::npos) return std::nullopt;
    return clock_line(line.substr(begin, line.find_last_not_of("* ") - begin + 1));
}

std::optional<TimeMark> time_mark(std::string_view text) {
    if (!text.starts_with('[') && !text.starts_with("\\[")) return std::nullopt;
    const auto clock = bracketed_clock(text);
    if (!clock) return std::nullopt;
    return TimeMark{clock->ms, skip_space(text, clock->size)};
}

std::optional<TurnHead> head_of(std::string_view line, HeadStyle style) {
    switch (style) {
        case HeadStyle::markdown:
            return markdown_head(line);
        case HeadStyle::chat:
            return chat_head(line);
        case HeadStyle::caption:
            return caption_head(line);
        case HeadStyle::stamped:
            return stamped_head(line);
        case HeadStyle::timed:
            return timed_head(line);
        case HeadStyle::plain:
            return plain_head(line);
    }
    return std::nullopt;
}

bool is_stage(std::string_view name) {
    constexpr std::string_view kStages[] = {"ad",         "ad break", "advertisement", "break",
                                            "commercial", "intro",    "jingle",        "music",
                                            "outro",      "sponsor"};
    return std::ranges::find(kStages, fold(name)) != std::end(kStages);
}

bool HeadCensus::is_speaker(const TurnHead& head) const {
    if (head.name.empty()) return false;
    if (is_telling(style)) return head.name.size() <= 2 * kLongestHead;
    const auto found = names.find(head.name);
    const bool recurs = found != names.end() && found->second >= 2;
    if (!looks_like_name(head.name)) return dense && recurs && may_be_label(head.name);
    if (dense || recurs || role_of_name(head.name)) return true;
    return style == HeadStyle::markdown && head.inner_colon == inner_colon &&
           is_full_name(head.name);
}

HeadCensus count_heads(const std::vector<SourceLine>& lines) {
    HeadCensus best;
    for (const HeadStyle style : kHeadStyles) {
        HeadCensus census;
        census.style = style;
        std::vector<TurnHead> heads;
        std::size_t inner = 0;
        for (const SourceLine& source : lines) {
            const std::string_view line = source.text;
            if (trim_space(line).empty()) continue;
            ++census.filled_lines;
            const auto head = head_of(line, style);
            if (head && head->name.empty()) ++census.times;
            if (!head || head->name.empty()) continue;
            heads.push_back(*head);
            ++census.names[std::string(head->name)];
            if (head->inner_colon) ++inner;
        }
        census.inner_colon = inner * 2 > heads.size();
        const auto named =
            static_cast<std::size_t>(std::ranges::count_if(heads, [&census](const TurnHead& head) {
                return looks_like_name(head.name) ||
                       (may_be_label(head.name) && census.names.find(head.name)->second >= 2);
            }));
        census.dense = named >= 2 && named * 5 >= census.filled_lines * 4;
        for (const TurnHead& head : heads) {
            if (!census.is_speaker(head)) continue;
            ++census.heads;
            if (role_of_name(head.name)) ++census.roles;
        }
        const bool only_times = best.heads == 0 && census.heads == 0 && style == HeadStyle::timed &&
                                census.times > best.times;
        if (census.heads > best.heads || only_times) best = std::move(census);
    }
    return best;
}

}  // namespace verbatim
