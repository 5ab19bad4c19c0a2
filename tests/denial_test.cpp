#include "engine/meaning/denial.h"

#include <catch2/catch.hpp>

#include "engine/stopwords.h"
#include "training/texts.h"

using namespace verbatim;

namespace {

// By stems alone, all words counting the same.
bool denies(std::string_view query, std::string_view text) {
    const Denial denial(query);
    const auto wanted = words(query), there = words(text);
    std::vector<FoundWord> found;
    double all = 0;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (is_stopword(wanted[i].folded, "en") || denial.negates(i)) continue;
        ++all;
        for (std::size_t at = 0; at < there.size(); ++at)
            if (stem(there[at].folded, "en") == stem(wanted[i].folded, "en")) {
                found.push_back({i, at, 1});
                break;
            }
    }
    return denial.denies(found, all, text, there);
}

}  // namespace

TEST_CASE("a negation before the words of a query denies it") {
    CHECK(denies("too expensive", "Nobody could call it too expensive."));
    CHECK(denies("late delivery", "In six years there was never a late delivery."));
    CHECK_FALSE(denies("too expensive", "It is too expensive for us."));
}

TEST_CASE("a negation in another clause denies nothing") {
    CHECK_FALSE(denies("too expensive", "I don't need it, and it is too expensive."));
    CHECK_FALSE(denies("too expensive", "I did not buy because it was too expensive."));
    CHECK_FALSE(denies("too expensive", "It is too expensive, no thanks."));
    CHECK_FALSE(denies("too expensive", "Not bad \u2013 too expensive though."));
}

TEST_CASE("a negation far in front denies nothing") {
    CHECK_FALSE(denies("slow app",
                       "Not that I would ever want to be the one who says it about a slow app"));
}

TEST_CASE("where the query negates, a text without a negation denies") {
    CHECK(denies("support never answers", "Support answers within minutes."));
    CHECK_FALSE(denies("support never answers", "The support does not answer."));
    CHECK_FALSE(denies("card not working", "My card stopped working."));
    CHECK_FALSE(denies("card not working", "I ordered a card."));
}

TEST_CASE("a text with little of the query denies nothing") {
    CHECK_FALSE(denies("hidden delivery fees", "There were no fees."));
    CHECK_FALSE(denies("too expensive", ""));
    CHECK_FALSE(denies("", "Nobody could call it too expensive."));
}

TEST_CASE("of the denials in the training texts most are found, of the rest few") {
    const auto texts = read_training_texts(VERBATIM_SOURCE_DIR "/training");
    REQUIRE(texts);
    double denied = 0, found = 0, voiced = 0, wrong = 0;
    for (const auto& example : texts->denials) {
        (example.denied ? denied : voiced) += 1;
        if (denies(example.query, example.text)) (example.denied ? found : wrong) += 1;
    }
    CHECK(found / denied > 0.65);
    CHECK(wrong / voiced < 0.25);
}
