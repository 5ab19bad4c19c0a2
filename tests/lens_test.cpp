#include "engine/lens.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <numeric>
#include <set>
#include <sstream>

using namespace verbatim;

namespace {

LensScore score_of(const Lenses& lenses, std::string_view lens, std::string_view text,
                   std::string_view lang = "en", const Lenses::Context& context = {}) {
    for (LensScore& score : lenses.score(text, words(text), lang, context)) {
        if (score.name == lens) return std::move(score);
    }
    FAIL("no lens " << lens);
    return {};
}

// What the cues say, which is what is tested here; tests/lens_model_test.cpp has the model.
bool holds(std::string_view lens, std::string_view text, std::string_view lang = "en") {
    return score_of(Lenses::built_in_cues(), lens, text, lang).probability >= kLensHolds;
}

Lenses parsed(std::string_view text) {
    auto lenses = Lenses::parse_own({"my.lens", text});
    if (!lenses) FAIL(lenses.error().message);
    return std::move(*lenses);
}

std::string message_for(std::string_view text) {
    const auto lenses = Lenses::parse_own({"my.lens", text});
    return lenses ? "" : lenses.error().message;
}

// A lens of one section of weight 1 and no bias: a text holds if a cue matches.
Lenses with_cues(const std::string& cues) {
    return parsed("lens mine\ndefinition Mine.\nbias -0.5\n[cues 1]\n" + cues + "\n");
}

bool matches(const std::string& cue, std::string_view text) {
    return !score_of(with_cues(cue), "mine", text).evidence.empty();
}

}  // namespace

TEST_CASE("the example sentences belong to their lens or do not, as marked") {
    std::map<std::string, std::pair<int, int>> count;  // by lens: yes, no
    for (const auto& file :
         std::filesystem::directory_iterator(VERBATIM_SOURCE_DIR "/tests/lenses")) {
        std::ifstream in(file.path());
        for (std::string line; std::getline(in, line);) {
            std::istringstream cells(line);
            std::string text, lens, label, lang;
            std::getline(cells, text, '\t');
            std::getline(cells, lens, '\t');
            std::getline(cells, label, '\t');
            if (!std::getline(cells, lang, '\t')) lang = "en";
            REQUIRE((label == "yes" || label == "no"));
            const bool wanted = label == "yes";
            ++(wanted ? count[lens].first : count[lens].second);
            INFO(text << " is " << lens << ": " << label);
            CHECK(holds(lens, text, lang) == wanted);
        }
    }
    CHECK(count.size() == 9);
    for (const auto& [lens, examples] : count) {
        CHECK(examples.first >= 20);
        CHECK(examples.second >= 20);
    }
}

