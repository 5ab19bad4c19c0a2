#include <algorithm>

#include "engine/ascii.h"
#include "engine/match.h"

// What can be told of a text of ASCII without cutting it into words, which is most of what
// verifying it costs.
namespace verbatim {

namespace {

bool is_plain(const PatternWord& word) {
    return !word.unspaced && word.inflections.empty() && !word.folded.empty() &&
           is_ascii(word.folded);
}

bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || is_digit(c);
}

bool is_letters_and_digits(std::string_view word) {
    return std::ranges::all_of(word, is_letter_or_digit);
}

// Whether what stands between a word and the next, or the end, leaves no doubt that it ends there:
// an apostrophe or a full stop with no space behind it may be part of it.
bool parts_words(std::string_view between, bool is_last) {
    return (is_last || between.ends_with(' ')) &&
           between.find_first_not_of(" .,;:!?") == between.npos;
}

// How the words stand there one behind the other: each surely a word; somehow else with no letter
// or digit between them, so that it may be the phrase; or not at all.
enum class Follow { no, maybe, surely };
Follow follow(const Pattern& phrase, std::string_view text) {
    bool is_sure = true;
    for (const PatternWord& word : phrase.words) {
        if (!text.starts_with(word.folded)) return Follow::no;
        text.remove_prefix(word.folded.size());
        const auto between =
            static_cast<std::size_t>(std::ranges::find_if(text, is_letter_or_digit) - text.begin());
        is_sure = is_sure && is_letters_and_digits(word.folded) &&
                  parts_words(text.substr(0, between), between == text.size());
        text.remove_prefix(between);
    }
    return is_sure ? Follow::surely : Follow::maybe;
}

// Texts are in lower case.
std::optional<bool> has_phrase(const Pattern& phrase, std::string_view text) {
    const std::string& first = phrase.words.front().folded;
    bool may_have = false;
    for (std::size_t at = text.find(first); at != text.npos; at = text.find(first, at + 1)) {
        const Follow found = follow(phrase, text.substr(at));
        if (found == Follow::surely && (at == 0 || text[at - 1] == ' ')) return true;
        may_have = may_have || found != Follow::no;
    }
    return may_have ? std::nullopt : std::optional(false);
}

// Behind a space a word begins.
std::optional<bool> has_prefix(const std::string& prefix, std::string_view text) {
    if (!is_letters_and_digits(prefix)) return std::nullopt;
    std::size_t at = text.find(prefix);
    if (at == text.npos) return false;
    for (; at != text.npos; at = text.find(prefix, at + 1))
        if (at == 0 || text[at - 1] == ' ') return true;
    return std::nullopt;
}

}  // namespace

std::optional<bool> matches_plainly(const Pattern& pattern, std::string_view text) {
    const bool is_prefix = pattern.type == Node::Type::prefix;
    const bool is_phrase = pattern.type == Node::Type::phrase;
    if ((!is_prefix && !is_phrase) || pattern.words.empty()) return std::nullopt;
    if (!std::ranges::all_of(pattern.words, is_plain) || !is_ascii(text)) return std::nullopt;
    const std::string folded = lower(text);
    return is_prefix ? has_prefix(pattern.words.front().folded, folded)
                     : has_phrase(pattern, folded);
}

}  // namespace verbatim
