#pragma once

#include "engine/meaning/encoder_lanes.h"
#include "engine/meaning/encoder_shape.h"
#include "engine/meaning/pieces.h"

// Attention among the tokens of one text, in f32: a hundredth of the work of a short text.
namespace verbatim {

// The scores of one query with all keys, turned into weights that sum up to the result. The places
// up to the next multiple of kLanes become as good as 0.
template <typename L>
VERBATIM_INLINE float soften(float* scores, std::size_t count) {
    std::size_t end = count;
    while (end % kLanes != 0) scores[end++] = -1e30F;
    L most = L::load(scores);
    for (std::size_t i = kLanes; i < end; i += kLanes) most = larger(most, L::load(scores + i));
    const float limit = largest(most);
    L total{};
    for (std::size_t i = 0; i < end; i += kLanes) {
        const L weights = exponential(L::load(scores + i) - limit);
        weights.store(scores + i);
        total = total + weights;
    }
    return sum(total);
}

// The weighted sum of rows, kBlock * kLanes columns of them.
inline constexpr std::size_t kBlock = 4;
template <typename L>
VERBATIM_INLINE void mix(const float* rows, std::size_t stride, const float* weights,
                         std::size_t count, float factor, float* out) {
    L result[kBlock] = {};
    for (std::size_t r = 0; r < count; ++r, rows += stride)
        for (std::size_t at = 0; at < kBlock; ++at)
            result[at] = result[at] + L::load(rows + at * kLanes) * weights[r];
    for (std::size_t at = 0; at < kBlock; ++at) (result[at] * factor).store(out + at * kLanes);
}

// One head of kSize columns; `qkv` is where its queries begin in the first row, `stride` the width
// of a row and `width` how far keys are behind queries, and values behind keys.
template <typename L, std::size_t kSize>
VERBATIM_INLINE void attend_head(const float* qkv, std::size_t tokens, std::size_t width,
                                 float scale, float* out) {
    constexpr std::size_t kParts = kSize / kLanes;
    const std::size_t stride = 3 * width;
    alignas(64) float scores[kMostTokens];
    for (std::size_t r = 0; r < tokens; ++r) {
        const float* query = qkv + r * stride;
        for (std::size_t other = 0; other < tokens; ++other) {
            const float* key = qkv + other * stride + width;
            L products = L::load(query) * L::load(key);
            for (std::size_t part = 1; part < kParts; ++part)
                products = products + L::load(query + part * kLanes) * L::load(key + part * kLanes);
            scores[other] = sum(products) * scale;
        }
        const float factor = 1.0F / soften<L>(scores, tokens);
        for (std::size_t part = 0; part < kSize; part += kBlock * kLanes)
            mix<L>(qkv + 2 * width + part, stride, scores, tokens, factor, out + r * width + part);
    }
}

template <typename L, std::size_t kWidth>
VERBATIM_INLINE void attend(const float* qkv, std::size_t tokens, float scale, float* out) {
    constexpr std::size_t kSize = kWidth / kHeads;
    for (std::size_t at = 0; at < kWidth; at += kSize)
        attend_head<L, kSize>(qkv + at, tokens, kWidth, scale, out + at);
}

}  // namespace verbatim
