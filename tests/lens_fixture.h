#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <string_view>

#include "engine/lens.h"

// Lenses written in a test, and what they say of a text.
namespace verbatim {

inline LensScore score_of(const Lenses& lenses, std::string_view lens, std::string_view text,
                          std::string_view lang = "en", const Lenses::Context& context = {}) {
    for (LensScore& score : lenses.score(text, words(text), lang, context)) {
        if (score.name == lens) return std::move(score);
    }
    FAIL("no lens " << lens);
    return {};
}

inline Lenses parsed(std::string_view text) {
    auto lenses = Lenses::parse_own({"my.lens", text});
    if (!lenses) FAIL(lenses.error().message);
    return std::move(*lenses);
}

// A lens of one section of weight 1 and no bias: a text holds if a cue matches.
inline Lenses with_cues(const std::string& cues) {
    return parsed("lens mine\ndefinition Mine.\nbias -0.5\n[cues 1]\n" + cues + "\n");
}

}  // namespace verbatim
