#include <catch2/catch.hpp>

#include "tests/heard.h"

using namespace verbatim;
using namespace verbatim::test;

TEST_CASE("tables of captions and ASS subtitles come to what they came to before") {
    const std::pair<const char*, const Reader*> kCases[] = {
        {"whisper.tsv", &kCaptionTableReader},
        {"captions.csv", &kCaptionTableReader},
        {"speakers.ass", &kAssReader},
        {"names.ass", &kAssReader},
    };
    for (const auto& [name, reader] : kCases) {
        INFO(name);
        const std::string path = std::string("transcripts/") + name;
        const std::string now = print(hear(*reader, file_text(fixture_path(path))));
        CHECK(now == golden(path, now));
    }
}

TEST_CASE("a table of captions says when and what was said, and to the end or by whom") {
    const auto score = [](std::string_view text) {
        return kCaptionTableReader.probe({"test", text, true});
    };
    CHECK(score("start\tend\ttext\n0\t900\tHi\n") > 0);
    CHECK(score("\xEF\xBB\xBFSpeaker;Start;Text\nAna;0:01;Hi\n") > 0);
    CHECK(score("start,text\n0,Hi\n") == 0);
    CHECK(score("Start time,End time,Text\n2026-01-01 10:00,2026-01-01 10:05,Hi\n") == 0);
    CHECK(score("start,end,text") == 0);
    CHECK(score("") == 0);
}

TEST_CASE("ASS is told by its first line") {
    CHECK(kAssReader.probe({"a", "\xEF\xBB\xBF[Script Info]\nTitle: a\n", true}) == 100);
    CHECK(kAssReader.probe({"a", "Title: a\n[Script Info]\n", true}) == 0);
    CHECK(hear(kAssReader, "[Script Info]\n\n[Events]\nFormat: Start, End, Text\n").empties == 1);
    CHECK(hear(kAssReader, "[Script Info]\n\n[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,a\n")
              .rejects.at(0)
              .reason == "the transcript has no cue that can be used");
}
