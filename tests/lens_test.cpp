#include "engine/lens.h"

#include <catch2/catch.hpp>

using namespace verbatim;

namespace {

LensScore score_of(std::string_view lens, std::string_view text, std::string_view lang = "en") {
    for (LensScore& score : Lenses::built_in().score(text, words(text), lang, {})) {
        if (score.name == lens) return std::move(score);
    }
    return {};
}

bool holds(std::string_view lens, std::string_view text, std::string_view lang = "en") {
    return score_of(lens, text, lang).probability >= kLensHolds;
}

}  // namespace

TEST_CASE("a complaint is a pain and praise is none") {
    CHECK(holds("pain", "The export crashes every time I open it."));
    CHECK(holds("pain", "We waste two hours a week on this."));
    CHECK_FALSE(holds("pain", "The battery life is great."));
    CHECK_FALSE(holds("pain", "Not bad at all."));
    CHECK_FALSE(holds("pain", "No problems so far."));
}

TEST_CASE("a cost that a boss will not pay is an objection and a pain") {
    const char* text = "I could not justify the cost to my CFO.";
    CHECK(holds("objection", text));
    CHECK(holds("pain", text));
}
