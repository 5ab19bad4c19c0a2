#pragma once

#include <string>
#include <string_view>

// Digits and letters of ASCII, whatever the locale. What people wrote is compared by fold()
// (text.h).
namespace verbatim {

constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

constexpr char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// With A to Z as a to z.
inline std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = lower(c);
    return out;
}

}  // namespace verbatim
