#pragma once

#include <cmath>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "engine/model.h"
#include "engine/text.h"

namespace verbatim {

// What a lens's model sees of a text: its words, pairs and triples of words that stand together,
// pairs with one or two words in between, the marks ? and !, and runs of three to five bytes within
// a word, which know a word by its parts. Each is a number, a hash, with the place in the text that
// shows it.
struct LensGrams {
    struct Gram {
        std::uint32_t key = 0;
        std::uint32_t place = 0;  // index into places
        bool is_part = false;     // of a word
    };
    // A word whose parts are not among the grams.
    struct Whole {
        std::uint32_t key = 0;
        std::string_view word;  // that of lens_parts(); lives as long as the text's words
    };
    std::vector<Gram> grams;   // of a word, or words, said twice only the first
    std::vector<Span> places;  // a word, the first to the last of several, or a mark
    std::vector<Whole> wholes;
    std::size_t left_out = 0;  // parts of those

    // What each gram counts: a long text does not weigh more than a short one.
    double share() const {
        const std::size_t count = grams.size() + left_out;
        return count == 0 ? 0 : 1 / std::sqrt(static_cast<double>(count));
    }
};

// Linear in the text.
enum class Parts { listed, left_out };
LensGrams lens_grams(std::string_view text, std::span<const Word> words,
                     Parts parts = Parts::listed);

// The keys of a word's parts.
std::vector<std::uint32_t> lens_parts(std::string_view word);

}  // namespace verbatim
