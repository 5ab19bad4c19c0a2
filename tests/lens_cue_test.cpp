#include <set>

#include "tests/lens_fixture.h"

using namespace verbatim;

namespace {

bool matches(const std::string& cue, std::string_view text) {
    return !score_of(with_cues(cue), "mine", text).evidence.empty();
}

}  // namespace

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
        {"go down (again)?", "go again", false},
        {"go down (again)?", "go down", true},
        {"go down (again)?", "go down again", true},
        {"ran ..3 (out|over) *", "ran right over me", true},
        {"ran ..3 (out|over) *", "ran right over", false},
        {"all (day long|day)", "all day", true},
        {"all (day long|day)", "all long", false},
        {"so (late|a|b|c|d|e|f|g|h|early)", "so late", true},
        {"so (late|a|b|c|d|e|f|g|h|early)", "so early", true},
        {"so (late|a|b|c|d|e|f|g|h|early)", "so h", true},
        {"so (late|a|b|c|d|e|f|g|h|early)", "so i", false},
        {"reservé", "RESERVE", true},
        {"😡", "no 😡", true},
    };
    for (const Row& row : rows) {
        INFO(row.cue << " | " << row.text);
        CHECK(matches(row.cue, row.text) == row.match);
    }
}

TEST_CASE("cues that begin alike end where each ends") {
    const Lenses lenses = parsed(
        "lens mine\ndefinition Mine.\n[a 1]\nno hot water|tea\n[b 2]\nno hot water at all\n"
        "[c 3]\nno hot\n[d -1]\nhot tea|milk\n");
    const auto strongest = [&](std::string_view text) {
        const auto evidence = score_of(lenses, "mine", text).evidence;
        return evidence.empty() ? std::pair(Span{}, 0.0)
                                : std::pair(evidence[0].span, evidence[0].weight);
    };
    CHECK(strongest("no hot tea") == std::pair(Span{0, 10}, 1.0));
    CHECK(strongest("no hot water here") == std::pair(Span{0, 12}, 1.0));
    CHECK(strongest("no hot water at all") == std::pair(Span{0, 19}, 2.0));
    CHECK(strongest("no hot meal") == std::pair(Span{0, 6}, 3.0));
    CHECK(strongest("a hot milk") == std::pair(Span{2, 10}, -1.0));
    CHECK(strongest("a hot meal") == std::pair(Span{}, 0.0));
}

TEST_CASE("cues of one end all count, and one that goes on counts whole") {
    const auto evidence = [](const char* cues, std::string_view text) {
        const auto file = std::string("lens mine\ndefinition Mine.\n") + cues;
        return score_of(parsed(file), "mine", text).evidence;
    };
    const auto same = evidence("[a 1]\nno hot water\n[b 2]\nno hot water\n", "no hot water");
    REQUIRE(same.size() == 1);
    CHECK(same[0].weight == Approx(2));
    const auto on = evidence("[a 1]\nrun (out|out of milk?)\n", "run out of milk");
    REQUIRE(on.size() == 1);
    CHECK(on[0].span == Span{0, 15});
}

TEST_CASE("a cue that must end a sentence ends one, however it can be read") {
    const auto evidence =
        score_of(with_cues("ask (for more|* * now) $"), "mine", "ask for more now.").evidence;
    REQUIRE(evidence.size() == 1);
    CHECK(evidence[0].span == Span{0, 16});
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
