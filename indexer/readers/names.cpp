#include "indexer/readers/names.h"

#include <algorithm>
#include <string>
#include <vector>

#include "engine/ascii.h"
#include "indexer/role_names.h"
#include "indexer/space.h"

namespace verbatim {

namespace {

constexpr std::size_t kMostWords = 4;
constexpr std::size_t kMostCharacters = 40;
constexpr std::size_t kMostUnspaced = 12;  // characters of a name before a full-width colon
constexpr std::string_view kWideColon = "\xEF\xBC\x9A";

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) > 127;
}

// The lower-case letters of Latin-1, Greek and Cyrillic; what has no case is not lower case.
bool begins_lower_case(std::string_view text) {
    if (text.empty()) return false;
    const auto first = static_cast<unsigned char>(text[0]);
    if (first < 0x80) return text[0] >= 'a' && text[0] <= 'z';
    if (text.size() < 2 || first < 0xC3 || first > 0xDF) return false;
    const unsigned point = (first & 0x1Fu) << 6 | (static_cast<unsigned char>(text[1]) & 0x3Fu);
    return (point >= 0xDF && point <= 0xFF && point != 0xF7) ||
           (point >= 0x3AC && point <= 0x3CE) || (point >= 0x430 && point <= 0x45F);
}

bool is_phone_number(std::string_view text) {
    const auto digits = std::ranges::count_if(text, is_digit);
    return digits >= 6 && (text[0] == '+' || is_digit(text[0])) &&
           text.find_first_not_of("+0123456789 ()-.*") == std::string_view::npos;
}

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    for (std::size_t at = 0; (at = text.find_first_not_of(' ', at)) != std::string_view::npos;) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        words.push_back(text.substr(at, end - at));
        at = end;
    }
    return words;
}

// Within a name: "Maria de la Cruz", "Vincent van Gogh".
bool is_particle(std::string_view word) {
    constexpr std::string_view kParticles[] = {"al",  "bin", "da",  "de",  "del", "della", "den",
                                               "der", "di",  "dos", "du",  "el",  "la",    "le",
                                               "ten", "ter", "van", "von", "y",   "zu",    "zur"};
    return std::ranges::find(kParticles, word) != std::end(kParticles);
}

// The name itself, without what people set behind it: "Ana Lima (she/her)", "Ana [Acme]", "Ana Lima
// | Acme". What is longer than a few words is a sentence, and no part of a name.
std::string_view without_aside(std::string_view text) {
    constexpr std::string_view kOpen = "([|";
    for (std::size_t at = text.find(' '); at != std::string_view::npos;
         at = text.find(' ', at + 1)) {
        const std::string_view aside = text.substr(at + 1);
        if (aside.empty() || kOpen.find(aside[0]) == std::string_view::npos) continue;
        const bool few = words_of(aside.substr(1)).size() <= kMostWords;
        return few && count_characters(aside) <= kMostCharacters ? trim_space(text.substr(0, at))
                                                                 : text;
    }
    return text;
}

}  // namespace

std::size_t count_characters(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

bool looks_like_name(std::string_view text) {
    text = without_aside(text);
    if (text.empty() || count_characters(text) > kMostCharacters) return false;
    if (is_phone_number(text)) return true;
    const auto words = words_of(text);
    const auto particles = std::ranges::count_if(words, is_particle);
    if (!is_letter(text[0]) || words.size() - static_cast<std::size_t>(particles) > kMostWords)
        return false;
    const bool plain = std::ranges::all_of(text, [](char c) {
        return is_letter(c) || is_digit(c) ||
               std::string_view(" .,'-()&_@#").find(c) != std::string_view::npos;
    });
    return plain && (!begins_lower_case(text) || role_of_name(text));
}

bool is_full_name(std::string_view text) {
    const auto words = words_of(without_aside(text));
    return looks_like_name(text) && words.size() >= 2 &&
           std::ranges::all_of(words, [](std::string_view word) {
               return is_particle(word) || (is_letter(word[0]) && !begins_lower_case(word));
           });
}

bool may_be_label(std::string_view text) {
    constexpr std::size_t kLongestLabel = 60;
    return !text.empty() && (is_letter(text[0]) || is_digit(text[0])) &&
           count_characters(text) <= kLongestLabel;
}

std::optional<NamePrefix> name_prefix(std::string_view line) {
    const std::string_view head = line.substr(0, 4 * kMostCharacters);
    const std::size_t colon = head.find(':');
    const std::size_t wide = head.find(kWideColon);
    if (wide < colon) {
        const std::string_view name = trim_space(head.substr(0, wide));
        if (name.empty() || count_characters(name) > kMostUnspaced) return std::nullopt;
        const std::size_t begin = line.find_first_not_of(" \t", wide + kWideColon.size());
        return NamePrefix{name, std::min(begin, line.size())};
    }
    if (colon == std::string_view::npos) return std::nullopt;
    const bool spaced =
        colon + 1 == line.size() || line[colon + 1] == ' ' || line[colon + 1] == '\t';
    const std::string_view name = trim_space(head.substr(0, colon));
    if (!spaced || name.empty()) return std::nullopt;
    return NamePrefix{name, std::min(line.find_first_not_of(" \t", colon + 1), line.size())};
}

std::string counted(std::size_t count, std::string_view noun) {
    return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

}  // namespace verbatim
