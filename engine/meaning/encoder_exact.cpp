#include "engine/meaning/encoder_exact.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "engine/meaning/encoder_sections.h"

namespace verbatim {

namespace {

// Rows of one width.
struct Matrix {
    Matrix(std::size_t rows, std::size_t columns) : width(columns), values(rows * columns) {}
    std::size_t rows() const { return values.size() / width; }
    float* row(std::size_t at) { return values.data() + at * width; }
    const float* row(std::size_t at) const { return values.data() + at * width; }

    std::size_t width;
    std::vector<float> values;
};

Matrix multiply(const Matrix& x, const ExactDense& dense) {
    Matrix y(x.rows(), dense.out);
    for (std::size_t r = 0; r < x.rows(); ++r) {
        float* out = y.row(r);
        std::ranges::copy(dense.bias, out);
        for (std::size_t i = 0; i < dense.in; ++i) {
            const float value = x.row(r)[i];
            const float* weights = dense.weights.data() + i * dense.out;
            for (std::size_t j = 0; j < dense.out; ++j) out[j] += value * weights[j];
        }
    }
    return y;
}

void add(Matrix& x, const Matrix& y) {
    std::ranges::transform(x.values, y.values, x.values.begin(), std::plus());
}

Matrix normalise(const Matrix& x, const ExactNorm& norm) {
    Matrix y(x.rows(), x.width);
    const float count = static_cast<float>(x.width);
    for (std::size_t r = 0; r < x.rows(); ++r) {
        const std::span<const float> row(x.row(r), x.width);
        float mean = 0, variance = 0;
        for (const float value : row) mean += value;
        mean /= count;
        for (const float value : row) variance += (value - mean) * (value - mean);
        const float factor = 1 / std::sqrt(variance / count + kNormEpsilon);
        for (std::size_t i = 0; i < x.width; ++i)
            y.row(r)[i] = (row[i] - mean) * factor * norm.scale[i] + norm.bias[i];
    }
    return y;
}

void softmax(std::span<float> scores) {
    const float most = *std::ranges::max_element(scores);
    float sum = 0;
    for (float& score : scores) sum += score = std::exp(score - most);
    for (float& score : scores) score /= sum;
}

// Of rows that hold query, key and value, each `width` wide and cut into heads.
Matrix attend(const Matrix& qkv, std::size_t width, float scale) {
    Matrix result(qkv.rows(), width);
    const std::size_t size = width / kHeads;
    std::vector<float> scores(qkv.rows());
    for (std::size_t at = 0; at < width; at += size)
        for (std::size_t r = 0; r < qkv.rows(); ++r) {
            const float* query = qkv.row(r) + at;
            for (std::size_t other = 0; other < qkv.rows(); ++other) {
                const float* key = qkv.row(other) + width + at;
                scores[other] = 0;
                for (std::size_t i = 0; i < size; ++i) scores[other] += query[i] * key[i];
                scores[other] *= scale;
            }
            softmax(scores);
            for (std::size_t other = 0; other < qkv.rows(); ++other)
                for (std::size_t i = 0; i < size; ++i)
                    result.row(r)[at + i] += scores[other] * qkv.row(other)[2 * width + at + i];
        }
    return result;
}

ExactDense dense(SectionReader& from, const std::string& name, std::size_t in, std::size_t out) {
    return {in, out, from.read<float>(name + ".w", in * out), from.read<float>(name + ".b", out)};
}

ExactNorm norm(SectionReader& from, const std::string& name, std::size_t width) {
    return {from.read<float>(name + ".w", width), from.read<float>(name + ".b", width)};
}

}  // namespace

Result<ExactEncoder> ExactEncoder::open(const WeightsFile& file) {
    ExactEncoder encoder;
    SectionReader from(file);
    encoder.embeddings_ = from.read<float>("embeddings", kEmbeddings * kNarrow);
    encoder.timings_ = from.read<float>("timings", kTimings);
    for (std::size_t at = 0; at < kLayers; ++at) {
        const std::size_t width = kWidths[at];
        const auto name = [&](const char* part) { return layer_section(at, part); };
        encoder.layers_[at] = {norm(from, name("norm"), width),
                               norm(from, name("hidden_norm"), kWide),
                               dense(from, name("qkv"), width, 3 * width),
                               dense(from, name("out"), width, kWide),
                               dense(from, name("up"), kWide, kHidden),
                               dense(from, name("down"), kHidden, kWide)};
    }
    encoder.widen_ = dense(from, "widen", kNarrow, kWide);
    encoder.last_ = dense(from, "last", kWide, kWide);
    if (!from.result()) return from.result().error();
    return encoder;
}

void ExactEncoder::encode(std::span<const std::uint16_t> ids,
                          std::span<float, kWide> vector) const {
    Matrix x(ids.size(), kNarrow);
    for (std::size_t r = 0; r < ids.size(); ++r)
        for (std::size_t i = 0; i < kNarrow; ++i) {
            const float angle = static_cast<float>(r) * timings_[i % kTimings];
            x.row(r)[i] = 2 * embeddings_[ids[r] * kNarrow + i] +
                          (i < kTimings ? std::sin(angle) : std::cos(angle));
        }
    for (std::size_t at = 0; at < kLayers; ++at) {
        const Layer& layer = layers_[at];
        const Matrix qkv = multiply(normalise(x, layer.norm), layer.qkv);
        Matrix y = multiply(attend(qkv, kWidths[at], kScoreScales[at]), layer.out);
        add(y, at == 0 ? multiply(x, widen_) : x);
        Matrix hidden = multiply(normalise(y, layer.hidden_norm), layer.up);
        for (float& value : hidden.values) value = std::max(value, 0.0F);
        add(y, multiply(hidden, layer.down));
        x = std::move(y);
    }
    Matrix mean(1, kWide);
    for (std::size_t r = 0; r < x.rows(); ++r)
        for (std::size_t i = 0; i < kWide; ++i)
            mean.row(0)[i] += x.row(r)[i] / static_cast<float>(x.rows());
    const Matrix result = multiply(mean, last_);
    float square = 0;
    for (std::size_t i = 0; i < kWide; ++i) {
        vector[i] = std::tanh(result.row(0)[i]);
        square += vector[i] * vector[i];
    }
    for (float& value : vector) value /= std::sqrt(std::max(square, 1e-12F));
}

}  // namespace verbatim
