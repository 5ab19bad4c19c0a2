#include <algorithm>
#include <cmath>

#include "engine/meaning/encoder_weights.h"
#include "engine/meaning/pieces.h"

// The published weights -> the sections of the fast encoder. Runs once, when a model is converted.
namespace verbatim {

namespace {

using Sections = std::vector<std::pair<std::string, std::string>>;

// Finds values among the published sections, and remembers if any were missing.
class Published {
public:
    explicit Published(std::span<const ModelSection> sections) : sections_(sections) {}

    std::span<const float> read(const std::string& name, std::size_t count) {
        for (const ModelSection& section : sections_)
            if (section.name == name && section.bytes.size() == count * sizeof(float))
                return {reinterpret_cast<const float*>(section.bytes.data()), count};
        is_complete_ = false;
        return {};
    }
    bool is_complete() const { return is_complete_; }

private:
    std::span<const ModelSection> sections_;
    bool is_complete_ = true;
};

template <typename T>
void add(Sections& sections, const std::string& name, const std::vector<T>& values) {
    sections.emplace_back(
        name, std::string(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)));
}

// The scale that brings values, `stride` apart, between -limit and limit.
float scale_of(const float* values, std::size_t count, std::size_t stride, float limit) {
    float most = 0;
    for (std::size_t i = 0; i < count; ++i) most = std::max(most, std::abs(values[i * stride]));
    return most > 0 ? most / limit : 1;
}

template <typename T>
T rounded(float value, float scale) {
    return static_cast<T>(std::lround(value / scale));
}

// Where FastDense keeps the weight of an input for an output.
std::size_t place_of(std::size_t input, std::size_t output, std::size_t in) {
    return output / kPanel * kPanel * in + input / 4 * 4 * kPanel + output % kPanel * 4 + input % 4;
}

void add_dense(Sections& sections, Published& from, const std::string& name, std::size_t in,
               std::size_t out) {
    const auto weights = from.read(name + ".w", in * out);
    if (weights.empty()) return;
    std::vector<std::int8_t> packed(in * out);
    std::vector<std::int32_t> sums(out);
    std::vector<float> scales(out);
    for (std::size_t output = 0; output < out; ++output) {
        scales[output] = scale_of(&weights[output], in, out, 127);
        for (std::size_t input = 0; input < in; ++input) {
            const auto weight = rounded<std::int8_t>(weights[input * out + output], scales[output]);
            packed[place_of(input, output, in)] = weight;
            sums[output] += weight;
        }
    }
    add(sections, name + ".w8", packed);
    add(sections, name + ".sums", sums);
    add(sections, name + ".scales", scales);
}

// What the first layer begins with, as matrices of kFirstRow columns per input.
struct First {
    std::vector<float> weights;  // kNarrow x kFirstRow: the norm's scale times qkv; residual
    std::vector<float> qkv_mean, qkv_bias, residual_bias;
};

First first_of(Published& from) {
    const auto scale = from.read("0.norm.w", kNarrow);
    const auto bias = from.read("0.norm.b", kNarrow);
    const auto qkv = from.read("0.qkv.w", kNarrow * kFirstQkv);
    const auto own_bias = from.read("0.qkv.b", kFirstQkv);
    const auto widen = from.read("widen.w", kNarrow * kWide);
    const auto widen_bias = from.read("widen.b", kWide);
    First first;
    if (!from.is_complete()) return first;
    first.weights.resize(kNarrow * kFirstRow);
    first.qkv_mean.resize(kFirstQkv);
    first.qkv_bias.assign(own_bias.begin(), own_bias.end());
    first.residual_bias.assign(widen_bias.begin(), widen_bias.end());
    for (std::size_t i = 0; i < kNarrow; ++i) {
        float* row = &first.weights[i * kFirstRow];
        for (std::size_t j = 0; j < kFirstQkv; ++j) {
            row[j] = scale[i] * qkv[i * kFirstQkv + j];
            first.qkv_mean[j] += row[j];
            first.qkv_bias[j] += bias[i] * qkv[i * kFirstQkv + j];
        }
        std::copy_n(&widen[i * kWide], kWide, row + kFirstQkv);
    }
    return first;
}

// row = factor * x W
std::vector<float> product(const float* x, float factor, const First& first) {
    std::vector<float> row(kFirstRow);
    for (std::size_t i = 0; i < kNarrow; ++i)
        for (std::size_t j = 0; j < kFirstRow; ++j)
            row[j] += factor * x[i] * first.weights[i * kFirstRow + j];
    return row;
}

void add_pieces(Sections& sections, std::span<const float> embeddings, const First& first) {
    std::vector<std::int16_t> rows;
    std::vector<float> scales;
    rows.reserve(kEmbeddings * kFirstRow);
    for (std::size_t id = 0; id < kEmbeddings; ++id) {
        const std::vector<float> row = product(&embeddings[id * kNarrow], 2, first);
        const float qkv = scale_of(row.data(), kFirstQkv, 1, 32767);
        const float residual = scale_of(&row[kFirstQkv], kWide, 1, 32767);
        for (std::size_t j = 0; j < kFirstRow; ++j)
            rows.push_back(rounded<std::int16_t>(row[j], j < kFirstQkv ? qkv : residual));
        scales.insert(scales.end(), {qkv, residual});
    }
    add(sections, "piece_rows", rows);
    add(sections, "piece_scales", scales);
}

void add_places(Sections& sections, std::span<const float> timings, const First& first) {
    std::vector<float> signals, rows;
    for (std::size_t place = 0; place < kMostTokens; ++place) {
        std::vector<float> signal(kNarrow);
        for (std::size_t i = 0; i < kTimings; ++i) {
            // In f64, so that every C library rounds to the same f32.
            const double angle = static_cast<float>(place) * timings[i];
            signal[i] = static_cast<float>(std::sin(angle));
            signal[kTimings + i] = static_cast<float>(std::cos(angle));
        }
        std::vector<float> row = product(signal.data(), 1, first);
        for (std::size_t j = 0; j < kWide; ++j) row[kFirstQkv + j] += first.residual_bias[j];
        signals.insert(signals.end(), signal.begin(), signal.end());
        rows.insert(rows.end(), row.begin(), row.end());
    }
    add(sections, "place_signals", signals);
    add(sections, "place_rows", rows);
}

}  // namespace

Result<Sections> fast_sections(std::span<const ModelSection> published) {
    Published from(published);
    Sections sections;
    for (std::size_t at = 0; at < kLayers; ++at) {
        const auto name = [&](const char* part) { return layer_section(at, part); };
        if (at > 0) add_dense(sections, from, name("qkv"), kWidths[at], 3 * kWidths[at]);
        add_dense(sections, from, name("out"), kWidths[at], kWide);
        add_dense(sections, from, name("up"), kWide, kHidden);
        add_dense(sections, from, name("down"), kHidden, kWide);
    }
    add_dense(sections, from, "last", kWide, kWide);
    const First first = first_of(from);
    const auto embeddings = from.read("embeddings", kEmbeddings * kNarrow);
    const auto timings = from.read("timings", kTimings);
    if (!from.is_complete())
        return Error{ErrorCode::bad_input, "the model lacks some of its weights", ""};
    add_pieces(sections, embeddings, first);
    add_places(sections, timings, first);
    add(sections, "qkv_mean", first.qkv_mean);
    add(sections, "qkv_bias", first.qkv_bias);
    return sections;
}

}  // namespace verbatim
