#include "engine/meaning/encoder_forward.h"
#include "engine/meaning/encoder_passes.h"

namespace verbatim {

namespace {

// For whatever the compiler makes of it.
struct Plain {
    using Values = Lanes<16>;
    using Activation = std::int16_t;
    static constexpr std::int32_t kZero = 0;
    static constexpr std::size_t kTile = 4;

    static void tile(const std::int16_t* x, std::size_t rows, std::size_t in,
                     const std::int8_t* panel, std::int32_t* products) {
        std::fill_n(products, rows * kPanel, 0);
        for (std::size_t i = 0; i < in; i += 4, panel += 4 * kPanel)
            for (std::size_t r = 0; r < rows; ++r) {
                const std::int16_t* four = x + r * in + i;
                std::int32_t* sums = products + r * kPanel;
                for (std::size_t output = 0; output < kPanel; ++output)
                    for (std::size_t k = 0; k < 4; ++k)
                        sums[output] += four[k] * panel[4 * output + k];
            }
    }
};

}  // namespace

void forward_plain(const FastWeights& weights, const EncoderBatch& batch, Scratch& scratch) {
    forward<Plain>(weights, batch, scratch);
}

}  // namespace verbatim
