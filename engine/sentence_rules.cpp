#include "engine/sentence_rules.h"

#include <array>

#include "engine/abbreviations.h"
#include "engine/sentence_marks.h"
#include "engine/text.h"
#include "engine/unicode.h"

namespace verbatim {

namespace {

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

// As an item has it: "2.) Support".
bool is_number(std::string_view word) {
    return word.size() <= 2 && word.find_first_not_of("0123456789") == word.npos;
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

}  // namespace

SentenceRules::SentenceRules(std::string_view text, std::string_view lang)
    : text_(text), lang_(lang), enclosures_(find_enclosures(text)), items_(find_list_items(text)) {}

bool SentenceRules::is_enclosed(std::size_t next) {
    while (next_enclosure_ < enclosures_.size() && enclosures_[next_enclosure_].end <= next)
        ++next_enclosure_;
    return next_enclosure_ < enclosures_.size() && enclosures_[next_enclosure_].begin < next;
}

bool SentenceRules::is_list_item(std::size_t next) {
    while (next_item_ < items_.size() && items_[next_item_] < next) ++next_item_;
    return next_item_ < items_.size() && items_[next_item_] == next;
}

// Whether there is a letter, a number or an emoji in the sentence so far, and where. Every byte is
// looked at once.
bool SentenceRules::has_content(std::size_t start, std::size_t end) {
    if (content_ < start) content_ = start;
    while (content_ < end) {
        std::size_t after = content_;
        const UChar32 c = next_code_point(text_, after);
        if (u_isalnum(c) || is_emoji(c)) return true;
        content_ = after;
    }
    return false;
}

// Whether the sentence up to byte `word_end` is but the number or letter of an item: "12", "a",
// "iv".
bool SentenceRules::is_item_number(std::size_t word_end) const {
    if (word_end <= content_) return true;
    const std::string_view word = text_.substr(content_, word_end - content_);
    if (word.size() > 3) return false;
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

// Russians smile with a bracket alone: "Спасибо) Всё понравилось".
bool SentenceRules::is_bracket_smile(std::size_t end) const {
    if (lang_ != "ru" && lang_ != "uk" && lang_ != "be") return false;
    if (end == 0 || text_[end - 1] != ')') return false;
    return next_enclosure_ == 0 || enclosures_[next_enclosure_ - 1].end != end;
}

bool SentenceRules::begins_behind(Stop stop, std::size_t start, std::size_t end, std::size_t next,
                                  bool abbreviated) const {
    if (stop.mark == Mark::none && is_bracket_smile(end)) stop.mark = Mark::emoji;
    if (stop.mark == Mark::none) return false;
    const Head head = head_at(next);
    if (end == next) return begins_attached(stop, head);
    if (head.letter == Case::none) return false;
    if (stop.mark == Mark::dot &&
        (is_item_number(stop.word_end) || (stop.closed && is_number(word_before(stop.word_end)))))
        return false;
    if (stop.closed && is_reference(text_, next)) return false;
    if (head.letter == Case::lower) return begins_lower(stop, head, start);
    if (stop.closed && word_at(head.begin) == "i" && says(head.begin)) return false;
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
    if (!has_content(start, end)) return false;
    const bool listed = is_list_item(next);
    const bool enclosed = is_enclosed(next);
    if (line != gap.npos && is_blank_line(gap.substr(line))) return true;
    if (listed && !enclosed) return true;
    if (enclosed) return false;
    if (line != gap.npos) return begins_line(start, end, next, abbreviated);
    return !goes_on(next) && begins_behind(stop_before(end), start, end, next, abbreviated);
}

}  // namespace verbatim
