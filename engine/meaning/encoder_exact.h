#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "engine/meaning/encoder_shape.h"
#include "engine/meaning/weights_file.h"
#include "engine/result.h"

// The sentence encoder in f32 as it was published, one matrix after the other. It says what is
// right; it is not fast.
namespace verbatim {

// y = x W + b; W row by row, a row per input.
struct ExactDense {
    std::size_t in = 0, out = 0;
    std::span<const float> weights, bias;
};

struct ExactNorm {
    std::span<const float> scale, bias;
};

class ExactEncoder {
public:
    static Result<ExactEncoder> open(const WeightsFile& file);

    // The vector of a text of 1 to 128 tokens, of length 1. Valid while the file is open.
    void encode(std::span<const std::uint16_t> ids, std::span<float, kWide> vector) const;

private:
    struct Layer {
        ExactNorm norm, hidden_norm;
        ExactDense qkv, out, up, down;
    };
    std::span<const float> embeddings_, timings_;
    std::array<Layer, kLayers> layers_;
    ExactDense widen_;  // the residual of the first layer
    ExactDense last_;
};

}  // namespace verbatim
