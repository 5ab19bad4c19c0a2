#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engine/meaning/encoder_shape.h"
#include "engine/meaning/weights_file.h"
#include "engine/result.h"

// The weights of the sentence encoder as the fast encoder reads them, views of an open file.
namespace verbatim {

// Outputs that are computed together.
inline constexpr std::size_t kPanel = 64;

// y = x W + b with W in 8 bits and a scale for each output. The weights stand in panels of 64
// outputs; in a panel, groups of four inputs; in a group, output by output, the four weights: what
// one instruction of AVX-512 VNNI takes.
struct FastDense {
    std::size_t in = 0, out = 0;
    std::span<const std::int8_t> weights;
    std::span<const std::int32_t> sums;  // of each output's weights
    std::span<const float> scales, bias;
};

struct FastNorm {
    std::span<const float> scale, bias;
};

struct FastLayer {
    FastNorm norm, hidden_norm;  // no `norm` in the first layer
    FastDense qkv;               // nor this
    FastDense out, up, down;
};

// What comes into the first layer is the sum of a row of its piece and one of its place, and up to
// the attention all is linear but the norm's two moments. So the products of both rows with the
// first matrices stand in tables: a third less to read than the matrices would be for a short text,
// and nothing to multiply.
inline constexpr std::size_t kFirstQkv = 3 * kNarrow;
inline constexpr std::size_t kFirstRow = kFirstQkv + kWide;  // query, key, value; residual

struct FastWeights {
    static Result<FastWeights> open(const WeightsFile& file);

    std::span<const float> embeddings;     // kEmbeddings x kNarrow, as published
    std::span<const float> place_signals;  // kMostTokens x kNarrow, added to twice the embedding
    std::span<const std::int16_t> piece_rows;  // kEmbeddings x kFirstRow
    std::span<const float> piece_scales;  // two a row: of query, key and value; of the residual
    std::span<const float> place_rows;    // kMostTokens x kFirstRow, with the residual's bias
    std::span<const float> qkv_mean;      // kFirstQkv: what the mean is multiplied with
    std::span<const float> qkv_bias;      // kFirstQkv
    std::array<FastLayer, kLayers> layers;
    FastDense last;
};

// The sections that FastWeights::open reads, made from those that ExactEncoder::open does. Fails
// with bad_input if one of these is missing.
Result<std::vector<std::pair<std::string, std::string>>> fast_sections(
    std::span<const ModelSection> published);

}  // namespace verbatim
