#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <string_view>
#include <vector>

#include "engine/meaning/encoder_weights.h"

namespace verbatim {

// Texts that are encoded together: their tokens, one text after the other, and for each text where
// its tokens end and where its kWide values go.
struct EncoderBatch {
    std::vector<std::uint16_t> ids;
    std::vector<std::size_t> ends;
    std::vector<float*> vectors;
};

// Memory for the values between two steps, kept from batch to batch. Aligned to 64 bytes.
class Scratch {
public:
    // The contents are lost whenever more is asked for than before.
    void* reserve(std::size_t bytes) {
        if (bytes > size_) {
            memory_.reset(static_cast<std::byte*>(::operator new (bytes, std::align_val_t{64})));
            size_ = bytes;
        }
        return memory_.get();
    }

private:
    struct Free {
        void operator()(std::byte* memory) const {
            ::operator delete (memory, std::align_val_t{64});
        }
    };
    std::unique_ptr<std::byte, Free> memory_;
    std::size_t size_ = 0;
};

// One way to compute the vectors of a batch, for one set of instructions. All give the same bits.
struct ForwardPass {
    std::string_view name;
    void (*run)(const FastWeights& weights, const EncoderBatch& batch, Scratch& scratch);
};

// Those that this machine can run, the fastest first; the last is plain C++.
std::vector<ForwardPass> forward_passes();

}  // namespace verbatim
