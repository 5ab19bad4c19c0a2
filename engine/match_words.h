#pragma once

#include <cstddef>
#include <vector>

#include "engine/match.h"
#include "engine/pattern.h"
#include "engine/text.h"

// Where the words of a pattern stand in a text. For match.cpp.
namespace verbatim {

// Where a phrase stands, from the left, apart.
std::vector<Span> find_phrase(const Pattern& phrase, const std::vector<Unit>& units);

// Whether the word at this place is the wanted one, as the pattern wants it: exactly, an inflection
// or what begins with it. For inflections the text needs its terms (match.h).
bool word_matches(const Pattern& pattern, const PatternWord& wanted, const CutText& text,
                  std::size_t position);

// Which words, in order, lie within the distance of NEAR of one another with every wanted word
// among them: places in `text.words`. The text needs its terms. Linear in the text.
std::vector<std::size_t> find_near(const Pattern& near, const CutText& text);

}  // namespace verbatim