TEST_CASE("the built-in lenses keep their places and say what they mean") {
    const auto& list = Lenses::built_in().list();
    std::vector<std::string> names;
    for (const LensInfo& lens : list) {
        names.push_back(lens.name);
        CHECK(lens.definition.size() > 80);
        CHECK(lens.definition.find('\n') == std::string::npos);
    }
    CHECK(names == std::vector<std::string>{"pain", "objection", "outcome", "suggestion", "praise",
                                            "comparison", "question", "trigger", "workaround"});
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

TEST_CASE("each further piece of evidence counts less") {
    const Lenses lenses = parsed("lens mine\ndefinition Mine.\n[a 1]\nslow\nheavy\nloud\n");
    const auto evidence = score_of(lenses, "mine", "slow and heavy and loud").evidence;
    REQUIRE(evidence.size() == 3);
    CHECK(evidence[0].weight == Approx(1));
    CHECK(evidence[1].weight == Approx(0.6));
    CHECK(evidence[2].weight == Approx(0.36));
}

TEST_CASE("cues match as the format says") {
    struct Row {
        const char* cue;
        const char* text;
        bool match;
    };
    const Row rows[] = {
        {"crash", "It crashed.", true},
        {"=crash", "It crashed.", false},
        {"=crash", "One crash.", true},
        {"slow|late train", "A late train", true},
        {"(does not|doesn't) work", "it DOESN’T work", true},
        {"(does not|doesn't) work", "does it work", false},
        {"waste of (my|our)? time", "a waste of time", true},
        {"waste of (my|our)? time", "a waste of our time", true},
        {"waste of (my|our)? time", "a waste of good time", false},
        {"lost ..2 money", "lost a little money", true},
        {"lost ..2 money", "lost a very little money", false},
        {"lost ..2 money", "It lost. Her money", false},
        {"have to * again", "have to call again", true},
        {"have to * again", "have to again", false},
        {"^ add", "Fine. Add this", true},
        {"^ add", "We add this", false},
        {", no *", "Good, no lid", true},
        {", no *", "Good with no lid", false},
        {"worth it $", "Is it worth it?", true},
        {"worth it $", "worth it now", false},
        {"user-friendly", "user friendly", true},
        {"wait <number> <unit>", "waited 45 minutes", true},
        {"wait <number> <unit>", "waited many minutes", false},
        {"reservé", "RESERVE", true},
        {"😡", "no 😡", true},
    };
    for (const Row& row : rows) {
        INFO(row.cue << " | " << row.text);
        CHECK(matches(row.cue, row.text) == row.match);
    }
}

TEST_CASE("a negation within three words of the clause replaces the weight") {
    const Lenses lenses = parsed("lens mine\ndefinition Mine.\n[good 1, negated -2]\n<good>\n");
    const auto weight = [&](std::string_view text) {
        const auto score = score_of(lenses, "mine", text);
        return score.evidence.empty() ? 0 : score.evidence[0].weight;
    };
    CHECK(weight("great") == Approx(1));
    CHECK(weight("not great") == Approx(-2));
    CHECK(weight("not all that great") == Approx(-2));
    CHECK(weight("not a day of all great") == Approx(1));
    CHECK(weight("why not, great") == Approx(1));
    CHECK(weight("not only great") == Approx(1));
    CHECK(weight("not cheap but great") == Approx(1));
    CHECK(weight("very great") == Approx(1.3));
    const LensScore score = score_of(lenses, "mine", "is not great");
    CHECK(score.evidence[0].negated);
    CHECK(score.evidence[0].span == Span{3, 12});
}

TEST_CASE("of cues on the same words the longest counts, and one of no weight silences") {
    const Lenses lenses = parsed(
        "lens mine\ndefinition Mine.\n[a 1]\nproblem\n[b -1]\nno problem\n[c 0]\nhard drive\n[d "
        "2]\nhard\n");
    CHECK(score_of(lenses, "mine", "a problem").evidence[0].weight == Approx(1));
    const auto evidence = score_of(lenses, "mine", "no problem").evidence;
    REQUIRE(evidence.size() == 1);
    CHECK(evidence[0].weight == Approx(-1));
    CHECK(score_of(lenses, "mine", "hard drive").evidence.empty());
    CHECK(score_of(lenses, "mine", "hard").evidence.size() == 1);
}

TEST_CASE("features speak for a lens without words") {
    const Lenses lenses = parsed(
        "lens mine\ndefinition Mine.\n[features]\nrating-low 1\nrating-high 2\nkind chat 3\n"
        "ends-with ? 4\ncontains :( 5\nshorter-than 2 6\nlonger-than 4 7\n");
    const auto cues = [&](std::string_view text, const Lenses::Context& context) {
        std::set<std::string_view> names;
        for (const Evidence& evidence : score_of(lenses, "mine", text, "xx", context).evidence)
            names.insert(evidence.cue);
        return names;
    };
    using Names = std::set<std::string_view>;
    const Lenses::Context review{Kind::review, std::nullopt};
    CHECK(cues("two words", {Kind::review, 0.25}) == Names{"rating-low"});
    CHECK(cues("two words", {Kind::review, 0.5}).empty());
    CHECK(cues("two words", {Kind::chat, 1.0}) == Names{"rating-high", "kind chat"});
    CHECK(cues("two words? ", review) == Names{"ends-with ?"});
    CHECK(cues("two :( words", review) == Names{"contains :("});
    CHECK(cues("one", review) == Names{"shorter-than 2"});
    CHECK(cues("one two three four five", review) == Names{"longer-than 4"});

    const Lenses shapes =
        parsed("lens mine\ndefinition Mine.\n[features]\nrepetitive -1\ntemplate -1\n");
    const auto shape = [&](const std::string& text) {
        const auto evidence = score_of(shapes, "mine", text).evidence;
        return evidence.empty() ? "" : std::string(evidence[0].cue);
    };
    CHECK(shape("la la la la la la la la la la la la la") == "repetitive");
    CHECK(shape("la la la la la la la la la la la la").empty());
    CHECK(shape("a??? b??? c??? ===") == "template");
    CHECK(shape("a??? b??? c??? d???").empty());
}

TEST_CASE("a language has its own cues and none of another's") {
    const Lenses lenses = parsed(
        "lens mine\ndefinition Mine.\n[a 1]\ndie\n[lang de]\n[a 1]\nlangsam\n[lang *]\n[a 1]\n😡\n");
    const auto found = [&](std::string_view text, std::string_view lang) {
        return !score_of(lenses, "mine", text, lang).evidence.empty();
    };
    CHECK(found("die", "en"));
    CHECK(found("die", ""));
    CHECK_FALSE(found("langsame", "en"));
    CHECK(found("langsame", "de"));
    CHECK_FALSE(found("die", "de"));
    CHECK_FALSE(found("die langsame", "nl"));
    for (const char* lang : {"en", "de", "nl", ""}) CHECK(found("😡", lang));
}

TEST_CASE("what is wrong with a lens file is said with its line") {
    const std::string head = "lens mine\ndefinition Mine.\n";
    const std::pair<std::string, std::string> rows[] = {
        {"", "my.lens:1:1: no lens"},
        {"# nothing\n", "my.lens:1:1: no lens"},
        {"slow\n", "my.lens:1:1: a lens file begins with"},
        {"lens My Lens\n", "my.lens:1:1: a lens is named"},
        {"lens mine\nbias 1\n", "my.lens:2:1: the lens has no definition"},
        {"lens mine\n[a 1]\nslow\n", "my.lens:2:1: the lens has no definition"},
        {head + "lens other\n", "my.lens:3:1: a file holds one lens"},
        {head + "bias much\n", "my.lens:3:1: 'much' is no number"},
        {head + "scale 0\n", "my.lens:3:1: the scale must be above 0"},
        {head + "slow\n", "my.lens:3:1: unknown setting 'slow'"},
        {head + "[a\n", "my.lens:3:1: a section's bracket is not closed"},
        {head + "[a]\n", "my.lens:3:1: 'a' is no number"},
        {head + "[a 1, flipped 2]\n", "my.lens:3:1: after the comma"},
        {head + "[a 1]\n(slow\n", "my.lens:4:6: a bracket is not closed"},
        {head + "[a 1]\nslow)\n", "my.lens:4:5: unexpected ')'"},
        {head + "[a 1]\n* slow\n", "my.lens:4:7: a cue must begin with a word"},
        {head + "[a 1]\nslow ..\n", "my.lens:4:8: a gap is written"},
        {head + "[a 1]\nslow ..2\n", "my.lens:4:9: a gap needs a word"},
        {head + "[a 1]\nslow ..2 car?\n", "my.lens:4:14: a word after a gap"},
        {head + "[a 1]\n(slow|)\n", "my.lens:4:8: the cue may match nothing"},
        {head + "[a 1]\n<slow\n", "my.lens:4:6: a list is written"},
        {head + "[a 1]\n<slow>\n", "my.lens:4:1: no list <slow> for language en"},
        {head + "[lang nl]\n[a 1]\n<good>\n", "my.lens:5:1: no list <good> for language nl"},
        {head + "[a 1]\n!!\n", "my.lens:4:3: '!!' is no word"},
        {head + "[a 1]\na b c d e f g h i j k l m\n", "my.lens:4:26: more than 12 words"},
        {head + "[a 1]\n((((((a))))))\n", "my.lens:4:6: too many brackets"},
        {head + "[list x]\ntwo-words\n", "my.lens:4:1: 'two-words' is not one word"},
        {head + "[features]\nrating-odd 1\n", "my.lens:4:1: 'rating-odd' needs a value"},
        {head + "[features]\nkind letter 1\n", "my.lens:4:1: no kind of conversation"},
        {head + "[features]\nshorter-than x 1\n", "my.lens:4:1: 'x' is no number of words"},
        {head + "[a 1]\n\xff\n", "my.lens:4:1: the line is not valid UTF-8"},
    };
    for (const auto& [text, message] : rows) {
        INFO(text);
        CHECK(message_for(text).substr(0, message.size()) == message);
    }
}

TEST_CASE("a cue with too many ways to say it is refused, not expanded") {
    const std::string ten = "(a|b|c|d|e|f|g|h|i|j) ";
    std::string cue;
    for (int i = 0; i < 6; ++i) cue += ten;
    CHECK(message_for("lens mine\ndefinition Mine.\n[a 1]\n" + cue).find("20000") !=
          std::string::npos);
}

TEST_CASE("a file's lens replaces the one of its name in its place") {
    std::vector<LensFile> files(Lenses::built_in_files().begin(), Lenses::built_in_files().end());
    files.push_back({"mine", "lens objection\ndefinition Mine.\n[a 9]\nteapot\n"});
    files.push_back({"more", "lens extra\ndefinition More.\n[a 9]\nteapot\n"});
    const auto lenses = Lenses::parse(files);
    REQUIRE(lenses);
    REQUIRE(lenses->list().size() == 10);
    CHECK(lenses->list()[1].definition == "Mine.");
    CHECK(lenses->list()[9].name == "extra");
    CHECK(score_of(*lenses, "objection", "a teapot").probability > 0.9);
    CHECK(score_of(*lenses, "pain", "It crashes.").probability > 0.5);
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
