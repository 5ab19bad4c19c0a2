#include <algorithm>

#include "engine/sentence_marks.h"
#include "engine/sentence_rules.h"
#include "engine/text.h"
#include "engine/unicode.h"

// What stands before and behind a place where a sentence might begin.
namespace verbatim {

namespace {

constexpr std::size_t kLongestWord = 48;

bool is_dash(UChar32 c) {
    return u_charType(c) == U_DASH_PUNCTUATION;
}

bool clings_to_emoji(UChar32 c) {
    return c == 0xfe0f || c == 0x200d || c == 0x20e3;
}

// Where a smiley of letters and marks that ends at byte `end` begins, or `end`.
std::size_t smiley_before(std::string_view text, std::size_t end) {
    static constexpr std::string_view kSmileys[] = {":)",  ":-)", ":(",  ":-(", ";)", ";-)", ":D",
                                                    ":-D", ":P",  ":-P", ":p",  "xD", "XD",  "<3",
                                                    "^^",  "=)",  ":/",  ":'(", ":3", ":o",  ":O"};
    std::size_t once = end;
    while (once > 1 && (text[once - 1] == ')' || text[once - 1] == '(') &&
           text[once - 2] == text[once - 1])
        --once;
    for (const std::string_view smiley : kSmileys) {
        if (!text.substr(0, once).ends_with(smiley)) continue;
        const std::size_t begin = once - smiley.size();
        const UChar32 before = code_point_before(text, begin);
        if (smiley[0] == ':' || smiley[0] == ';' ? !u_isdigit(before) : !u_isalnum(before))
            return begin;
    }
    return end;
}

// The beginning of the emoji and smileys that end at byte `end`, with the spaces among them.
std::size_t skip_pictures(std::string_view text, std::size_t end) {
    std::size_t begin = end;
    for (std::size_t at = end; at > 0;) {
        std::size_t before = at;
        const UChar32 c = previous_code_point(text, before);
        if (is_emoji(c) || clings_to_emoji(c)) {
            at = begin = before;
        } else if (const std::size_t smiley = smiley_before(text, at); smiley < at) {
            at = begin = smiley;
        } else if (c == ' ' && begin < end) {
            at = before;
        } else {
            break;
        }
    }
    return begin;
}

// The beginning of the note marks "[1][2]" that end at byte `end`.
std::size_t skip_notes(std::string_view text, std::size_t end) {
    while (end > 2 && text[end - 1] == ']') {
        std::size_t at = end - 1;
        while (at > 0 && end - at < 6 && text[at - 1] >= '0' && text[at - 1] <= '9') --at;
        if (at == end - 1 || at == 0 || text[at - 1] != '[') break;
        end = at - 1;
    }
    return end;
}

}  // namespace

// Reads backwards: emoji, note marks and closing marks, then the mark itself, which may be spaced
// dots.
SentenceRules::Stop SentenceRules::stop_before(std::size_t end) const {
    Stop stop;
    std::size_t at = skip_pictures(text_, end);
    const bool pictured = at < end;
    if (pictured) at = skip_spaces_back(text_, at);
    at = skip_notes(text_, at);
    while (at > 0) {
        std::size_t before = at;
        if (!is_closing(previous_code_point(text_, before))) break;
        stop.closed = true;
        at = before;
    }
    std::size_t dots = 0;
    stop.mark_begin = at;
    while (at > 0) {
        std::size_t before = at;
        const UChar32 c = previous_code_point(text_, before);
        if (c == ' ' && dots > 0 && before > 0 && text_[before - 1] == '.') {
            at = before;
            continue;
        }
        if (!stops(c)) break;
        stop.ascii = stop.ascii && c < 0x80;
        if (c == '.') ++dots;
        if (c == '.' || u_getIntPropertyValue(c, UCHAR_SENTENCE_BREAK) == U_SB_ATERM)
            stop.mark = std::max(stop.mark, dots > 1 ? Mark::ellipsis : Mark::dot);
        else
            stop.mark = c == U'…' ? std::max(stop.mark, Mark::ellipsis) : Mark::exclamation;
        at = stop.mark_begin = before;
    }
    if (stop.mark == Mark::none && stop.closed && is_dash(code_point_before(text_, at)))
        stop.mark = Mark::ellipsis;
    if (stop.mark == Mark::none && pictured) stop.mark = Mark::emoji;
    stop.word_end = skip_spaces_back(text_, stop.mark_begin);
    return stop;
}

// Greek asks with a semicolon.
bool SentenceRules::stops(std::int32_t c) const {
    return is_stop(c) || (lang_ == "el" && (c == ';' || c == 0x37e));
}

SentenceRules::Head SentenceRules::head_at(std::size_t next) const {
    Head head;
    std::size_t at = next;
    for (int skipped = 0; at < text_.size() && skipped < 8; ++skipped) {
        head.begin = at;
        const UChar32 c = next_code_point(text_, at);
        if (u_isalpha(c)) {
            const auto kind = u_getIntPropertyValue(c, UCHAR_SENTENCE_BREAK);
            head.letter = kind == U_SB_LOWER   ? Case::lower
                          : kind == U_SB_UPPER ? Case::upper
                                               : Case::other;
            return head;
        }
        if (u_isdigit(c)) {
            head.letter = Case::digit;
            return head;
        }
        if (is_dash(c)) head.dashed = true;
        if (!is_opening(c) && !is_dash(c) && !u_isUWhiteSpace(c) && c != '*' && c != '_' &&
            c != ',') {
            head.letter = Case::other;
            return head;
        }
    }
    return head;
}

// The word that ends at byte `end`, folded, with the dots inside it.
std::string SentenceRules::word_before(std::size_t end) const {
    std::size_t begin = end;
    while (begin > 0 && end - begin < kLongestWord) {
        std::size_t before = begin;
        const UChar32 c = previous_code_point(text_, before);
        if (u_isUWhiteSpace(c) || is_opening(c) || is_closing(c) || c == '/' || c == U'—') break;
        begin = before;
    }
    return fold(text_.substr(begin, end - begin));
}

std::string SentenceRules::word_at(std::size_t begin) const {
    std::size_t end = begin;
    while (end < text_.size() && end - begin < kLongestWord) {
        std::size_t after = end;
        const UChar32 c = next_code_point(text_, after);
        if (!u_isalpha(c) && c != '\'' && c != U'’') break;
        end = after;
    }
    return fold(text_.substr(begin, end - begin));
}

// Whether what stands at `next` belongs to what was said before it: a mark that closes, separates
// or stops, or an emoji.
bool SentenceRules::goes_on(std::size_t next) const {
    std::size_t after = next;
    const UChar32 c = next_code_point(text_, after);
    if (stops(c) || is_emoji(c) || c == ';' || c == ':') return true;
    if (c == ',') return code_point_at(text_, after) != ',';
    const UChar32 behind = code_point_at(text_, after);
    const bool ends = behind == 0 || u_isUWhiteSpace(behind) || is_stop(behind) || behind == ',';
    return is_closing(c) && (!is_opening(c) || ends);
}

}  // namespace verbatim
