#include <catch2/catch.hpp>

#include "indexer/damage.h"
#include "indexer/read_source.h"
#include "tests/heard.h"

using namespace verbatim;

namespace {

test::Heard hear_source(std::string path, std::string bytes) {
    test::Heard heard;
    Input input = Input::from_bytes(std::move(path), std::move(bytes));
    read_source(input, {}, heard);
    return heard;
}

// What stands between the heading lines of print(): the utterances alone.
std::string said(const test::Heard& heard) {
    std::string out;
    for (const Conversation& conversation : heard.conversations)
        for (const Utterance& utterance : conversation.utterances) {
            out += "line " + std::to_string(utterance.locator.line.value_or(0)) + ": ";
            out += utterance.text + "\n";
        }
    return out;
}

std::string warned(const test::Heard& heard) {
    std::string out;
    for (const Reject& warning : heard.warnings)
        out += test::print(warning.locator) + ": " + warning.reason + "\n";
    for (const Reject& reject : heard.rejects)
        out += "rejected " + test::print(reject.locator) + ": " + reject.reason + "\n";
    return out;
}

}  // namespace

TEST_CASE("damage: an utterance with ill-formed bytes is reported and not kept") {
    const auto heard = hear_source("mix.txt",
                                   "Ann: hello \u2713 there?\nBob: caf\xe9 is bad \u2013 "
                                   "tr\u00e8s \u2713.\nAnn: ok?\nBob: yes.\n");
    CHECK(said(heard) == "line 1: hello \u2713 there?\nline 3: ok?\nline 4: yes.\n");
    CHECK(warned(heard) == "line 2: ill-formed UTF-8, left out\n");
}

TEST_CASE("damage: only the sentence is left out, and nothing is joined over the gap") {
    const auto heard = hear_source("mix.txt",
                                   "Ann: Did it work?\nBob: It d\u00efd at first.\nThen the "
                                   "caf\xe9 closed.\nNow it is fine.\nAnn: Ok?\nBob: Yes.\n");
    CHECK(said(heard) ==
          "line 1: Did it work?\nline 2: It d\u00efd at first.\nline 4: Now it is fine.\n"
          "line 5: Ok?\nline 6: Yes.\n");
    CHECK(warned(heard) == "line 3: ill-formed UTF-8, left out\n");
}

TEST_CASE("damage: of captions the times of the sound parts stay") {
    const auto heard =
        hear_source("mix.vtt",
                    "WEBVTT\n\n00:01.000 --> 00:02.000\nIt w\u00f6rked at first.\n\n00:02.000 --> "
                    "00:03.000\nThe caf\xe9 closed.\n\n00:03.000 --> 00:04.000\nNow it is fine.\n");
    CHECK(said(heard) == "line 4: It w\u00f6rked at first.\nline 10: Now it is fine.\n");
    CHECK(warned(heard) == "line 7: ill-formed UTF-8, left out\n");
    REQUIRE(heard.conversations.size() == 1);
    const Utterance& last = heard.conversations[0].utterances[1];
    CHECK(last.locator.time == TimeRange{3000, 4000});
    CHECK(last.cues == std::vector<Cue>{{0, 10, {3000, 4000}}});
}

TEST_CASE("damage: in a long sentence only the cue is left out") {
    std::string vtt = "WEBVTT\n\n";
    for (int i = 10; i < 60; ++i)
        vtt += "00:" + std::to_string(i) + ".000 --> 00:" + std::to_string(i) + ".900\n" +
               (i == 30 ? "the caf\xe9 number thirty" : "and it g\u00f6es on and on for ever") +
               "\n\n";
    const auto heard = hear_source("long.vtt", vtt);
    REQUIRE(heard.conversations.size() == 1);
    REQUIRE(heard.conversations[0].utterances.size() == 2);
    CHECK(heard.conversations[0].utterances[0].cues.size() == 20);
    CHECK(heard.conversations[0].utterances[1].cues.size() == 29);
    CHECK(said(heard).find("thirty") == std::string::npos);
    CHECK(warned(heard) == "line 64: ill-formed UTF-8, left out\n");
}

TEST_CASE("damage: SubRip, JSON Lines and chats") {
    const auto srt =
        hear_source("mix.srt",
                    "1\n00:00:01,000 --> 00:00:02,000\nIt w\u00f6rked.\n\n2\n00:00:02,000 --> "
                    "00:00:03,000\nThe caf\xe9 closed.\n");
    CHECK(said(srt) == "line 3: It w\u00f6rked.\n");
    CHECK(warned(srt) == "line 7: ill-formed UTF-8, left out\n");

    const auto lines = hear_source("mix.jsonl",
                                   "{\"review\": \"It w\u00f6rked well for me.\"}\n"
                                   "{\"review\": \"The caf\xe9 closed early.\"}\n");
    CHECK(said(lines) == "line 1: It w\u00f6rked well for me.\n");
    CHECK(warned(lines) == "rejected line 2: ill-formed UTF-8\n");

    const auto chat =
        hear_source("mix.json",
                    "[{\"id\": \"1\", \"messages\": [{\"role\": \"user\", \"text\": \"It "
                    "w\u00f6rked.\"}, {\"role\": \"agent\", \"text\": \"Caf\xe9?\"}]}]");
    CHECK(said(chat) == "line 0: It w\u00f6rked.\n");
    CHECK(warned(chat) == "/0/messages/1/text: ill-formed UTF-8, left out\n");
}

TEST_CASE("damage: a record of which nothing is left is rejected") {
    const auto heard =
        hear_source("mix.vtt", "WEBVTT - \u00fc\n\n00:01.000 --> 00:02.000\nThe caf\xe9 closed.\n");
    CHECK(heard.conversations.empty());
    CHECK(warned(heard) ==
          "line 4: ill-formed UTF-8, left out\n"
          "rejected line 1: ill-formed UTF-8\n");
}

TEST_CASE("damage: a replacement character that the source itself holds is its own word") {
    const auto heard = hear_source("mix.txt",
                                   "Ann: ok?\nBob: It is \uFFFD odd.\nAnn: ok?\n"
                                   "Bob: Yes.\n");
    CHECK(said(heard).find("It is \uFFFD odd.") != std::string::npos);
    CHECK(heard.warnings.empty());
}
