#pragma once

#include "engine/index.h"
#include "engine/pattern.h"

namespace verbatim {

// A pasted page has hundreds of words: of more than 100 loose ones, of which any may match, those
// remain, each once, that are in the fewest verbatims, for they say most. In the order in which
// they were typed. Operands of AND and OR stay, all of them.
Pattern of_telling_words(Pattern pattern, const Index& index);

}  // namespace verbatim
