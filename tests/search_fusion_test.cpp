#include "engine/search_fusion.h"

#include <algorithm>

#include "tests/library_fixture.h"
#include "tests/meaning_fixture.h"

using namespace verbatim;

namespace {

Code code_of_steps(int first, int second) {
    Code code{};
    code[0] = static_cast<std::int8_t>(first);
    code[1] = static_cast<std::int8_t>(second);
    return code;
}

// Documents with these codes, numbered from 1, and a query that means one step.
struct Coded {
    explicit Coded(const std::vector<Code>& codes) {
        require_done(file.begin(42));
        for (std::uint32_t i = 0; i < codes.size(); ++i) {
            require_done(file.put(i + 1, i + 1, codes[i]));
            candidates.emplace_back().number = i + 1;
            candidates.back().document.id = i + 1;
        }
    }

    std::vector<Candidate> ordered(const FusionWeights& weights) const {
        const Meaning meaning = require(Meaning::open());
        std::vector<Candidate> found = candidates;
        Fusion(meaning, file, Sought{code_of_steps(100, 0), 0}, AlikeWords({}, meaning.words()), 0,
               Admitted{.wanted = found.size()}, weights)
            .order(found);
        return found;
    }

    TemporaryDirectory directory;
    CodeFile file = require(CodeFile::open(directory.path() / "codes", Access::write));
    std::vector<Candidate> candidates;
};

}  // namespace

TEST_CASE("so many neighbours as the weights say give a share of their scores") {
    if (!have_models()) return;
    // The first asks for nothing of the query; what is nearest to it does, the next the contrary.
    const Coded coded({code_of_steps(0, 100), code_of_steps(100, 90), code_of_steps(-100, 80)});
    const auto score_of_first = [&](std::size_t neighbours) {
        const auto ordered = coded.ordered({0, 0, 0, 1, neighbours, 0.5, 0, 0});
        return std::ranges::find(ordered, 1u, &Candidate::number)->score;
    };
    CHECK(score_of_first(1) == Approx(100 * 100 / kCodeUnit));
    CHECK(score_of_first(2) == Approx(100 * 100 / kCodeUnit * (9000 - 8000) / 17000));
}

TEST_CASE("who says all words gets more, where those are few") {
    if (!have_models()) return;
    constexpr std::uint32_t kCount = 8;
    std::vector<Code> codes;
    for (int i = 1; i <= static_cast<int>(kCount); ++i)
        codes.push_back(code_of_steps(100 - 10 * i, 0));
    Coded coded(codes);
    const auto first = [&](std::uint32_t first_saying, double more) {
        for (Candidate& candidate : coded.candidates)
            candidate.says_all = candidate.number >= first_saying;
        return coded.ordered({0, 0, 0, 0, 1, 0.5, more, 0}).front().number;
    };
    CHECK(first(kCount, 0) == 1);
    CHECK(first(kCount, 1) == kCount);
    CHECK(first(kCount - 4, 1) == kCount - 4);
    CHECK(first(kCount - 5, 1) == 1);
}

TEST_CASE("who says nothing but the query comes later") {
    if (!have_models()) return;
    Coded coded({code_of_steps(100, 0), code_of_steps(90, 0)});
    coded.candidates[0].says_no_more = true;
    const auto first = [&](double less) {
        return coded.ordered({0, 0, 0, 0, 1, 0.5, 0, less}).front().number;
    };
    CHECK(first(0) == 1);
    CHECK(first(1) == 2);
}
