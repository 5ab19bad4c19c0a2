#pragma once

#include <algorithm>
#include <string>
#include <string_view>

// How lines are looked up in tables of phrases, both folded.
namespace verbatim {

constexpr std::size_t kLongestPhraseLine = 400;

bool begins_with_any(std::string_view text, const auto& table) {
    return std::ranges::any_of(table, [text](auto entry) { return text.starts_with(entry); });
}

bool holds_any(std::string_view text, const auto& table) {
    return std::ranges::any_of(table, [text](auto entry) { return text.find(entry) != text.npos; });
}

// A text without these signs at its ends.
inline std::string without_ends(std::string_view text, std::string_view signs) {
    text.remove_prefix(std::min(text.find_first_not_of(signs), text.size()));
    return std::string(text.substr(0, text.find_last_not_of(signs) + 1));
}

}  // namespace verbatim
