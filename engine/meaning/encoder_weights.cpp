#include "engine/meaning/encoder_weights.h"

#include "engine/meaning/encoder_sections.h"
#include "engine/meaning/pieces.h"

namespace verbatim {

namespace {

FastDense dense(SectionReader& from, const std::string& name, std::size_t in, std::size_t out) {
    return {in,
            out,
            from.read<std::int8_t>(name + ".w8", in * out),
            from.read<std::int32_t>(name + ".sums", out),
            from.read<float>(name + ".scales", out),
            from.read<float>(name + ".b", out)};
}

FastNorm norm(SectionReader& from, const std::string& name, std::size_t width) {
    return {from.read<float>(name + ".w", width), from.read<float>(name + ".b", width)};
}

}  // namespace

Result<FastWeights> FastWeights::open(const WeightsFile& file) {
    FastWeights weights;
    SectionReader from(file);
    weights.embeddings = from.read<float>("embeddings", kEmbeddings * kNarrow);
    weights.place_signals = from.read<float>("place_signals", kMostTokens * kNarrow);
    weights.piece_rows = from.read<std::int16_t>("piece_rows", kEmbeddings * kFirstRow);
    weights.piece_scales = from.read<float>("piece_scales", kEmbeddings * 2);
    weights.place_rows = from.read<float>("place_rows", kMostTokens * kFirstRow);
    weights.qkv_mean = from.read<float>("qkv_mean", kFirstQkv);
    weights.qkv_bias = from.read<float>("qkv_bias", kFirstQkv);
    for (std::size_t at = 0; at < kLayers; ++at) {
        const auto name = [&](const char* part) { return layer_section(at, part); };
        FastLayer& layer = weights.layers[at];
        if (at > 0) {
            layer.norm = norm(from, name("norm"), kWidths[at]);
            layer.qkv = dense(from, name("qkv"), kWidths[at], 3 * kWidths[at]);
        }
        layer.out = dense(from, name("out"), kWidths[at], kWide);
        layer.hidden_norm = norm(from, name("hidden_norm"), kWide);
        layer.up = dense(from, name("up"), kWide, kHidden);
        layer.down = dense(from, name("down"), kHidden, kWide);
    }
    weights.last = dense(from, "last", kWide, kWide);
    if (!from.result()) return from.result().error();
    return weights;
}

}  // namespace verbatim
