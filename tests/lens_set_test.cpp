#include "engine/lens_set.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "engine/lens_adapt.h"
#include "engine/lens_manner.h"
#include "engine/lens_model.h"
#include "engine/lens_names.h"
#include "engine/schema.h"
#include "tests/lens_fixture.h"
#include "tests/library_fixture.h"

using namespace verbatim;

namespace {

constexpr const char* kParking =
    "lens parking\ndefinition About parking.\nbias -1.5\n[cues 3]\nparking\n";

LensScore score_of(const LensSet& lenses, std::string_view name, std::string_view text) {
    const auto scores = lenses.score(text, words(text), "en", {});
    const auto found = std::ranges::find(scores, name, &LensScore::name);
    REQUIRE(found != scores.end());
    return *found;
}

}  // namespace

TEST_CASE("a library without lenses of its own has those that ship") {
    const auto lenses = require(LensSet::make({}));
    CHECK(lenses.list().size() == Lenses::built_in().list().size());
    CHECK(lenses.own().empty());
    CHECK(lenses.identity() != 0);
    const std::string text = "The parking is expensive and I hate it.";
    CHECK(score_of(lenses, "pain", text).probability ==
          Lenses::built_in().score(text, words(text), "en", {})[0].probability);
}

TEST_CASE("the names of lenses and kinds are known without their cues, in the same order") {
    const LensNames& names = LensNames::built_in();
    const auto same = [](const std::vector<std::string_view>& known,
                         const std::vector<LensInfo>& loaded) {
        return std::ranges::equal(known, loaded, {}, {}, &LensInfo::name);
    };
    CHECK(names.lenses.size() > 5);
    CHECK(same(names.lenses, Lenses::built_in().list()));
    CHECK(same(names.kinds, Lenses::built_in().kinds()));
}

TEST_CASE("a lens of one's own judges by its cues, and stands behind the others") {
    const StoredLens own[] = {{"parking", 3, "About parking.", kParking, ""},
                              {"soup", 7, "About soup.", "", ""}};
    const auto lenses = require(LensSet::make(own));
    CHECK(lenses.list().back().name == "soup");
    CHECK(lenses.list()[lenses.list().size() - 2].definition == "About parking.");
    CHECK(score_of(lenses, "parking", "The parking was fine.").probability > 0.5f);
    CHECK(score_of(lenses, "parking", "The soup was fine.").probability < 0.5f);
    CHECK(score_of(lenses, "soup", "The soup was fine.").probability ==
          0);  // neither cue nor model
    const std::size_t shipped = Lenses::built_in().list().size();
    CHECK(lenses.inputs("parking").at(shipped) == kOwnCues);
    CHECK(lenses.inputs("parking").size() == shipped + 1 + kManners.size());
    CHECK(lenses.inputs("soup").size() == shipped + kManners.size());
}

TEST_CASE("a model of a lens is given the manner in which a text is put") {
    const auto lenses = require(LensSet::make({}));
    const auto inputs = [&](std::string_view text) {
        return lenses.inputs_of("pain", text, words(text), "en", {}, nullptr);
    };
    const auto names = lenses.inputs("pain");
    const auto demands =
        static_cast<std::size_t>(std::ranges::find(names, "manner: demands") - names.begin());
    REQUIRE(demands < names.size());
    CHECK(inputs("Add a search to the list of invoices.").at(demands) > 0);
    CHECK(inputs("We have a search in the list of invoices.").at(demands) == 0);
}

TEST_CASE("lenses that differ have another identity") {
    const StoredLens parking[] = {{"parking", 1, "", kParking, ""}};
    const std::string other = std::string(kParking) + "car\n";
    const StoredLens changed[] = {{"parking", 1, "", other, ""}};
    const auto none = require(LensSet::make({})).identity();
    const auto one = require(LensSet::make(parking)).identity();
    CHECK(one != none);
    CHECK(one != require(LensSet::make(changed)).identity());
    CHECK(one == require(LensSet::make(parking)).identity());
}

TEST_CASE("a lens that cannot be read judges nothing, and is told of") {
    LensModelData other;
    other.inputs = {"grief"};
    other.heads = {"parking"};
    const std::string model = other.bytes();
    for (const StoredLens& bad :
         {StoredLens{"parking", 1, "", "lens parking\n", ""},
          StoredLens{"parking", 1, "", "", "no model"}, StoredLens{"parking", 1, "", "", model}}) {
        const auto lenses = require(LensSet::make({&bad, 1}));
        REQUIRE(lenses.notices().size() == 1);
        CHECK(lenses.notices()[0].find("the lens parking judges nothing") != std::string::npos);
        CHECK(score_of(lenses, "parking", "The parking was fine.").probability == 0);
    }
    CHECK(require(LensSet::make({})).notices().empty());
}

TEST_CASE("the index is given what may hold, best first, and the kinds that do") {
    const auto lenses = require(LensSet::make({}));
    const auto kept_of = [&](std::string_view text) {
        return lenses.kept(text, words(text), "en", {});
    };
    const auto kept = kept_of("It is far too expensive and I want my money back.");
    REQUIRE_FALSE(kept.empty());
    CHECK(kept.front().second >= kLensHolds);
    const auto kind = std::ranges::find(kept, "pain.cost", [](const auto& l) { return l.first; });
    REQUIRE(kind != kept.end());
    CHECK(kind->second >= kLensHolds);
    const auto pain = std::ranges::find(kept, "pain", [](const auto& l) { return l.first; });
    CHECK(kind->second <= pain->second);  // it is a pain, and one of cost
    for (const auto& [name, probability] : kept) CHECK(probability >= kLensStored);
    CHECK(kept_of("The table is of wood.").size() < kept.size());
}

TEST_CASE("a score is the same whether or not its reasons are asked for") {
    const StoredLens own[] = {{"parking", 3, "About parking.", kParking, ""}};
    const auto lenses = require(LensSet::make(own));
    for (const MarkedSentence& sentence : marked_sentences()) {
        const std::vector<Word> said = words(sentence.text);
        const auto told = lenses.score(sentence.text, said, sentence.lang, {});
        const auto bare =
            lenses.score(sentence.text, said, sentence.lang, {}, nullptr, Reasons::left_out);
        INFO(sentence.text);
        REQUIRE(bare.size() == told.size());
        for (std::size_t i = 0; i < told.size(); ++i) {
            CHECK(bare[i].name == told[i].name);
            CHECK(bare[i].log_odds == told[i].log_odds);
            CHECK(bare[i].probability == told[i].probability);
            CHECK(bare[i].evidence.empty());
            REQUIRE(bare[i].kinds.size() == told[i].kinds.size());
            for (std::size_t kind = 0; kind < told[i].kinds.size(); ++kind) {
                CHECK(bare[i].kinds[kind].name == told[i].kinds[kind].name);
                CHECK(bare[i].kinds[kind].probability == told[i].kinds[kind].probability);
            }
        }
    }
}

TEST_CASE("every lens has a slot of its own") {
    const IndexedLenses::Own own[] = {{"parking", 3, ""}};
    CHECK(lens_slot("pain", own) == kFirstLensSlot);
    CHECK(lens_slot("parking", own) == kFirstOwnLensSlot + 3);
    CHECK(lens_slot("pain.cost", own) >= kFirstKindSlot);
    CHECK_FALSE(lens_slot("soup", own));
    std::vector<std::uint32_t> slots;
    for (const std::string& name : lens_names(own)) slots.push_back(*lens_slot(name, own));
    std::ranges::sort(slots);
    CHECK(std::ranges::adjacent_find(slots) == slots.end());
}
