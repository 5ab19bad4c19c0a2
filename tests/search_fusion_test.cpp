#include "engine/search_fusion.h"

#include <algorithm>

#include "engine/meaning/meaning.h"
#include "tests/library_fixture.h"

using namespace verbatim;

namespace {

Code code_of_steps(int first, int second) {
    Code code{};
    code[0] = static_cast<std::int8_t>(first);
    code[1] = static_cast<std::int8_t>(second);
    return code;
}

}  // namespace

TEST_CASE("so many neighbours as the weights say give a share of their scores") {
    const auto meaning = Meaning::open();
    if (!meaning) {
        WARN("skipped: the models are not installed, see scripts/models");
        return;
    }
    const TemporaryDirectory directory;
    auto file = require(CodeFile::open(directory.path() / "codes", Access::write));
    require_done(file.begin(42));
    // The first asks for nothing of the query; what is nearest to it does, the next the contrary.
    const std::vector<Code> codes = {code_of_steps(0, 100), code_of_steps(100, 90),
                                     code_of_steps(-100, 80)};
    std::vector<Candidate> found(codes.size());
    for (std::uint32_t i = 0; i < codes.size(); ++i) {
        require_done(file.put(i + 1, i + 1, codes[i]));
        found[i].number = i + 1;
        found[i].document.id = i + 1;
    }
    const auto score_of_first = [&](std::size_t neighbours) {
        const FusionWeights weights = {0, 0, 0, 1, neighbours, 0.5, 0};
        std::vector<Candidate> ordered = found;
        Fusion(*meaning, file, Sought{code_of_steps(100, 0), 0}, AlikeWords({}, meaning->words()),
               0, Admitted{.wanted = codes.size()}, weights)
            .order(ordered);
        return std::ranges::find(ordered, 1u, &Candidate::number)->score;
    };
    CHECK(score_of_first(1) == Approx(100 * 100 / kCodeUnit));
    CHECK(score_of_first(2) == Approx(100 * 100 / kCodeUnit * (9000 - 8000) / 17000));
}

TEST_CASE("who says all words gets more, where those are few") {
    const auto meaning = Meaning::open();
    if (!meaning) {
        WARN("skipped: the models are not installed, see scripts/models");
        return;
    }
    const TemporaryDirectory directory;
    auto file = require(CodeFile::open(directory.path() / "codes", Access::write));
    require_done(file.begin(42));
    constexpr std::uint32_t kCount = 8;
    for (std::uint32_t i = 1; i <= kCount; ++i)
        require_done(file.put(i, i, code_of_steps(static_cast<int>(100 - 10 * i), 0)));
    const auto order = [&](std::uint32_t first_saying, double more) {
        std::vector<Candidate> found(kCount);
        for (std::uint32_t i = 0; i < kCount; ++i) {
            found[i].number = i + 1;
            found[i].document.id = i + 1;
            found[i].channels.says_all = i + 1 >= first_saying;
        }
        const FusionWeights weights = {0, 0, 0, 0, 1, 0.5, more};
        Fusion(*meaning, file, Sought{code_of_steps(100, 0), 0}, AlikeWords({}, meaning->words()),
               0, Admitted{.wanted = kCount}, weights)
            .order(found);
        return found.front().number;
    };
    CHECK(order(8, 0) == 1);
    CHECK(order(8, 1) == 8);
    CHECK(order(4, 1) == 4);
    CHECK(order(3, 1) == 1);
}
