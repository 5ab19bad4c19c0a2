#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

// Sixteen values at a time, in as many registers of the machine as they need. They give the same
// bits on every machine: each operation is rounded by itself (what includes this is compiled
// without contraction), and sums have one order. That is why a library's vectors do not depend on
// the machine that made them.
//
// Everything is inlined into functions that name their target, and never becomes a function that
// another file could link.
#define VERBATIM_INLINE [[gnu::always_inline]] static inline

namespace verbatim {

inline constexpr std::size_t kLanes = 16;

template <std::size_t kRegister>  // bytes
struct Lanes {
    using Floats [[gnu::vector_size(kRegister)]] = float;
    using Ints [[gnu::vector_size(kRegister)]] = std::int32_t;
    static constexpr std::size_t kEach = kRegister / sizeof(float);
    static constexpr std::size_t kParts = kLanes / kEach;

    Floats parts[kParts];

    VERBATIM_INLINE Lanes load(const float* from) {
        Lanes values;
        for (std::size_t i = 0; i < kParts; ++i)
            std::memcpy(&values.parts[i], from + i * kEach, sizeof(Floats));
        return values;
    }
    VERBATIM_INLINE Lanes all(float value) {
        Lanes values;
        for (Floats& part : values.parts) part = value - Floats{};
        return values;
    }
    [[gnu::always_inline]] inline void store(float* to) const {
        for (std::size_t i = 0; i < kParts; ++i)
            std::memcpy(to + i * kEach, &parts[i], sizeof(Floats));
    }
};

#define VERBATIM_OPERATOR(op)                                                              \
    template <std::size_t kRegister>                                                       \
    VERBATIM_INLINE Lanes<kRegister> operator op(Lanes<kRegister> a, Lanes<kRegister> b) { \
        for (std::size_t i = 0; i < a.kParts; ++i) a.parts[i] = a.parts[i] op b.parts[i];  \
        return a;                                                                          \
    }                                                                                      \
    template <std::size_t kRegister>                                                       \
    VERBATIM_INLINE Lanes<kRegister> operator op(Lanes<kRegister> a, float b) {            \
        for (std::size_t i = 0; i < a.kParts; ++i) a.parts[i] = a.parts[i] op b;           \
        return a;                                                                          \
    }
VERBATIM_OPERATOR(+)
VERBATIM_OPERATOR(-)
VERBATIM_OPERATOR(*)
VERBATIM_OPERATOR(/)
#undef VERBATIM_OPERATOR

template <typename L>
VERBATIM_INLINE L load_shorts(const std::int16_t* from) {
    using Shorts [[gnu::vector_size(L::kEach * sizeof(std::int16_t))]] = std::int16_t;
    L values;
    for (std::size_t i = 0; i < L::kParts; ++i) {
        Shorts part;
        std::memcpy(&part, from + i * L::kEach, sizeof part);
        values.parts[i] = __builtin_convertvector(part, typename L::Floats);
    }
    return values;
}

// a - factor * b
template <typename L>
VERBATIM_INLINE L load_difference(const std::int32_t* a, std::int32_t factor,
                                  const std::int32_t* b) {
    L values;
    for (std::size_t i = 0; i < L::kParts; ++i) {
        typename L::Ints left, right;
        std::memcpy(&left, a + i * L::kEach, sizeof left);
        std::memcpy(&right, b + i * L::kEach, sizeof right);
        values.parts[i] = __builtin_convertvector(left - right * factor, typename L::Floats);
    }
    return values;
}

template <typename L>
VERBATIM_INLINE L larger(L a, const L& b) {
    for (std::size_t i = 0; i < L::kParts; ++i)
        a.parts[i] = a.parts[i] > b.parts[i] ? a.parts[i] : b.parts[i];
    return a;
}

using FourFloats = float __attribute__((vector_size(16)));
using EightFloats = float __attribute__((vector_size(32)));

VERBATIM_INLINE FourFloats low_half(const EightFloats& v) {
    return __builtin_shufflevector(v, v, 0, 1, 2, 3);
}
VERBATIM_INLINE FourFloats high_half(const EightFloats& v) {
    return __builtin_shufflevector(v, v, 4, 5, 6, 7);
}

struct Sum {
    template <typename V>
    VERBATIM_INLINE V of(const V& a, const V& b) {
        return a + b;
    }
};
struct Largest {
    template <typename V>
    VERBATIM_INLINE V of(const V& a, const V& b) {
        return a > b ? a : b;
    }
};

// Lane i of the result is that of lanes i and i + 8 with that of i + 4 and i + 12: the same order
// for every width.
template <typename Op>
VERBATIM_INLINE FourFloats fold(const Lanes<16>& v) {
    return Op::of(Op::of(v.parts[0], v.parts[2]), Op::of(v.parts[1], v.parts[3]));
}
template <typename Op>
VERBATIM_INLINE FourFloats fold(const EightFloats& v) {
    return Op::of(low_half(v), high_half(v));
}
template <typename Op>
VERBATIM_INLINE FourFloats fold(const Lanes<32>& v) {
    return fold<Op>(Op::of(v.parts[0], v.parts[1]));
}
template <typename Op>
VERBATIM_INLINE FourFloats fold(const Lanes<64>& v) {
    const auto& all = v.parts[0];
    const EightFloats low = __builtin_shufflevector(all, all, 0, 1, 2, 3, 4, 5, 6, 7);
    const EightFloats high = __builtin_shufflevector(all, all, 8, 9, 10, 11, 12, 13, 14, 15);
    return fold<Op>(Op::of(low, high));
}

template <typename L>
VERBATIM_INLINE float sum(const L& values) {
    const FourFloats four = fold<Sum>(values);
    return (four[0] + four[2]) + (four[1] + four[3]);
}

template <typename L>
VERBATIM_INLINE float largest(const L& values) {
    const FourFloats four = fold<Largest>(values);
    const float even = four[0] > four[2] ? four[0] : four[2];
    const float odd = four[1] > four[3] ? four[1] : four[3];
    return even > odd ? even : odd;
}

// To the nearest integer, ties to even; of values below 2^22. Adding 1.5 * 2^23 makes the last bit
// worth 1.
template <typename L>
VERBATIM_INLINE typename L::Ints rounded(const typename L::Floats& values) {
    const typename L::Floats moved = values + 12582912.0F;
    typename L::Ints bits;
    std::memcpy(&bits, &moved, sizeof bits);
    return bits - 0x4B400000;
}

// Rounds, adds `offset` and stores as numbers of another type, which must hold them.
template <typename T, typename L>
VERBATIM_INLINE void store_rounded(const L& values, std::int32_t offset, T* to) {
    using Narrow [[gnu::vector_size(L::kEach * sizeof(T))]] = T;
    for (std::size_t i = 0; i < L::kParts; ++i) {
        const Narrow part = __builtin_convertvector(rounded<L>(values.parts[i]) + offset, Narrow);
        std::memcpy(to + i * L::kEach, &part, sizeof part);
    }
}

// e^x to two units in the last place, for x up to 88; below -87 it stays e^-87. The polynomial is
// that of Cephes (Moshier).
template <typename L>
VERBATIM_INLINE L exponential(L x) {
    for (typename L::Floats& part : x.parts) {
        const typename L::Floats bounded = part > -87.0F ? part : typename L::Floats{} - 87.0F;
        const typename L::Ints power = rounded<L>(bounded * 1.44269504F);
        const auto whole = __builtin_convertvector(power, typename L::Floats);
        const typename L::Floats r = bounded - whole * 0.693359375F + whole * 2.12194440e-4F;
        typename L::Floats p = r * 1.9875691500e-4F + 1.3981999507e-3F;
        p = p * r + 8.3334519073e-3F;
        p = p * r + 4.1665795894e-2F;
        p = p * r + 1.6666665459e-1F;
        p = p * r + 5.0000001201e-1F;
        p = p * r * r + r + 1.0F;
        const typename L::Ints bits = (power + 127) << 23;
        typename L::Floats scale;
        std::memcpy(&scale, &bits, sizeof scale);
        part = p * scale;
    }
    return x;
}

// To 2e-7; of values between -44 and 44.
template <typename L>
VERBATIM_INLINE L hyperbolic_tangent(const L& x) {
    return L::all(1) - L::all(2) / (exponential(x * 2.0F) + 1.0F);
}

}  // namespace verbatim
