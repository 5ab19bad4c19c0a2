#include <catch2/catch.hpp>

#include "tests/heard.h"

using namespace verbatim;
using namespace verbatim::test;

namespace {

std::string cues(const std::string& text) {
    return "WEBVTT\n\n" + text;
}

std::string cue(int second, const std::string& text) {
    const std::string time =
        "00:" + std::to_string(10 + second / 60) + ":" + std::to_string(10 + second % 50);
    return time + ".000 --> " + time + ".900\n" + text + "\n\n";
}

std::vector<std::string> said(const Heard& heard) {
    std::vector<std::string> all;
    for (const Conversation& conversation : heard.conversations)
        for (const Utterance& utterance : conversation.utterances)
            all.push_back(conversation.speakers[utterance.speaker].name + "> " + utterance.text);
    return all;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("WebVTT fixtures come to what they came to before") {
    for (const std::string name : {"zoom.vtt", "teams.vtt", "teams_ids.vtt", "marks.vtt",
                                   "rolling.vtt", "teams_commas.vtt", "zoom_second.vtt"}) {
        INFO(name);
        const std::string path = "transcripts/" + name;
        const std::string now = print(hear(kVttReader, file_text(fixture_path(path))));
        CHECK(now == golden(path, now));
    }
}

TEST_CASE("a transcript without cues is one empty record") {
    for (const std::string text :
         {"WEBVTT", "WEBVTT\n\n", "\xEF\xBB\xBFWEBVTT\r\n", "WEBVTT\n\nNOTE only this\n"}) {
        const Heard heard = hear(kVttReader, text);
        CHECK(heard.empties == 1);
        CHECK(heard.conversations.empty());
        CHECK(heard.warnings.empty());
    }
}

TEST_CASE("a transcript whose cues are all damaged is rejected") {
    const Heard heard = hear(kVttReader, cues("00:99.000 --> 00:12.000\nlost\n"));
    REQUIRE(heard.rejects.size() == 1);
    CHECK(heard.rejects[0].reason == "the transcript has no cue that can be used");
    CHECK(heard.warnings.size() == 1);
}

TEST_CASE("a damaged cue is reported with its line and the others are kept") {
    const Heard heard = hear(
        kVttReader, cues("00:01.000 --> 00:00.500\na\n\nno time here\n\n0x:01 --> 00:02.000\nb\n\n"
                         "00:03.000 --> 00:04.000\nc\n"));
    REQUIRE(heard.warnings.size() == 3);
    CHECK(print(heard.warnings[0].locator) + heard.warnings[0].reason ==
          "line 3the cue ends before it starts");
    CHECK(print(heard.warnings[1].locator) + heard.warnings[1].reason ==
          "line 6text without a time");
    CHECK(print(heard.warnings[2].locator) + heard.warnings[2].reason ==
          "line 8the times of the cue cannot be read");
    CHECK(heard.rejects.empty());
    CHECK(said(heard) == Lines{"> c"});
}

TEST_CASE("a blank line may be missing between cues") {
    const Heard heard = hear(
        kVttReader, "WEBVTT\n1\n00:01.000 --> 00:02.000\none\n2\n00:03.000 --> 00:04.000\ntwo\n");
    CHECK(said(heard) == Lines{"> one two"});
    CHECK(heard.warnings.empty());
}

TEST_CASE("times are read in every way they are written") {
    const auto start = [](const std::string& time) {
        const Heard heard = hear(kVttReader, cues(time + " --> 99:59:59.999\na\n"));
        return heard.conversations.empty()
                   ? -1
                   : heard.conversations[0].utterances[0].cues[0].time.start_ms;
    };
    CHECK(start("00:00:01.500") == 1500);
    CHECK(start("01.500") == -1);
    CHECK(start("00:01.5") == 1500);
    CHECK(start("00:01,250") == 1250);
    CHECK(start("1:02:03.004") == 3723004);
    CHECK(start("0:0:3.49") == 3049);
    CHECK(start("0:0:3.490") == 3490);
    CHECK(start("00:00:03") == 3000);
    CHECK(start("00:60:00.000") == -1);
    CHECK(start("1:00:00:00.000") == -1);
    CHECK(start("-0:01.000") == -1);
    CHECK(start("00:00:01.1234567") == 1123);
}

TEST_CASE("a name holds for the cues after it") {
    CHECK(said(hear(kVttReader, cues(cue(0, "Ana: one") + cue(1, "two") + cue(2, "Rob: three") +
                                     cue(3, "Ana: four")))) ==
          Lines{"Ana> one two", "Rob> three", "Ana> four"});
}

TEST_CASE("what stands before a colon is not always a name") {
    const std::string talk = cue(0, "so it begins") + cue(1, "and goes on") +
                             cue(2, "for a while") + cue(3, "to the end");
    CHECK(said(hear(kVttReader, cues(talk + cue(4, "Note: water twice") + cue(5, "and rest"))))
              .size() == 1);
    CHECK(said(hear(kVttReader,
                    cues(talk + cue(4, "I mean this: water") + cue(5, "see https://example.org"))))
              .size() == 1);
    CHECK(said(hear(kVttReader, cues(cue(0, "Ana: hi") + cue(1, "well: no") + cue(2, "Rob: yes") +
                                     cue(3, "so: what")))) ==
          Lines{"> Ana: hi well: no Rob: yes so: what"});
    CHECK(said(hear(kVttReader, cues(cue(0, "This is a long sentence: yes") +
                                     cue(1, "Another of those long ones: no"))))
              .size() == 1);
}

TEST_CASE("lower-case roles, numbers and other scripts are names") {
    CHECK(
        said(hear(kVttReader, cues(cue(0, "interviewer: why?") + cue(1, "Участник 2: потому") +
                                   cue(2, "+1 555 0100 200: hello") + cue(3, "访谈者：为什么")))) ==
        Lines{"interviewer> why?", "Участник 2> потому", "+1 555 0100 200> hello",
              "访谈者> 为什么"});
}

TEST_CASE("a name is one with what people set behind it, and with its particles") {
    CHECK(said(hear(kVttReader, cues(cue(0, "Dana Fox (she/her): why?") + cue(1, "Bob: it broke") +
                                     cue(2, "Dana Fox (she/her): and then?") +
                                     cue(3, "Ana Lima | Acme: we left") + cue(4, "Bob: twice") +
                                     cue(5, "Maria de la Cruz Lopez: we all did")))) ==
          Lines{"Dana Fox (she/her)> why?", "Bob> it broke", "Dana Fox (she/her)> and then?",
                "Ana Lima | Acme> we left", "Bob> twice", "Maria de la Cruz Lopez> we all did"});
}

TEST_CASE("what recurs before nearly every cue is who speaks, whatever it looks like") {
    CHECK(
        said(hear(kVttReader, cues(cue(0, "Dana: why?") + cue(1, "bob: it was") +
                                   cue(2, "bob: broken") + cue(3, "ana@example.org: so: it was") +
                                   cue(4, "ana@example.org: slow") + cue(5, "Dana: oh")))) ==
        Lines{"Dana> why?", "bob> it was broken", "ana@example.org> so: it was slow", "Dana> oh"});
}

TEST_CASE("a full name in brackets that is said once begins a turn where all have names") {
    CHECK(said(hear(kVttReader, cues(cue(0, "(Dana Fox)\nWhy?") + cue(1, "(Bob Smith)\nIt broke.") +
                                     cue(2, "(Dana Fox)\nOh.")))) ==
          Lines{"Dana Fox> Why?", "Bob Smith> It broke.", "Dana Fox> Oh."});
}

TEST_CASE("cues of a script without spaces are joined by nothing") {
    CHECK(said(hear(kVttReader, cues(cue(0, "今日は水を") + cue(1, "やりました。") +
                                     cue(2, "はい")))) == Lines{"> 今日は水をやりました。はい"});
    CHECK(said(hear(kVttReader, cues(cue(0, "물을 줬어요") + cue(1, "오늘도")))) ==
          Lines{"> 물을 줬어요 오늘도"});
    CHECK(said(hear(kVttReader, cues(cue(0, "ends in space ") + cue(1, "here") +
                                     cue(2, " there")))) == Lines{"> ends in space here there"});
}

TEST_CASE("a pause of more than a minute begins an utterance") {
    const std::string first = "00:00:01.000 --> 00:00:02.000\na\n\n";
    CHECK(said(hear(kVttReader, cues(first + "00:01:02.000 --> 00:01:03.000\nb\n"))).size() == 1);
    CHECK(said(hear(kVttReader, cues(first + "00:01:02.001 --> 00:01:03.000\nb\n"))).size() == 2);
}

TEST_CASE("a long utterance ends with a sentence, or at half as much again") {
    std::string sentences, words;
    for (int i = 0; i < 2000; ++i) {
        sentences += cue(0, i % 2 == 0 ? "a piece of what was" : "said by somebody.");
        words += cue(0, "a piece without an end");
    }
    const auto whole = hear(kVttReader, cues(sentences)).conversations.at(0).utterances;
    CHECK(whole.size() == 2);
    for (const Utterance& utterance : whole) {
        CHECK(utterance.text.size() <= 20'040);
        CHECK(utterance.text.ends_with("somebody."));
        CHECK(utterance.locator.line == utterance.cues[0].line);
    }
    const auto cut = hear(kVttReader, cues(words)).conversations.at(0).utterances;
    CHECK(cut.size() == 2);
    CHECK(cut[0].text.size() >= 30'000);
    CHECK(cut[0].text.size() <= 30'030);
}

TEST_CASE("a cue map tells where in the text each cue begins") {
    const Heard heard = hear(kVttReader, file_text(fixture_path("transcripts/zoom.vtt")));
    for (const Utterance& utterance : heard.conversations.at(0).utterances)
        for (const Cue& cue : utterance.cues) {
            CHECK(cue.begin < utterance.text.size());
            CHECK((cue.begin == 0 || utterance.text[cue.begin - 1] == ' '));
        }
}

TEST_CASE("a cue with a line that is too long is left out") {
    const Heard heard = hear(kVttReader, "WEBVTT\n\n00:01.000 --> 00:02.000\n" +
                                             std::string(kMaxRecordBytes + 1, 'a') +
                                             "\n\n00:02.000 --> 00:03.000\nIt works.\n");
    REQUIRE(heard.warnings.size() == 1);
    CHECK(print(heard.warnings[0].locator) == "line 4");
    REQUIRE(heard.conversations.size() == 1);
    REQUIRE(heard.conversations[0].utterances.size() == 1);
    CHECK(heard.conversations[0].utterances[0].text == "It works.");
}

TEST_CASE("a transcript larger than a record may be is rejected") {
    std::string text = "WEBVTT\n\n";
    while (text.size() <= kMaxRecordBytes)
        text += "00:00:01.000 --> 00:00:02.000\n" + std::string(10'000, 'a') + "\n\n";
    const Heard heard = hear(kVttReader, text);
    REQUIRE(heard.rejects.size() == 1);
    CHECK(heard.rejects[0].reason == "the transcript is larger than 16 MiB");
    CHECK(heard.conversations.empty());
}

TEST_CASE("kind, fields and the date in a file's name are taken over") {
    ReadOptions options;
    options.fields["team"] = "north";
    const std::string text = cues(cue(0, "Ana: hi") + cue(1, "Rob: yes"));
    const auto plain = hear(kVttReader, text, options, "calls/GMT20260512-140211_Recording.vtt")
                           .conversations.at(0);
    CHECK(plain.kind == Kind::call);
    CHECK(plain.date == "2026-05-12");
    CHECK(plain.fields == options.fields);
    options.kind = Kind::interview;
    CHECK(hear(kVttReader, text, options).conversations.at(0).kind == Kind::interview);
    CHECK(hear(kVttReader, cues(cue(0, "Interviewer: hi") + cue(1, "Rob: yes")))
              .conversations.at(0)
              .kind == Kind::interview);
}

TEST_CASE("voices without a name are numbered as they speak, beside those that are named") {
    const std::string cue = "\n\n00:00.000 --> 00:01.000\n<v ";
    const std::string guid = "-2222-4333-8444-555555555555@tenant>";
    const auto speakers =
        hear(kVttReader, "WEBVTT" + cue + "aaaaaaaa" + guid + "one" + cue + "Speaker 1>two" + cue +
                             "bbbbbbbb" + guid + "three" + cue + "aaaaaaaa" + guid + "four\n")
            .conversations.at(0)
            .speakers;
    REQUIRE(speakers.size() == 3);
    CHECK(speakers[0].name == "Speaker 2");
    CHECK(speakers[0].id == "aaaaaaaa-2222-4333-8444-555555555555@tenant");
    CHECK(speakers[1].name == "Speaker 1");
    CHECK(speakers[1].id.empty());
    CHECK(speakers[2].name == "Speaker 3");
}
