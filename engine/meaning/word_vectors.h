#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/meaning/weights_file.h"
#include "engine/result.h"

namespace verbatim {

inline constexpr std::size_t kWordVector = 100;
inline constexpr ModelKind kWordsKind = {"word-vectors", 1};

// Vectors of the most frequent English words (GloVe, Pennington et al. 2014), whose cosine says how
// alike two words are used. A view of a file: opening costs about a millisecond, a look-up a page.
class WordVectors {
public:
    using Word = std::uint32_t;  // its place by frequency, from 0

    // Fails as WeightsFile::open does.
    static Result<WordVectors> open(const std::filesystem::path& file);

    // A word in the form of fold(); nothing if it is not among those that are known.
    std::optional<Word> find(std::string_view folded) const;
    std::string_view text(Word word) const;
    std::size_t size() const { return ends_.size(); }

    // From -1 to 1; exact and the same on every machine, of vectors in 8 bits.
    float cosine(Word a, Word b) const;
    // The vector, of any length.
    std::span<const std::int8_t, kWordVector> values(Word word) const;

    // Reads the whole file and compares it with its hashes; fails with damaged.
    Result<void> verify() const { return file_.verify(); }
    std::uint64_t identity() const { return file_.identity(); }

private:
    explicit WordVectors(WeightsFile file) : file_(std::move(file)) {}

    WeightsFile file_;
    std::string_view texts_;                // of all words, one after the other
    std::span<const std::uint32_t> ends_;   // of each word's text
    std::span<const std::uint32_t> slots_;  // a hash table: a word's place + 1, or 0
    std::span<const std::int8_t> values_;
    std::span<const float> inverse_lengths_;
};

// Writes the file, for the conversion: words in the form of fold(), the most frequent first, each
// once, with their vectors.
Result<void> write_word_vectors(const std::filesystem::path& file, std::string_view license,
                                std::string_view origin,
                                std::span<const std::pair<std::string, std::vector<float>>> words);

}  // namespace verbatim
