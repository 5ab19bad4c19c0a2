#pragma once

#include <string_view>

#include "engine/match.h"
#include "engine/meaning/alike.h"

namespace verbatim {

// Whether an English text has what a query complains of, and says that it is not so: "never had to
// wait" for "long wait"; or, where the query itself denies ("support never answers"), has it
// without a denial. A guess from the negations before the query's words in their clause, and from
// opposites (antonyms.h) of these words; right in most cases (docs/adr/0012-search-by-meaning.md),
// never sure. Linear in the text.
bool denies(const AlikeWords& query, std::string_view text, const CutText& cut);

}  // namespace verbatim
