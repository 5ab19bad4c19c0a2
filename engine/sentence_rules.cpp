#include "engine/sentence_rules.h"

#include <array>

#include "engine/abbreviations.h"
#include "engine/sentence_marks.h"
#include "engine/text.h"
#include "engine/unicode.h"

namespace verbatim {

namespace {

constexpr std::size_t kLongestWord = 48;

bool is_space(UChar32 c) {
    return u_isUWhiteSpace(c);
}

bool is_opening(UChar32 c) {
    const auto type = u_charType(c);
    return type == U_START_PUNCTUATION || type == U_INITIAL_PUNCTUATION || c == '"' || c == '\'' ||
           c == '`' || c == U'¿' || c == U'¡';
}

bool is_closing(UChar32 c) {
    const auto type = u_charType(c);
    return type == U_END_PUNCTUATION || type == U_FINAL_PUNCTUATION || c == '"' || c == '\'' ||
           c == U'“' || c == U'‘' || c == U'«';
}

bool is_dash(UChar32 c) {
    return u_charType(c) == U_DASH_PUNCTUATION;
}

bool is_stop(UChar32 c) {
    if (c == U'…') return true;
    const auto kind = u_getIntPropertyValue(c, UCHAR_SENTENCE_BREAK);
    return kind == U_SB_ATERM || kind == U_SB_STERM;
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

std::size_t skip_spaces_back(std::string_view text, std::size_t at) {
    while (at > 0) {
        std::size_t before = at;
        if (!is_space(previous_code_point(text, before))) break;
        at = before;
    }
    return at;
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

// "u.s", "l.f": letters, one or two between dots.
bool has_inner_dots(std::string_view word) {
    std::size_t run = 0;
    bool dotted = false;
    for (const char c : word) {
        if (c == '.') {
            dotted = true;
            run = 0;
        } else if (++run > 2 || (c >= '0' && c <= '9')) {
            return false;
        }
    }
    return dotted;
}

bool is_one_letter(std::string_view word) {
    std::size_t at = 0;
    return !word.empty() && u_isalpha(next_code_point(word, at)) && at == word.size();
}

// Whether the stretch without white space around byte `at` is a web or mail address.
bool is_address(std::string_view text, std::size_t at) {
    constexpr std::size_t kReach = 256;
    constexpr std::string_view kSpaces = " \t\r\n";
    const std::string_view before = text.substr(at - std::min(at, kReach), std::min(at, kReach));
    const std::string_view behind = text.substr(at, kReach);
    const std::size_t begin = before.find_last_of(kSpaces) + 1;
    const std::size_t length =
        before.size() - begin + std::min(behind.find_first_of(kSpaces), behind.size());
    const std::string_view token = text.substr(at - (before.size() - begin), length);
    return token.find('@') != token.npos || token.find("://") != token.npos ||
           token.find("www.") != token.npos;
}

// Whether there is more than one line's end in a gap that begins with one.
bool is_blank_line(std::string_view gap) {
    const std::size_t rest = gap.starts_with("\r\n") ? 2 : 1;
    return gap.find_first_of("\n\r", rest) != gap.npos;
}

// "..." (page 5). The bracket at byte `at` belongs to what it follows: the stop stands behind it.
bool is_reference(std::string_view text, std::size_t at) {
    if (code_point_at(text, at) != '(') return false;
    const std::size_t close = text.substr(0, std::min(text.size(), at + 80)).find(')', at);
    return close != text.npos && is_stop(code_point_at(text, close + 1));
}

// A sentence holds a letter, a number or an emoji.
bool has_content(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const UChar32 c = next_code_point(text, at);
        if (u_isalnum(c) || is_emoji(c)) return true;
    }
    return false;
}

}  // namespace

SentenceRules::SentenceRules(std::string_view text, std::string_view lang)
    : text_(text), lang_(lang), enclosures_(find_enclosures(text)), items_(find_list_items(text)) {}

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
        if (!is_stop(c)) break;
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
        if (!is_opening(c) && !is_dash(c) && !is_space(c) && c != '*' && c != '_' && c != ',') {
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
        if (is_space(c) || is_opening(c) || is_closing(c) || c == '/' || c == U'—') break;
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

bool SentenceRules::is_enclosed(std::size_t next) {
    while (next_enclosure_ < enclosures_.size() && enclosures_[next_enclosure_].end <= next)
        ++next_enclosure_;
    return next_enclosure_ < enclosures_.size() && enclosures_[next_enclosure_].begin < next;
}

bool SentenceRules::is_list_item(std::size_t next) {
    while (next_item_ < items_.size() && items_[next_item_] < next) ++next_item_;
    return next_item_ < items_.size() && items_[next_item_] == next;
}

// Whether what stands at `next` belongs to what was said before it: a mark that closes, separates
// or stops, or an emoji.
bool SentenceRules::goes_on(std::size_t next) const {
    std::size_t after = next;
    const UChar32 c = next_code_point(text_, after);
    if (is_stop(c) || is_emoji(c) || c == ';' || c == ':') return true;
    if (c == ',') return code_point_at(text_, after) != ',';
    const UChar32 behind = code_point_at(text_, after);
    const bool ends = behind == 0 || is_space(behind) || is_stop(behind) || behind == ',';
    return is_closing(c) && (!is_opening(c) || ends);
}

// Whether the sentence up to byte `word_end` is but the number or letter of an item: "12", "a",
// "iv".
bool SentenceRules::is_item_number(std::size_t start, std::size_t word_end) const {
    while (start < word_end) {
        std::size_t after = start;
        if (u_isalnum(next_code_point(text_, after))) break;
        start = after;
    }
    const std::string_view word = text_.substr(start, word_end - start);
    if (word.empty() || word.size() > 3) return word.empty();
    return is_one_letter(word) || word.find_first_not_of("0123456789") == word.npos ||
           word.find_first_not_of("ivx") == word.npos;
}

// "he said", "said the man".
bool SentenceRules::says(std::size_t begin) const {
    const std::string first = word_at(begin);
    if (is_speech_verb(first)) return true;
    if (first != "he" && first != "she" && first != "i" && first != "they" && first != "we")
        return false;
    const std::size_t second = begin + first.size() + 1;
    return second < text_.size() && is_speech_verb(word_at(second));
}

// Behind a mark without a space: "world.Today", "。それ". An address or a version is no sentence.
bool SentenceRules::begins_attached(const Stop& stop, const Head& head) const {
    if (!stop.ascii) return !(stop.closed && text_.substr(head.begin).starts_with("と"));
    const UChar32 last = code_point_before(text_, stop.mark_begin);
    if (head.letter == Case::other)
        return u_getIntPropertyValue(last, UCHAR_SENTENCE_BREAK) == U_SB_OLETTER &&
               u_getIntPropertyValue(code_point_at(text_, head.begin), UCHAR_SENTENCE_BREAK) ==
                   U_SB_OLETTER;
    if (head.letter != Case::upper) return false;
    std::size_t second = head.begin;
    next_code_point(text_, second);
    const std::string begun = word_at(head.begin);
    if (!u_islower(code_point_at(text_, second)) && begun != "i" && begun != "a") return false;
    if (is_address(text_, head.begin)) return false;
    const std::string word = word_before(stop.mark_begin);
    if (u_isdigit(last)) return word.size() >= 3 && u_isdigit(code_point_at(word, 0));
    return word.size() >= 2 && u_islower(last) && word.find('.') == word.npos &&
           abbreviation(word, lang_) == Abbreviation::none;
}

// A small letter behind a mark: many customers write no capitals, but a quotation, an abbreviation
// or an ellipsis goes on with one as well.
bool SentenceRules::begins_lower(const Stop& stop, const Head& head, std::size_t start) const {
    if (stop.closed || head.dashed || stop.mark == Mark::emoji || stop.mark == Mark::ellipsis)
        return false;
    if (stop.mark == Mark::exclamation) {
        const bool spaced = stop.word_end < stop.mark_begin;
        if (spaced && head.begin - stop.mark_begin > 4) return false;  // "a ????? game"
        return !says(head.begin) && !is_exclaimed_name(word_before(stop.word_end));
    }
    const std::string word = word_before(stop.word_end);
    if (!stop.ascii || word.size() < 2 || word.find('.') != word.npos) return false;
    if (abbreviation(word, lang_) != Abbreviation::none) return false;
    const bool letters = std::ranges::all_of(word, [](char c) {
        return u_isalpha(static_cast<unsigned char>(c)) || c == '\'' || (c & 0x80) != 0;
    });
    return letters && words(text_.substr(start, stop.word_end - start)).size() >= 3;
}

// Behind a full stop and before anything but a small letter: is it an abbreviation's?
bool SentenceRules::begins_behind_dot(const Stop& stop, const Head& head, bool abbreviated) const {
    if (!stop.ascii) return true;
    const std::string word = word_before(stop.word_end);
    const std::string follower = word_at(head.begin);
    const bool opens = often_begins(follower, lang_);
    const bool digit = head.letter == Case::digit;
    switch (abbreviation(word, lang_)) {
        case Abbreviation::title:
        case Abbreviation::middle:
            return false;
        case Abbreviation::number:
            return !digit && opens;
        case Abbreviation::number_word:
            return !digit;
        case Abbreviation::time:
            return !digit && !is_day_or_month(follower);
        case Abbreviation::ending:
            return !digit && opens;
        case Abbreviation::none:
            break;
    }
    const UChar32 last = code_point_before(word, word.size());
    if (u_isdigit(last)) {
        const bool ordinal = word.size() <= 2 && dots_ordinals(lang_);
        return !ordinal || opens;
    }
    // Initials and acronyms: "Albert I. Jones", "the U.S. Army", "you and I. Did".
    if (is_one_letter(word) || has_inner_dots(word) || abbreviated) return !digit && opens;
    return true;
}

bool SentenceRules::begins_behind(const Stop& stop, std::size_t start, std::size_t end,
                                  std::size_t next, bool abbreviated) const {
    if (stop.mark == Mark::none || goes_on(next)) return false;
    const Head head = head_at(next);
    if (end == next) return begins_attached(stop, head);
    if (head.letter == Case::none) return false;
    if (stop.mark == Mark::dot && is_item_number(start, stop.word_end)) return false;
    if (stop.closed && is_reference(text_, next)) return false;
    if (head.letter == Case::lower) return begins_lower(stop, head, start);
    if (stop.mark == Mark::emoji)
        return head.letter != Case::digit && words(text_.substr(start, end - start)).size() > 4;
    if (stop.mark == Mark::ellipsis && !stop.closed && word_at(head.begin).substr(0, 2) == "i")
        return false;
    if (stop.mark == Mark::dot && !stop.closed) return begins_behind_dot(stop, head, abbreviated);
    if (stop.mark == Mark::exclamation && is_exclaimed_name(word_before(stop.word_end)))
        return often_begins(word_at(head.begin), lang_);
    return true;
}

bool SentenceRules::begins(std::size_t start, std::size_t next, bool abbreviated) {
    const std::size_t end = skip_spaces_back(text_, next);
    const std::string_view gap = text_.substr(end, next - end);
    const std::size_t line = gap.find_first_of("\n\r");
    const bool listed = is_list_item(next);
    const bool enclosed = is_enclosed(next);
    if (!has_content(text_.substr(start, end - start))) return false;
    if (line != gap.npos && is_blank_line(gap.substr(line))) return true;
    if (listed && !enclosed) return true;
    if (enclosed) return false;
    if (line != gap.npos) return begins_line(start, end, next, abbreviated);
    return begins_behind(stop_before(end), start, end, next, abbreviated);
}

}  // namespace verbatim
