#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "tests/lens_fixture.h"

using namespace verbatim;

namespace {

// What the cues say, which is what is tested here; tests/lens_model_test.cpp has the model.
bool holds(std::string_view lens, std::string_view text, std::string_view lang = "en") {
    return score_of(Lenses::built_in_cues(), lens, text, lang).probability >= kLensHolds;
}

}  // namespace

TEST_CASE("the example sentences belong to their lens or do not, as marked") {
    std::map<std::string, std::pair<int, int>> count;  // by lens: yes, no
    for (const MarkedSentence& sentence : marked_sentences()) {
        ++(sentence.belongs ? count[sentence.lens].first : count[sentence.lens].second);
        INFO(sentence.text << " is " << sentence.lens << ": " << sentence.belongs);
        CHECK(holds(sentence.lens, sentence.text, sentence.lang) == sentence.belongs);
    }
    CHECK(count.size() == 9);
    for (const auto& [lens, examples] : count) {
        CHECK(examples.first >= 20);
        CHECK(examples.second >= 20);
    }
}

// A cue's words are found by their stems: "Sicherheit" has that of "sich".
TEST_CASE("what every sentence has is evidence of nothing") {
    for (const auto& [lang, text] : std::map<std::string_view, std::string_view>{
             {"de", "Sie verliebt sich in einen Mann, der das alles für sich und die Kinder ist."},
             {"fr", "Elle est dans la maison avec tous les enfants qui sont là pour elle."},
             {"es", "Ella está en la casa con todos los niños que son de su familia."},
             {"it", "Lei è nella casa con tutti i bambini che sono della sua famiglia."},
             {"pt", "Ela está na casa com todas as crianças que são da sua família."},
             {"nl", "Zij is in het huis met alle kinderen die van haar zijn."}})
        for (const LensScore& score :
             Lenses::built_in_cues().score(text, words(text), lang, {Kind::review, {}})) {
            INFO(lang << " " << score.name);
            CHECK(std::ranges::all_of(score.evidence, [](const Evidence& evidence) {
                return evidence.span.begin == evidence.span.end;
            }));
        }
}

TEST_CASE("a negation turns praise into pain and hardly turns pain into praise") {
    CHECK_FALSE(holds("pain", "The battery life is great."));
    CHECK(holds("pain", "The battery life is not great."));
    CHECK(holds("praise", "The staff is helpful."));
    CHECK_FALSE(holds("praise", "The staff is never helpful."));
    for (const char* text :
         {"Not bad at all.", "No problems so far.", "We never had a single issue."})
        CHECK_FALSE(holds("pain", text));
}

TEST_CASE("a pain or a price that is denied is none") {
    for (const char* text :
         {"No hidden charges or delays, and a friendly clerk.", "Zero hassle, zero extra fees.",
          "Couldn t fault the ferry.", "Nothing to grumble about.",
          "Not much to dislike about this kettle.", "Can't complain.", "I can t complain.",
          "Nothing we didn't like.", "It was not a waste of money."}) {
        INFO(text);
        CHECK_FALSE(holds("pain", text));
        CHECK_FALSE(holds("objection", text));
    }
    CHECK(holds("praise", "Nothing to grumble about."));
    CHECK(holds("pain", "No answer, and the garage charged hidden fees."));
    CHECK(holds("objection", "Not for us, far too expensive."));
}

TEST_CASE("a full rating outweighs a weak pain and not a strong one") {
    const auto pain = [](std::string_view text, double share) {
        return score_of(Lenses::built_in_cues(), "pain", text, "en", {Kind::review, share})
            .probability;
    };
    CHECK(pain("The handle is broken.", 0.5) >= kLensHolds);
    CHECK(pain("The handle is broken.", 1.0) < kLensHolds);
    CHECK(pain("The handle broke, I gave up and got no refund.", 1.0) >= kLensHolds);
}

