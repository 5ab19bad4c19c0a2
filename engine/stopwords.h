#pragma once

#include <string_view>

namespace verbatim {

// Whether a folded word says nothing by itself in the language: articles, pronouns, prepositions,
// auxiliaries, particles, in English degrees ("too", "very"). Negations ("not", "never") and
// quantities ("only", "more") say something.
bool is_stopword(std::string_view folded, std::string_view lang);

}  // namespace verbatim
