#pragma once

#include <algorithm>

#include "engine/meaning/encoder_attention.h"
#include "engine/meaning/encoder_fast.h"
#include "engine/meaning/encoder_steps.h"

// The fast encoder's forward pass, for whatever instructions the calling function is compiled for.
//
// `Isa` is a set of instructions: what it holds activations in (Activation), what it adds to them
// so that they fit (kZero), and tile(), which multiplies up to kTile rows with one panel of
// weights. Those products are integers, hence exact, and all else is Lanes, so that every Isa gives
// the same bits. Each row is computed by itself, with its own scale, and attention stays within a
// text: a vector does not depend on its batch.
namespace verbatim {

enum class Then { nothing, add, rectify };

// y = x W + b, and then: nothing; y is added to what stood there; what is negative becomes 0.
template <Then kThen, typename Isa>
VERBATIM_INLINE void finish_tile(const Activations<Isa>& x, std::size_t first, std::size_t rows,
                                 const std::int32_t* products, const FastDense& dense,
                                 std::size_t panel, float* y) {
    using L = typename Isa::Values;
    for (std::size_t i = panel; i < panel + kPanel; i += kLanes) {
        const L scale = L::load(&dense.scales[i]), bias = L::load(&dense.bias[i]);
        for (std::size_t r = 0; r < rows; ++r) {
            const L product =
                load_difference<L>(products + r * kPanel + i - panel, x.zero, &dense.sums[i]);
            L value = product * scale * x.scales[first + r] + bias;
            float* to = y + (first + r) * dense.out + i;
            if (kThen == Then::add) value = value + L::load(to);
            if (kThen == Then::rectify) value = larger(value, L{});
            value.store(to);
        }
    }
}

template <Then kThen, typename Isa>
VERBATIM_INLINE void multiply(const Activations<Isa>& x, std::size_t rows, const FastDense& dense,
                              float* y) {
    constexpr std::size_t kTile = Isa::kTile;
    alignas(64) std::int32_t products[kTile * kPanel];
    for (std::size_t panel = 0; panel < dense.out; panel += kPanel)
        for (std::size_t r = 0; r < rows; r += kTile) {
            const std::size_t height = std::min(kTile, rows - r);
            Isa::tile(x.values + r * dense.in, height, dense.in,
                      dense.weights.data() + panel * dense.in, products);
            finish_tile<kThen>(x, r, height, products, dense, panel, y);
        }
}

// The first layer's queries, keys and values, and its residual, for one token at a place.
template <typename L>
VERBATIM_INLINE void begin_row(const FastWeights& weights, std::size_t id, std::size_t place,
                               float* qkv, float* residual) {
    alignas(64) float x[kNarrow];
    const float* embedding = &weights.embeddings[id * kNarrow];
    const float* signal = &weights.place_signals[place * kNarrow];
    for (std::size_t i = 0; i < kNarrow; i += kLanes)
        (L::load(embedding + i) * 2.0F + L::load(signal + i)).store(x + i);
    const Moments of = moments<L>(x, kNarrow);
    const std::int16_t* piece = &weights.piece_rows[id * kFirstRow];
    const float* at_place = &weights.place_rows[place * kFirstRow];
    const float scale = weights.piece_scales[2 * id];
    const float residual_scale = weights.piece_scales[2 * id + 1];
    for (std::size_t i = 0; i < kFirstQkv; i += kLanes) {
        const L product = load_shorts<L>(piece + i) * scale + L::load(at_place + i) -
                          L::load(&weights.qkv_mean[i]) * of.mean;
        (product * of.factor + L::load(&weights.qkv_bias[i])).store(qkv + i);
    }
    for (std::size_t i = 0; i < kWide; i += kLanes)
        (load_shorts<L>(piece + kFirstQkv + i) * residual_scale + L::load(at_place + kFirstQkv + i))
            .store(residual + i);
}

// What a batch needs between its steps.
template <typename Isa>
struct Rooms {
    Rooms(Scratch& scratch, std::size_t tokens) {
        const std::size_t narrow = tokens * kWide, wide = tokens * kHidden;
        auto* floats =
            static_cast<float*>(scratch.reserve((2 * narrow + wide + tokens) * sizeof(float) +
                                                wide * sizeof(typename Isa::Activation)));
        x = floats;
        attended = x + narrow;
        hidden = attended + narrow;
        activations.values = reinterpret_cast<typename Isa::Activation*>(hidden + wide);
        activations.scales = reinterpret_cast<float*>(activations.values + wide);
    }
    float *x, *attended, *hidden;
    Activations<Isa> activations;
};

template <typename L, std::size_t kWidth>
VERBATIM_INLINE void attend_each(const EncoderBatch& batch, const float* qkv, float scale,
                                 float* out) {
    std::size_t begin = 0;
    for (const std::size_t end : batch.ends) {
        attend<L, kWidth>(qkv + begin * 3 * kWidth, end - begin, scale, out + begin * kWidth);
        begin = end;
    }
}

// Row t becomes the mean of the rows of text t, which all are there or behind.
template <typename L>
VERBATIM_INLINE void average_each(const EncoderBatch& batch, float* rows, std::size_t width) {
    std::size_t begin = 0;
    for (std::size_t t = 0; t < batch.ends.size(); ++t) {
        average<L>(rows + begin * width, batch.ends[t] - begin, width, rows + t * width);
        begin = batch.ends[t];
    }
}

template <typename Isa>
VERBATIM_INLINE void begin_rows(const FastWeights& weights, const EncoderBatch& batch,
                                const Rooms<Isa>& rooms) {
    std::size_t row = 0;
    for (const std::size_t end : batch.ends)
        for (std::size_t place = 0; row < end; ++row, ++place)
            begin_row<typename Isa::Values>(weights, batch.ids[row], place,
                                            rooms.hidden + row * kFirstQkv, rooms.x + row * kWide);
}

// The second layer's last product is linear, and so is the mean over a text's tokens: the mean
// comes first, and one row is multiplied instead of all.
template <typename Isa>
VERBATIM_INLINE void forward(const FastWeights& weights, const EncoderBatch& batch,
                             Scratch& scratch) {
    using L = typename Isa::Values;
    const std::size_t tokens = batch.ids.size(), texts = batch.ends.size();
    const Rooms<Isa> rooms(scratch, tokens);
    auto x = rooms.activations;
    const FastLayer& first = weights.layers[0];
    begin_rows(weights, batch, rooms);
    attend_each<L, kNarrow>(batch, rooms.hidden, kScoreScales[0], rooms.attended);
    x = quantise(rooms.attended, tokens, kNarrow, Sign::any, x);
    multiply<Then::add>(x, tokens, first.out, rooms.x);
    x = normalise(rooms.x, tokens, first.hidden_norm, x);
    multiply<Then::rectify>(x, tokens, first.up, rooms.hidden);
    x = quantise(rooms.hidden, tokens, kHidden, Sign::positive, x);
    multiply<Then::add>(x, tokens, first.down, rooms.x);

    const FastLayer& second = weights.layers[1];
    x = normalise(rooms.x, tokens, second.norm, x);
    multiply<Then::nothing>(x, tokens, second.qkv, rooms.hidden);
    attend_each<L, kWide>(batch, rooms.hidden, kScoreScales[1], rooms.attended);
    x = quantise(rooms.attended, tokens, kWide, Sign::any, x);
    multiply<Then::add>(x, tokens, second.out, rooms.x);
    x = normalise(rooms.x, tokens, second.hidden_norm, x);
    multiply<Then::rectify>(x, tokens, second.up, rooms.hidden);
    average_each<L>(batch, rooms.hidden, kHidden);
    average_each<L>(batch, rooms.x, kWide);
    x = quantise(rooms.hidden, texts, kHidden, Sign::positive, x);
    multiply<Then::add>(x, texts, second.down, rooms.x);

    x = quantise(rooms.x, texts, kWide, Sign::any, x);
    multiply<Then::nothing>(x, texts, weights.last, rooms.attended);
    for (std::size_t t = 0; t < texts; ++t)
        finish_vector<L>(rooms.attended + t * kWide, batch.vectors[t]);
}

}  // namespace verbatim
