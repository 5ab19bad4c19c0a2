#pragma once

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "engine/lens.h"

// Lenses written in a test, and what they say of a text.
namespace verbatim {

// A sentence of tests/lenses, which says whether it belongs to a lens.
struct MarkedSentence {
    std::string text;
    std::string lens;
    bool belongs = false;
    std::string lang;
};

inline std::vector<MarkedSentence> marked_sentences() {
    std::vector<MarkedSentence> sentences;
    for (const auto& file :
         std::filesystem::directory_iterator(VERBATIM_SOURCE_DIR "/tests/lenses")) {
        std::ifstream in(file.path());
        for (std::string line; std::getline(in, line);) {
            std::istringstream cells(line);
            std::string label;
            MarkedSentence sentence;
            std::getline(cells, sentence.text, '\t');
            std::getline(cells, sentence.lens, '\t');
            std::getline(cells, label, '\t');
            if (!std::getline(cells, sentence.lang, '\t')) sentence.lang = "en";
            REQUIRE((label == "yes" || label == "no"));
            sentence.belongs = label == "yes";
            sentences.push_back(std::move(sentence));
        }
    }
    return sentences;
}

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
