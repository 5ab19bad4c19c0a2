#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "engine/result.h"

namespace verbatim {

inline constexpr std::size_t kSentenceVector = 512;

// Turns texts into vectors whose cosine says how alike their meanings are; of English.
class Encoder {
public:
    enum class Arithmetic {
        fast,   // 8-bit integers, with the widest instructions of the machine
        exact,  // f32 as published, a hundred times slower: what `fast` is measured against
    };

    // Maps the file; costs less than a millisecond and reads only what is needed. Fails as
    // WeightsFile::open does.
    static Result<Encoder> open(const std::filesystem::path& file) {
        return open(file, Arithmetic::fast);
    }
    static Result<Encoder> open(const std::filesystem::path& file, Arithmetic arithmetic);
    Encoder(Encoder&&) noexcept;
    Encoder& operator=(Encoder&&) noexcept;
    ~Encoder();

    // kSentenceVector values for each text, one text after the other: of length 1, or all 0 for a
    // text without words and for one of which the model knows less than half of the characters (an
    // emoji, another script). Beyond 128 tokens, about 90 words, the end is not read.
    //
    // The vector of a text does not depend on the other texts, their order or the number of
    // threads. Any bytes will do. Thread-safe.
    std::vector<float> encode(std::span<const std::string_view> texts, unsigned threads = 1) const;
    std::vector<float> encode(std::string_view text) const { return encode({&text, 1}); }

    // Reads the whole file and compares it with its hashes; fails with damaged.
    Result<void> verify() const;
    // Vectors of encoders with different identities cannot be compared.
    std::uint64_t identity() const;

private:
    struct State;
    explicit Encoder(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace verbatim
