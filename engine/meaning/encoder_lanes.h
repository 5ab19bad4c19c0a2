#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

// Sixteen values at a time, in the compiler's own vector types. They become whatever instructions
// the calling function is compiled for, and give the same bits with all of them: each operation is
// rounded by itself (these files are compiled without contraction) and sums have one order. That is
// why a library's vectors do not depend on the machine that made them.
//
// Everything here is inlined into functions that name their target, and so never exists as a
// function that another file could link.
#define VERBATIM_INLINE [[gnu::always_inline]] static inline

namespace verbatim {

inline constexpr std::size_t kLanes = 16;
using Lanes = float __attribute__((vector_size(64)));
using IntLanes = std::int32_t __attribute__((vector_size(64)));
using ShortLanes = std::int16_t __attribute__((vector_size(32)));

VERBATIM_INLINE Lanes load(const float* from) {
    Lanes values;
    std::memcpy(&values, from, sizeof values);
    return values;
}

VERBATIM_INLINE IntLanes load(const std::int32_t* from) {
    IntLanes values;
    std::memcpy(&values, from, sizeof values);
    return values;
}

VERBATIM_INLINE Lanes load(const std::int16_t* from) {
    ShortLanes values;
    std::memcpy(&values, from, sizeof values);
    return __builtin_convertvector(values, Lanes);
}

VERBATIM_INLINE void store(float* to, const Lanes& values) {
    std::memcpy(to, &values, sizeof values);
}

VERBATIM_INLINE Lanes all(float value) {
    return value - Lanes{};
}

VERBATIM_INLINE Lanes larger(const Lanes& a, const Lanes& b) {
    return a > b ? a : b;
}

using HalfLanes = float __attribute__((vector_size(32)));
using QuarterLanes = float __attribute__((vector_size(16)));

VERBATIM_INLINE float sum(const Lanes& v) {
    const HalfLanes half = __builtin_shufflevector(v, v, 0, 1, 2, 3, 4, 5, 6, 7) +
                           __builtin_shufflevector(v, v, 8, 9, 10, 11, 12, 13, 14, 15);
    const QuarterLanes quarter = __builtin_shufflevector(half, half, 0, 1, 2, 3) +
                                 __builtin_shufflevector(half, half, 4, 5, 6, 7);
    return (quarter[0] + quarter[2]) + (quarter[1] + quarter[3]);
}

VERBATIM_INLINE float largest(const Lanes& v) {
    const HalfLanes low = __builtin_shufflevector(v, v, 0, 1, 2, 3, 4, 5, 6, 7);
    const HalfLanes high = __builtin_shufflevector(v, v, 8, 9, 10, 11, 12, 13, 14, 15);
    const HalfLanes half = low > high ? low : high;
    float most = half[0];
    for (int i = 1; i < 8; ++i) most = half[i] > most ? half[i] : most;
    return most;
}

// To the nearest integer, ties to even; of values below 2^22.
VERBATIM_INLINE IntLanes rounded(const Lanes& values) {
    constexpr float kMagic = 12582912.0F;  // 1.5 * 2^23: its last bit is worth 1
    constexpr std::int32_t kMagicBits = 0x4B400000;
    const Lanes moved = values + kMagic;
    IntLanes bits;
    std::memcpy(&bits, &moved, sizeof bits);
    return bits - kMagicBits;
}

// e^x to two units in the last place, for x up to 88; below -87 it stays e^-87. The polynomial is
// that of Cephes (Moshier).
VERBATIM_INLINE Lanes exponential(const Lanes& x) {
    const Lanes bounded = x > -87.0F ? x : all(-87.0F);
    const IntLanes power = rounded(bounded * 1.44269504F);
    const Lanes whole = __builtin_convertvector(power, Lanes);
    const Lanes r = bounded - whole * 0.693359375F + whole * 2.12194440e-4F;
    Lanes p = r * 1.9875691500e-4F + 1.3981999507e-3F;
    p = p * r + 8.3334519073e-3F;
    p = p * r + 4.1665795894e-2F;
    p = p * r + 1.6666665459e-1F;
    p = p * r + 5.0000001201e-1F;
    p = p * r * r + r + 1.0F;
    const IntLanes bits = (power + 127) << 23;
    Lanes scale;
    std::memcpy(&scale, &bits, sizeof scale);
    return p * scale;
}

// To 2e-7; of values between -44 and 44.
VERBATIM_INLINE Lanes hyperbolic_tangent(const Lanes& x) {
    return 1.0F - 2.0F / (exponential(x * 2.0F) + 1.0F);
}

}  // namespace verbatim
