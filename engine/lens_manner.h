#pragma once

#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "engine/text.h"

// How a text is put, whatever it is about: as a demand, a wish, advice, code. What marks teach a
// lens tells from this too: "Add a search", "please add" and "should be added" share no phrase, and
// ask for something in the same manner. The patterns are those of English.
namespace verbatim {

inline constexpr std::array<std::string_view, 12> kManners = {
    "demands",         // begins with "add", "let", ..., perhaps after "also" or "maybe"
    "asks please",     // "please add"
    "would like",      // "I'd really love"
    "should be",       // "should also have"
    "should be done",  // "should be added"
    "advises",         // "I suggest", "my idea"
    "could be",        // "could be", "can also have"
    "at least",        //
    "is code",         // brackets, calls, tags, links
    "is short",        // up to five words
    "tells of now",    // "currently", "right now"
    "announces",       // ends with a colon
};

// The places in kManners of those that hold, in order. `words` are the text's. Linear in the text.
std::vector<std::size_t> manners_of(std::string_view text, std::span<const Word> words);

}  // namespace verbatim
