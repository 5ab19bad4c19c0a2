#include "engine/meaning/code.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace verbatim {

namespace {

constexpr double kMostSteps = 127;

using DotEach = void (*)(const Code&, std::span<const Code>, std::int32_t*);

void dot_each_portable(const Code& query, std::span<const Code> rows, std::int32_t* products) {
    for (std::size_t row = 0; row < rows.size(); ++row) products[row] = dot(query, rows[row]);
}

#if defined(__x86_64__)
constexpr std::size_t kLanes = 16;  // components that one instruction widens to 16 bits
constexpr std::size_t kSteps = kCodeLength / kLanes;

__attribute__((target("avx2"))) __m256i widened(const std::int8_t* components) {
    return _mm256_cvtepi8_epi16(
        _mm_loadu_si128(static_cast<const __m128i*>(static_cast<const void*>(components))));
}

// Products of 8 bits fit 16 + 16 bits of a pair's sum, and 128 of them fit 32: nothing saturates.
__attribute__((target("avx2"))) void dot_each_avx2(const Code& query, std::span<const Code> rows,
                                                   std::int32_t* products) {
    __m256i wide[kSteps];
    for (std::size_t step = 0; step < kSteps; ++step)
        wide[step] = widened(query.data() + step * kLanes);
    for (std::size_t row = 0; row < rows.size(); ++row) {
        __m256i sum = _mm256_setzero_si256();
        for (std::size_t step = 0; step < kSteps; ++step)
            sum = _mm256_add_epi32(
                sum, _mm256_madd_epi16(wide[step], widened(rows[row].data() + step * kLanes)));
        const __m128i four =
            _mm_add_epi32(_mm256_castsi256_si128(sum), _mm256_extracti128_si256(sum, 1));
        const __m128i two = _mm_add_epi32(four, _mm_shuffle_epi32(four, 0b1110));
        products[row] = _mm_cvtsi128_si32(_mm_add_epi32(two, _mm_shuffle_epi32(two, 1)));
    }
}
#endif

DotEach widest() {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2")) return dot_each_avx2;
#endif
    return dot_each_portable;
}

}  // namespace

std::string_view bytes_of(const Code& code) {
    return {static_cast<const char*>(static_cast<const void*>(code.data())), code.size()};
}

Code code_of(std::string_view bytes) {
    Code code;
    std::memcpy(code.data(), bytes.data(), code.size());
    return code;
}

Code rounded(std::span<const double, kCodeLength> vector) {
    double squares = 0;
    for (const double component : vector) squares += component * component;
    Code code{};
    if (squares <= 0) return code;
    const double factor = kCodeScale / std::sqrt(squares);
    for (std::size_t i = 0; i < kCodeLength; ++i)
        code[i] = static_cast<std::int8_t>(
            std::lround(std::clamp(vector[i] * factor, -kMostSteps, kMostSteps)));
    return code;
}

Code lead(const Code& from, std::span<const Code> towards, double share, std::span<const Code> away,
          double away_share) {
    std::array<double, kCodeLength> sum{};
    const auto add = [&](const Code& code, double factor) {
        for (std::size_t i = 0; i < kCodeLength; ++i) sum[i] += factor * code[i];
    };
    add(from, 1);
    for (const Code& code : towards) add(code, share / static_cast<double>(towards.size()));
    for (const Code& code : away) add(code, -away_share / static_cast<double>(away.size()));
    return rounded(sum);
}

void dot_each(const Code& query, std::span<const Code> rows, std::int32_t* products) {
    static const DotEach run = widest();
    run(query, rows, products);
}

}  // namespace verbatim
