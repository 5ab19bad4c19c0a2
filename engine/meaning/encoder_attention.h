#pragma once

#include "engine/meaning/encoder_lanes.h"
#include "engine/meaning/encoder_shape.h"
#include "engine/meaning/pieces.h"

// Attention among the tokens of one text, in f32: a hundredth of the work of a short text.
namespace verbatim {

// The scores of one query with all keys, turned into weights that sum up to the result. The places
// up to the next multiple of kLanes become as good as 0.
VERBATIM_INLINE float soften(float* scores, std::size_t count) {
    std::size_t end = count;
    while (end % kLanes != 0) scores[end++] = -1e30F;
    Lanes most = load(scores);
    for (std::size_t i = kLanes; i < end; i += kLanes) most = larger(most, load(scores + i));
    const float limit = largest(most);
    Lanes total{};
    for (std::size_t i = 0; i < end; i += kLanes) {
        const Lanes weights = exponential(load(scores + i) - limit);
        store(scores + i, weights);
        total += weights;
    }
    return sum(total);
}

// One head of kSize columns; `qkv` is where its queries begin in the first row, `stride` the width
// of a row and `width` how far keys are behind queries, and values behind keys.
template <std::size_t kSize>
VERBATIM_INLINE void attend_head(const float* qkv, std::size_t tokens, std::size_t width,
                                 float scale, float* out) {
    constexpr std::size_t kParts = kSize / kLanes;
    const std::size_t stride = 3 * width;
    alignas(64) float scores[kMostTokens];
    for (std::size_t r = 0; r < tokens; ++r) {
        const float* query = qkv + r * stride;
        for (std::size_t other = 0; other < tokens; ++other) {
            const float* key = qkv + other * stride + width;
            Lanes products = load(query) * load(key);
            for (std::size_t part = 1; part < kParts; ++part)
                products += load(query + part * kLanes) * load(key + part * kLanes);
            scores[other] = sum(products) * scale;
        }
        const float factor = 1.0F / soften(scores, tokens);
        Lanes result[kParts] = {};
        for (std::size_t other = 0; other < tokens; ++other) {
            const float* value = qkv + other * stride + 2 * width;
            for (std::size_t part = 0; part < kParts; ++part)
                result[part] += load(value + part * kLanes) * scores[other];
        }
        for (std::size_t part = 0; part < kParts; ++part)
            store(out + r * width + part * kLanes, result[part] * factor);
    }
}

template <std::size_t kWidth>
VERBATIM_INLINE void attend(const float* qkv, std::size_t tokens, float scale, float* out) {
    constexpr std::size_t kSize = kWidth / kHeads;
    for (std::size_t at = 0; at < kWidth; at += kSize)
        attend_head<kSize>(qkv + at, tokens, kWidth, scale, out + at);
}

}  // namespace verbatim
