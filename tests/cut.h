#pragma once

#include "engine/match.h"

namespace verbatim {

// A text with all that any pattern looks at.
inline CutText cut(std::string_view text, std::string_view lang) {
    CutText whole = cut_into_words(text, lang);
    add_terms(text, whole);
    return whole;
}

}  // namespace verbatim
