#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>

#include "engine/meaning/weights_file.h"

// The sizes of the sentence encoder, the lite version of the Universal Sentence Encoder (Cer et al.
// 2018): a transformer of two layers, the second twice as wide as the first.
namespace verbatim {

inline constexpr ModelKind kEncoderKind = {"sentence-encoder", 2};

inline constexpr std::size_t kEmbeddings = 8002;
inline constexpr std::size_t kNarrow = 256;
inline constexpr std::size_t kWide = 512;
inline constexpr std::size_t kHidden = 1536;
inline constexpr std::size_t kHeads = 4;
inline constexpr std::size_t kTimings = kNarrow / 2;
inline constexpr std::size_t kLayers = 2;
inline constexpr float kNormEpsilon = 1e-6F;

// The width of what comes into a layer, and of each of query, key and value.
inline constexpr std::array<std::size_t, kLayers> kWidths = {kNarrow, kWide};
// What attention multiplies its scores with: 1 / sqrt(width of a head).
inline constexpr std::array<float, kLayers> kScoreScales = {0.125F, 0.0883883461F};

// The name of a section of layer `layer`.
inline std::string layer_section(std::size_t layer, std::string_view name) {
    return std::to_string(layer) + '.' + std::string(name);
}

}  // namespace verbatim
