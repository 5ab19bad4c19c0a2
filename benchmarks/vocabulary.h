#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "benchmarks/splitmix.h"

namespace verbatim::bench {

// Words that are drawn as people use them: the one of rank r about as often as 1 / (r + 3) (Zipf,
// Mandelbrot).
class RankedWords {
public:
    explicit RankedWords(std::vector<std::string> words);
    const std::string& draw(SplitMix& random) const;
    std::size_t size() const { return words_.size(); }

private:
    std::vector<std::string> words_;         // most frequent first
    std::vector<std::uint64_t> cumulative_;  // weight of the words up to and with this one
};

// An invented customers' language for where there are no real sentences: English frames and common
// words, and below them several thousand words made of syllables. The same on every machine.
class Vocabulary {
public:
    Vocabulary();
    std::string clause(SplitMix& random) const;  // no capital, no full stop
    std::size_t size() const { return nouns_.size() + verbs_.size() + adjectives_.size(); }

private:
    RankedWords nouns_, verbs_, adjectives_;
};

}  // namespace verbatim::bench
