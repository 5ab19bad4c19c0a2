#include "tests/lens_fixture.h"

using namespace verbatim;

namespace {

std::string message_for(std::string_view text) {
    const auto lenses = Lenses::parse_own({"my.lens", text});
    return lenses ? "" : lenses.error().message;
}

}  // namespace

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
