#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/match.h"

namespace verbatim {

// Tells texts that say nearly the same: those that share four of five of their distinct words
// (Jaccard similarity 0.8; Broder 1997), and short ones, of fewer than five, that have the same in
// whatever inflection. Compares with the last 500 texts kept: linear in the text and in those.
class NearDuplicates {
public:
    // The number of the kept text that this one repeats, or nothing: then it is kept as the next.
    std::optional<std::size_t> find_or_keep(const CutText& text);
    // The same, without keeping it.
    std::optional<std::size_t> find(const CutText& text) const;

private:
    std::optional<std::size_t> find(const std::vector<std::uint64_t>& words) const;

    std::vector<std::vector<std::uint64_t>> kept_;  // hashes of each text's words, sorted
};

}  // namespace verbatim
