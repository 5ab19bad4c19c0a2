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
// A component of a vector of length 1 is kept as so many steps, 127 at most.
inline constexpr double kCodeScale = 300;
// dot() divided by this is the cosine.
inline constexpr double kCodeUnit = kCodeScale * kCodeScale;
using Code = std::array<std::int8_t, kCodeLength>;

// A code of zeros is that of a text of which nothing is known.
inline bool is_known(const Code& code) {
    for (const std::int8_t component : code)
        if (component != 0) return true;
    return false;
}

// The code as bytes, to store it; and back, of the first kCodeLength bytes.
std::string_view bytes_of(const Code& code);
Code code_of(std::string_view bytes);

// The vector brought to length 1 and rounded; zeros for one of length 0.
Code rounded(std::span<const double, kCodeLength> vector);

// `from` led towards the mean of some codes and away from the mean of others, by these shares of
// its own length.
Code lead(const Code& from, std::span<const Code> towards, double share, std::span<const Code> away,
          double away_share);

// The sum of products: whole numbers, so it is the same on every machine. Divided by
// kCodeUnit it is the cosine of the two meanings.
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