TEST_CASE("neither a form nor a text that repeats itself belongs to any lens") {
    for (const char* text :
         {"=== Price === Too expensive??? Fair??? Cheap??? === Sound === Bad??? Good???",
          "never buy this kettle never buy this kettle never buy this kettle never buy this "
          "kettle never buy this kettle"}) {
        for (const LensScore& score : Lenses::built_in_cues().score(text, words(text), "en", {})) {
            INFO(score.name << ": " << text);
            CHECK(score.probability < kLensHolds);
        }
    }
    CHECK(holds("pain", "Why??? Where is my parcel??? Hello??? Anybody???"));
}

TEST_CASE("excellent is no spreadsheet and take out no wear") {
    CHECK_FALSE(holds("workaround", "We use this excellent ferry."));
    CHECK(holds("workaround", "We keep the guest list in Excel."));
    CHECK_FALSE(holds("pain", "I use them for take out too."));
}

TEST_CASE("a cost that the boss would not pay is an objection and a pain") {
    const char* text = "I could not justify the cost to my CFO.";
    CHECK(holds("objection", text));
    CHECK(holds("pain", text));
}

TEST_CASE("evidence points at the words of the text, strongest first") {
    const std::string text =
        "Ehrlich — “Überraschung”: the scanner is slow. It never works, and I gave up!";
    for (const LensScore& score :
         Lenses::built_in_cues().score(text, words(text), "en", {Kind::call, std::nullopt})) {
        double before = 100;
        for (const Evidence& evidence : score.evidence) {
            CHECK(std::abs(evidence.weight) <= before);
            before = std::abs(evidence.weight);
            REQUIRE(evidence.span.begin < evidence.span.end);
            REQUIRE(evidence.span.end <= text.size());
        }
    }
    const auto found = [&](std::string_view part) {
        const LensScore pain = score_of(Lenses::built_in_cues(), "pain", text);
        return std::ranges::any_of(pain.evidence, [&](const Evidence& evidence) {
            const Span span = evidence.span;
            return std::string_view(text).substr(span.begin, span.end - span.begin) == part;
        });
    };
    CHECK(found("slow"));
    CHECK(found("never works"));
    CHECK(found("gave up"));
}

TEST_CASE("weights of evidence and bias add up to the probability's log-odds") {
    const Lenses lenses =
        parsed("lens mine\ndefinition Mine.\nbias -1\nscale 2\n[a 1.5]\nslow\n[b -0.5]\nbut\n");
    const LensScore score = score_of(lenses, "mine", "slow but here");
    const double sum = std::accumulate(
        score.evidence.begin(), score.evidence.end(), -1.0 * 2,
        [](double total, const Evidence& evidence) { return total + evidence.weight; });
    CHECK(score.probability == Approx(1 / (1 + std::exp(-sum))));
    CHECK(sum == Approx(2 * (-1 + 1.5 - 0.5)));
}

TEST_CASE("the same text has the same scores whenever and wherever it is read") {
    const char* text = "I hate that it crashes, but the support was great and not slow at all.";
    auto again = Lenses::parse(Lenses::built_in_files());
    REQUIRE(again);
    const auto first = Lenses::built_in_cues().score(text, words(text), "en", {});
    const auto second = again->score(text, words(text), "en", {});
    REQUIRE(first.size() == second.size());
    for (std::size_t i = 0; i < first.size(); ++i) {
        CHECK(first[i].probability == second[i].probability);
        REQUIRE(first[i].evidence.size() == second[i].evidence.size());
        for (std::size_t k = 0; k < first[i].evidence.size(); ++k) {
            CHECK(first[i].evidence[k].span == second[i].evidence[k].span);
            CHECK(first[i].evidence[k].cue == second[i].evidence[k].cue);
        }
    }
}

TEST_CASE("any bytes can be scored") {
    std::string noise;
    for (int i = 0; i < 3000; ++i) noise += i % 3 ? "not " : "slow, (good) \xF0\x9F\x98\xA1 ";
    for (const std::string& text : {std::string(), std::string(" \n"), std::string("?"), noise}) {
        for (const LensScore& score : Lenses::built_in_cues().score(text, words(text), "en", {})) {
            CHECK(score.probability >= 0);
            CHECK(score.probability <= 1);
            CHECK(score.evidence.size() <= 16);
        }
    }
}
