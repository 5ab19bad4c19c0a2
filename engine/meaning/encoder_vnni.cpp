#include "engine/meaning/encoder_passes.h"

#if defined(__x86_64__)

#include <immintrin.h>

#include "engine/meaning/encoder_forward.h"

#define VERBATIM_VNNI [[gnu::target("avx512f,avx512bw,avx512vl,avx512dq,avx512vnni")]]

namespace verbatim {

namespace {

// Eight bits of each, four products added up in each of sixteen lanes by one instruction.
struct Vnni {
    using Values = Lanes<64>;
    using Activation = std::uint8_t;
    static constexpr std::int32_t kZero = 128;
    static constexpr std::size_t kTile = 6;  // 24 sums, 4 weights and a value in 32 registers

    template <std::size_t kRows>
    VERBATIM_VNNI static void tile_of(const std::uint8_t* x, std::size_t in,
                                      const std::int8_t* panel, std::int32_t* products) {
        __m512i sums[kRows][4] = {};
        for (std::size_t i = 0; i < in; i += 4, panel += 4 * kPanel) {
            __m512i weights[4];
#pragma GCC unroll 4
            for (int part = 0; part < 4; ++part)
                weights[part] = _mm512_loadu_si512(panel + 64 * part);
#pragma GCC unroll 6
            for (std::size_t r = 0; r < kRows; ++r) {
                std::int32_t four;
                std::memcpy(&four, x + r * in + i, sizeof four);
                const __m512i values = _mm512_set1_epi32(four);
#pragma GCC unroll 4
                for (int part = 0; part < 4; ++part)
                    sums[r][part] = _mm512_dpbusd_epi32(sums[r][part], values, weights[part]);
            }
        }
#pragma GCC unroll 6
        for (std::size_t r = 0; r < kRows; ++r)
#pragma GCC unroll 4
            for (std::size_t part = 0; part < 4; ++part)
                _mm512_storeu_si512(products + r * kPanel + 16 * part, sums[r][part]);
    }

    VERBATIM_VNNI [[gnu::noinline]] static void tile(const std::uint8_t* x, std::size_t rows,
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

bool is_vnni_supported() {
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512vnni");
}

VERBATIM_VNNI void forward_vnni(const FastWeights& weights, const EncoderBatch& batch,
                                Scratch& scratch) {
    forward<Vnni>(weights, batch, scratch);
}

}  // namespace verbatim

#endif
