#include "engine/meaning/denial.h"

#include <catch2/catch.hpp>

#include "engine/meaning/antonyms.h"
#include "engine/meaning/models.h"
#include "tests/cut.h"

using namespace verbatim;

namespace {

// The vectors of words, or null with a warning where the models are not installed.
const WordVectors* installed_vectors() {
    static const auto vectors = [] {
        const auto file = find_model(kWordsFile);
        return file ? WordVectors::open(*file) : Result<WordVectors>(file.error());
    }();
    if (vectors) return &*vectors;
    WARN("skipped: the models are not installed, see scripts/models");
    return nullptr;
}

// The query's content words, each as heavy as the others.
bool denied(const WordVectors& vectors, const std::string& query, const std::string& text) {
    std::vector<AlikeWords::Wanted> wanted;
    for (const Word& word : words(query))
        wanted.push_back(
            {{word.folded, word.folded, {{"", stem(word.folded, "en")}}, false, {}}, 1});
    return denies(AlikeWords(wanted, vectors), text, cut(text, "en"));
}

}  // namespace

TEST_CASE("a text that denies what a query complains of is told from one that says it") {
    const WordVectors* vectors = installed_vectors();
    if (vectors == nullptr) return;
    CHECK(denied(*vectors, "long wait", "I never had a long wait there."));
    CHECK_FALSE(denied(*vectors, "long wait", "It was a long wait, and nobody came."));
    CHECK_FALSE(denied(*vectors, "long wait", "No, it was a long wait."));
}

TEST_CASE("one word is denied by itself, not by what is like it") {
    const WordVectors* vectors = installed_vectors();
    if (vectors == nullptr) return;
    CHECK(denied(*vectors, "expensive", "It was not expensive at all."));
    CHECK_FALSE(denied(*vectors, "expensive", "I could not justify the cost to my CFO."));
}

TEST_CASE("opposites are words of one sense, in the forms that are listed") {
    CHECK(are_opposites("easy", "difficult"));
    CHECK(are_opposites("slow", "quick"));
    CHECK(are_of_one_side("easy", "simple"));
    CHECK_FALSE(are_opposites("easy", "simple"));
    CHECK_FALSE(are_opposites("easy", "slow"));
    CHECK_FALSE(are_opposites("easy", "table"));
    CHECK_FALSE(are_opposites("useless", "use"));
    CHECK_FALSE(are_opposites("disappointed", "please"));
    CHECK_FALSE(are_opposites("rude", "help"));
    CHECK_FALSE(are_opposites("cheap", "cost"));
}

TEST_CASE("the opposite of a word denies it, and is denied itself by a negation") {
    const WordVectors* vectors = installed_vectors();
    if (vectors == nullptr) return;
    CHECK(denied(*vectors, "hard install", "So easy to install."));
    CHECK_FALSE(denied(*vectors, "hard install", "It was not easy to install."));
    CHECK_FALSE(denied(*vectors, "hard install", "Too difficult to install."));
    CHECK_FALSE(denied(*vectors, "expensive", "It is overpriced for such cheap quality."));
    CHECK_FALSE(denied(*vectors, "slow support", "Quick to take money, support is sluggish."));
}

TEST_CASE("a query that denies means the opposite") {
    const WordVectors* vectors = installed_vectors();
    if (vectors == nullptr) return;
    CHECK_FALSE(denied(*vectors, "not cheap", "It is expensive."));
    CHECK_FALSE(denied(*vectors, "app is not fast", "The app is slow."));
    CHECK(denied(*vectors, "not easy install", "It is not hard to install."));
}

TEST_CASE("a query that denies is denied by a text that does not") {
    const WordVectors* vectors = installed_vectors();
    if (vectors == nullptr) return;
    CHECK(denied(*vectors, "support never answers", "Support answers within minutes."));
    CHECK_FALSE(denied(*vectors, "support never answers", "Support does not answer, ever."));
}
