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
    Lanes most{};
    for (std::size_t i = 0; i < out.width; i += kLanes) {
        const Lanes values = load(row + i);
        most = larger(most, larger(values, -values));
    }
    const float limit = sign == Sign::positive ? 255.0F : 127.0F;
    const float peak = largest(most);
    const float factor = peak > 0 ? limit / peak : 0.0F;
    out.scales[r] = peak / limit;
    using Narrow [[gnu::vector_size(kLanes * sizeof(typename Isa::Activation))]] =
        typename Isa::Activation;
    for (std::size_t i = 0; i < out.width; i += kLanes) {
        const IntLanes numbers = rounded(load(row + i) * factor) + out.zero;
        const Narrow narrow = __builtin_convertvector(numbers, Narrow);
        std::memcpy(out.values + r * out.width + i, &narrow, sizeof narrow);
    }
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

VERBATIM_INLINE Moments moments(const float* row, std::size_t width) {
    Lanes total{}, squares{};
    for (std::size_t i = 0; i < width; i += kLanes) total += load(row + i);
    const float mean = sum(total) / static_cast<float>(width);
    for (std::size_t i = 0; i < width; i += kLanes) {
        const Lanes distance = load(row + i) - mean;
        squares += distance * distance;
    }
    const float variance = sum(squares) / static_cast<float>(width);
    return {mean, 1.0F / std::sqrt(variance + kNormEpsilon)};
}

template <typename Isa>
VERBATIM_INLINE Activations<Isa> normalise(const float* rows, std::size_t count,
                                           const FastNorm& norm, const Activations<Isa>& into) {
    Activations<Isa> out = into;
    out.width = kWide;
    out.zero = Isa::kZero;
    alignas(64) float normal[kWide];
    for (std::size_t r = 0; r < count; ++r) {
        const float* row = rows + r * kWide;
        const Moments of = moments(row, kWide);
        for (std::size_t i = 0; i < kWide; i += kLanes)
            store(normal + i, (load(row + i) - of.mean) * of.factor * load(&norm.scale[i]) +
                                  load(&norm.bias[i]));
        quantise_row(normal, r, Sign::any, out);
    }
    return out;
}

VERBATIM_INLINE void average(const float* rows, std::size_t count, std::size_t width, float* out) {
    const float factor = 1.0F / static_cast<float>(count);
    for (std::size_t i = 0; i < width; i += kLanes) {
        Lanes total{};
        for (std::size_t r = 0; r < count; ++r) total += load(rows + r * width + i);
        store(out + i, total * factor);
    }
}

VERBATIM_INLINE void finish_vector(const float* values, float* vector) {
    Lanes squares{};
    for (std::size_t i = 0; i < kWide; i += kLanes) {
        const Lanes bounded = larger(load(values + i), all(-20.0F));
        const Lanes value = hyperbolic_tangent(-larger(-bounded, all(-20.0F)));
        store(vector + i, value);
        squares += value * value;
    }
    const float factor = 1.0F / std::sqrt(std::max(sum(squares), 1e-12F));
    for (std::size_t i = 0; i < kWide; i += kLanes) store(vector + i, load(vector + i) * factor);
}

}  // namespace verbatim
