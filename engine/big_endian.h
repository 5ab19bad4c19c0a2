#pragma once

#include <string>
#include <string_view>

// Unsigned numbers as bytes, the highest first, so that they sort as the numbers do.
namespace verbatim {

template <typename Number>
std::string big_endian(Number number) {
    std::string bytes(sizeof(Number), '\0');
    for (std::size_t i = sizeof(Number); i-- > 0; number = static_cast<Number>(number >> 8))
        bytes[i] = static_cast<char>(number & 255);
    return bytes;
}

// Of the first sizeof(Number) bytes.
template <typename Number>
Number from_big_endian(std::string_view bytes) {
    Number number = 0;
    for (const char c : bytes.substr(0, sizeof(Number)))
        number = static_cast<Number>(number << 8 | static_cast<unsigned char>(c));
    return number;
}

}  // namespace verbatim
