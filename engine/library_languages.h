#pragma once

#include <string>
#include <vector>

#include "engine/index.h"
#include "engine/pattern.h"
#include "engine/result.h"

namespace verbatim {

// The language of which nothing is known by meaning and in which most of the words that occur in
// the library at all are at home: each more than a few times as frequent in it as in English. Empty
// if there is none, so that a query in English keeps its meaning beside any number of others.
Result<std::string> foreign_language(const std::vector<PatternWord>& words, const Index& index);

}  // namespace verbatim
