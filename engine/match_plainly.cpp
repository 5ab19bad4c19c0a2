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

// Whether the words stand there one behind the other, with no letter or digit between them: as a
// phrase does, and more.
bool follow(const Pattern& phrase, std::string_view text) {
    for (const PatternWord& word : phrase.words) {
        if (!text.starts_with(word.folded)) return false;
        text.remove_prefix(word.folded.size());
        text.remove_prefix(static_cast<std::size_t>(std::ranges::find_if(text, is_letter_or_digit) -
                                                    text.begin()));
    }
    return true;
}

// Texts are in lower case.
std::optional<bool> has_phrase(const Pattern& phrase, std::string_view text) {
    const std::string& first = phrase.words.front().folded;
    for (std::size_t at = text.find(first); at != text.npos; at = text.find(first, at + 1))
        if (follow(phrase, text.substr(at))) return std::nullopt;
    return false;
}

// Behind a space a word begins.
std::optional<bool> has_prefix(const std::string& prefix, std::string_view text) {
    if (!std::ranges::all_of(prefix, is_letter_or_digit)) return std::nullopt;
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
