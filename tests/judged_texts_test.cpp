#include "indexer/lenses/examples.h"

#include <fstream>

#include "tests/library_fixture.h"

using namespace verbatim;

namespace {

Result<std::vector<JudgedText>> read(const TemporaryDirectory& directory, std::string_view text) {
    const std::string path = directory.path() / "judged.tsv";
    std::ofstream(path) << text;
    return read_judged_texts(path);
}

}  // namespace

TEST_CASE("judged texts are read from tabs and from JSON") {
    const TemporaryDirectory directory;
    const auto texts = require(read(directory,
                                    "# what hurts\n"
                                    "yes\tIt broke.\n"
                                    "\n"
                                    "no\tIt works.\r\n"
                                    R"({"text": "Too slow.", "label": 1, "lens": "pain"})"
                                    "\n"
                                    R"({"text": "Fast.", "label": false})"
                                    "\n"));
    REQUIRE(texts.size() == 4);
    CHECK((texts[0].yes && texts[0].text == "It broke."));
    CHECK((!texts[1].yes && texts[1].text == "It works."));
    CHECK((texts[2].yes && texts[2].text == "Too slow." && texts[2].lens == "pain"));
    CHECK((!texts[3].yes && texts[3].lens.empty()));
}

TEST_CASE("a judged text that is none is named by file and line") {
    const TemporaryDirectory directory;
    const std::string path = directory.path() / "judged.tsv";
    const std::vector<std::string> refused = {"It broke.",
                                              "maybe\tIt broke.",
                                              "{\"text\": \"x\"}",
                                              "{\"text\": \"x\", \"label\": 2}",
                                              "{\"label\": 1}",
                                              "{",
                                              "yes\t ",
                                              "yes\t" + std::string(200'000, 'x')};
    for (const std::string& bad : refused) {
        INFO(bad.substr(0, 80));
        const auto texts = read(directory, "yes\tIt broke.\n" + bad + "\n");
        REQUIRE_FALSE(texts);
        CHECK(texts.error().code == ErrorCode::bad_input);
        CHECK(texts.error().message.starts_with(path + ":2: "));
    }
    CHECK_FALSE(read(directory, "# nothing\n"));
    CHECK_FALSE(read_judged_texts(directory.path() / "none"));
}

TEST_CASE("texts that were all judged alike teach nothing") {
    const auto all_yes = check_both_kinds("f.tsv", {{"a", true, ""}, {"b", true, ""}});
    REQUIRE_FALSE(all_yes);
    CHECK(all_yes.error().message == "f.tsv holds only texts that belong to the lens");
    CHECK(all_yes.error().hint.find("begin with no") != std::string::npos);
    CHECK_FALSE(check_both_kinds("f.tsv", {{"a", false, ""}}));
    CHECK(check_both_kinds("f.tsv", {{"a", false, ""}, {"b", true, ""}}));
}
