#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

// What a text means, small enough to keep for every verbatim: its sentence vector, projected to
// kCodeLength dimensions (head.h) and rounded.
namespace verbatim {

inline constexpr std::size_t kCodeLength = 128;
using Code = std::array<std::int8_t, kCodeLength>;

// The code as bytes, to store it; and back, of the first kCodeLength bytes.
std::string_view bytes_of(const Code& code);
Code code_of(std::string_view bytes);

// The sum of products: whole numbers, so it is the same on every machine. Divided by the square of
// the scale it is the cosine of the two meanings (head.h).
inline std::int32_t dot(const Code& a, const Code& b) {
    std::int32_t sum = 0;
    for (std::size_t i = 0; i < kCodeLength; ++i) sum += std::int32_t{a[i]} * std::int32_t{b[i]};
    return sum;
}

// dot() of `query` with each row, into `products`, which has as many places. Uses the widest
// instructions of the machine; the results are the same with all. Thread-safe. 1,000,000 rows take
// about as long as reading 128 MB.
void dot_each(const Code& query, std::span<const Code> rows, std::int32_t* products);

}  // namespace verbatim
