#pragma once

#include <algorithm>
#include <cmath>

#include "engine/meaning/encoder_lanes.h"
#include "engine/meaning/encoder_weights.h"

// What the fast encoder does with rows between its products. `Isa` as in encoder_forward.h.
namespace verbatim {

// Rows in 8 bits: the value of a row's number n is (n - zero) * its scale.
template <typename Isa>
struct Activations {
    std::size_t width = 0;
    std::int32_t zero = 0;
    typename Isa::Activation* values = nullptr;
    float* scales = nullptr;
};

enum class Sign { any, positive };

template <typename Isa>
VERBATIM_INLINE void quantise_row(const float* row, std::size_t r, Sign sign,
                                  const Activations<Isa>& out) {
    using L = typename Isa::Values;
    L most{};
    for (std::size_t i = 0; i < out.width; i += kLanes) {
        const L values = L::load(row + i);
        most = larger(most, larger(values, L{} - values));
    }
    const float limit = sign == Sign::positive ? 255.0F : 127.0F;
    const float peak = largest(most);
    const float factor = peak > 0 ? limit / peak : 0.0F;
    out.scales[r] = peak / limit;
    for (std::size_t i = 0; i < out.width; i += kLanes)
        store_rounded(L::load(row + i) * factor, out.zero, out.values + r * out.width + i);
}

template <typename Isa>
VERBATIM_INLINE Activations<Isa> quantise(const float* rows, std::size_t count, std::size_t width,
                                          Sign sign, const Activations<Isa>& into) {
    Activations<Isa> out = into;
    out.width = width;
    out.zero = sign == Sign::positive ? 0 : Isa::kZero;
    for (std::size_t r = 0; r < count; ++r) quantise_row(rows + r * width, r, sign, out);
    return out;
}

struct Moments {
    float mean, factor;  // factor = 1 / standard deviation
};

template <typename L>
VERBATIM_INLINE Moments moments(const float* row, std::size_t width) {
    L total{}, squares{};
    for (std::size_t i = 0; i < width; i += kLanes) total = total + L::load(row + i);
    const float mean = sum(total) / static_cast<float>(width);
    for (std::size_t i = 0; i < width; i += kLanes) {
        const L distance = L::load(row + i) - mean;
        squares = squares + distance * distance;
    }
    const float variance = sum(squares) / static_cast<float>(width);
    return {mean, 1.0F / std::sqrt(variance + kNormEpsilon)};
}

template <typename Isa>
VERBATIM_INLINE Activations<Isa> normalise(const float* rows, std::size_t count,
                                           const FastNorm& norm, const Activations<Isa>& into) {
    using L = typename Isa::Values;
    Activations<Isa> out = into;
    out.width = kWide;
    out.zero = Isa::kZero;
    alignas(64) float normal[kWide];
    for (std::size_t r = 0; r < count; ++r) {
        const float* row = rows + r * kWide;
        const Moments of = moments<L>(row, kWide);
        for (std::size_t i = 0; i < kWide; i += kLanes)
            ((L::load(row + i) - of.mean) * of.factor * L::load(&norm.scale[i]) +
             L::load(&norm.bias[i]))
                .store(normal + i);
        quantise_row(normal, r, Sign::any, out);
    }
    return out;
}

template <typename L>
VERBATIM_INLINE void average(const float* rows, std::size_t count, std::size_t width, float* out) {
    const float factor = 1.0F / static_cast<float>(count);
    for (std::size_t i = 0; i < width; i += kLanes) {
        L total{};
        for (std::size_t r = 0; r < count; ++r) total = total + L::load(rows + r * width + i);
        (total * factor).store(out + i);
    }
}

template <typename L>
VERBATIM_INLINE void finish_vector(const float* values, float* vector) {
    L squares{};
    for (std::size_t i = 0; i < kWide; i += kLanes) {
        const L most = L::all(20);  // where the tangent has long been 1
        const L above = larger(L::load(values + i), L{} - most);
        const L value = hyperbolic_tangent(L{} - larger(L{} - above, L{} - most));
        value.store(vector + i);
        squares = squares + value * value;
    }
    const float factor = 1.0F / std::sqrt(std::max(sum(squares), 1e-12F));
    for (std::size_t i = 0; i < kWide; i += kLanes)
        (L::load(vector + i) * factor).store(vector + i);
}

}  // namespace verbatim
