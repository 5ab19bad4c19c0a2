#include "engine/meaning/encoder_passes.h"

#if defined(__x86_64__)

#include <immintrin.h>

#include "engine/meaning/encoder_forward.h"

#define VERBATIM_AVX2 [[gnu::target("avx2")]]

namespace verbatim {

namespace {

// Weights are widened to 16 bits as they are loaded: the instruction for 8 bits saturates.
struct Avx2 {
    using Values = Lanes<32>;
    using Activation = std::int16_t;
    static constexpr std::int32_t kZero = 0;
    static constexpr std::size_t kTile =
        4;  // 8 sums, 2 weights, a value and products in 16 registers

    // Eight outputs: two registers of four outputs with four weights each.
    template <std::size_t kRows>
    VERBATIM_AVX2 static void eight_of(const std::int16_t* x, std::size_t in,
                                       const std::int8_t* weights, std::int32_t* products) {
        __m256i sums[kRows][2] = {};
        for (std::size_t i = 0; i < in; i += 4, weights += 4 * kPanel) {
            const auto* from = reinterpret_cast<const __m128i*>(weights);
            const __m256i low = _mm256_cvtepi8_epi16(_mm_loadu_si128(from));
            const __m256i high = _mm256_cvtepi8_epi16(_mm_loadu_si128(from + 1));
#pragma GCC unroll 4
            for (std::size_t r = 0; r < kRows; ++r) {
                std::int64_t four;
                std::memcpy(&four, x + r * in + i, sizeof four);
                const __m256i values = _mm256_set1_epi64x(four);
                sums[r][0] = _mm256_add_epi32(sums[r][0], _mm256_madd_epi16(values, low));
                sums[r][1] = _mm256_add_epi32(sums[r][1], _mm256_madd_epi16(values, high));
            }
        }
        // Each output's two halves are neighbours: added, they come out as 0 1 4 5 | 2 3 6 7.
#pragma GCC unroll 4
        for (std::size_t r = 0; r < kRows; ++r) {
            const __m256i added = _mm256_hadd_epi32(sums[r][0], sums[r][1]);
            const __m256i ordered = _mm256_permute4x64_epi64(added, 0b11'01'10'00);
            _mm256_storeu_si256(reinterpret_cast<__m256i*>(products + r * kPanel), ordered);
        }
    }

    template <std::size_t kRows>
    VERBATIM_AVX2 static void tile_of(const std::int16_t* x, std::size_t in,
                                      const std::int8_t* panel, std::int32_t* products) {
        for (std::size_t at = 0; at < kPanel; at += 8)
            eight_of<kRows>(x, in, panel + 4 * at, products + at);
    }

    VERBATIM_AVX2 [[gnu::noinline]] static void tile(const std::int16_t* x, std::size_t rows,
                                                     std::size_t in, const std::int8_t* panel,
                                                     std::int32_t* products) {
        switch (rows) {
            case 1:
                return tile_of<1>(x, in, panel, products);
            case 2:
                return tile_of<2>(x, in, panel, products);
            case 3:
                return tile_of<3>(x, in, panel, products);
            case 4:
                return tile_of<4>(x, in, panel, products);
            case 5:
                return tile_of<5>(x, in, panel, products);
            default:
                return tile_of<6>(x, in, panel, products);
        }
    }
};

}  // namespace

bool is_avx2_supported() {
    return __builtin_cpu_supports("avx2");
}

VERBATIM_AVX2 void forward_avx2(const FastWeights& weights, const EncoderBatch& batch,
                                Scratch& scratch) {
    forward<Avx2>(weights, batch, scratch);
}

}  // namespace verbatim

#endif
