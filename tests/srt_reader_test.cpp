#include <catch2/catch.hpp>

#include "tests/heard.h"

using namespace verbatim;
using namespace verbatim::test;

TEST_CASE("SubRip fixtures come to what they came to before") {
    for (const std::string name : {"colours.srt", "names.srt"}) {
        INFO(name);
        const std::string path = "transcripts/" + name;
        const std::string now = print(hear(kSrtReader, file_text(fixture_path(path))));
        CHECK(now == golden(path, now));
    }
}

TEST_CASE("one colour in all cues is nobody's") {
    const Heard heard = hear(kSrtReader,
                             "1\n00:00:01,000 --> 00:00:02,000\n{\\c&HFFF000&}one\n\n"
                             "2\n00:00:02,000 --> 00:00:03,000\n{\\an8}{\\c&HFFF000&}word\n");
    REQUIRE(heard.conversations.size() == 1);
    CHECK(heard.conversations[0].speakers.size() == 1);
    CHECK(heard.conversations[0].speakers[0].id.empty());
    CHECK(heard.conversations[0].speakers[0].role == Role::unknown);
    CHECK(heard.conversations[0].speakers[0].role_reason == "the source names no speakers");
    CHECK(heard.conversations[0].utterances.at(0).text == "one word");
}

TEST_CASE("markup of other kinds is text") {
    const Heard heard = hear(
        kSrtReader,
        "1\n00:00:01,000 --> 00:00:02,000\n<font color=\"#ff0000\">a</font> {b} <c@d.org> 1 < 2\n");
    CHECK(heard.conversations.at(0).utterances.at(0).text == "a {b} <c@d.org> 1 < 2");
}

TEST_CASE("an empty file of subtitles is an empty record") {
    CHECK(hear(kSrtReader, "").empties == 1);
    CHECK(hear(kSrtReader, "\n \n").empties == 1);
}
