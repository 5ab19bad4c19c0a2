#include "indexer/readers/reader.h"

#include <catch2/catch.hpp>

#include "tests/heard.h"

using namespace verbatim;
using namespace verbatim::test;

namespace {

std::string chosen(std::string_view text, std::string_view path = "test") {
    const Reader* reader = choose_reader({path, text, true});
    return reader ? std::string(reader->name) : "none";
}

}  // namespace

TEST_CASE("each fixture is taken by its reader, whatever the file is called") {
    const std::pair<const char*, std::vector<std::string>> kExpected[] = {
        {"webvtt",
         {"zoom.vtt", "teams.vtt", "teams_ids.vtt", "marks.vtt", "rolling.vtt", "teams_commas.vtt",
          "zoom_second.vtt"}},
        {"srt", {"colours.srt", "names.srt"}},
        {"transcript",
         {"interview.txt", "otter.txt", "meeting.txt", "document.txt", "stamped.txt",
          "captions.txt", "chat.txt", "chat_old.txt", "podcast.md", "meet.md", "meet_attendees.txt",
          "zoom_chat.txt", "otter_header.txt", "teams_names.txt", "form.txt"}},
        {"speech",
         {"rev_ai.json", "rev_editor.json", "gong/transcripts.json", "gong/calls.json",
          "fireflies.json", "fireflies.jsonl", "grain.json", "grain_people.json", "whisper.json",
          "whisperx.json", "assemblyai.json", "assemblyai_words.json", "amberscript.json",
          "deepgram.json", "aws.json"}},
        {"cues", {"whisper.tsv", "captions.csv"}},
        {"ass", {"speakers.ass", "names.ass"}},
        {"chat",
         {"../chats/intercom.json", "../chats/crisp.json", "../chats/livechat.json",
          "../chats/zendesk_chat.json", "../chats/helpscout.json", "../chats/generic.json",
          "../chats/generic.jsonl", "../chats/two_sides.json", "../chats/zendesk_support.json",
          "../chats/zendesk_support.jsonl", "../chats/drift.json", "../chats/drift.jsonl",
          "../chats/intercom_list.json", "../chats/crisp_automated.json",
          "../chats/helpscout_threads.json", "../chats/livechat_threads.json",
          "../chats/zendesk_chat_list.json", "../chats/zendesk_no_comments.json"}}};
    for (const auto& [reader, names] : kExpected)
        for (const std::string& name : names) {
            INFO(name);
            CHECK(chosen(file_text(fixture_path("transcripts/" + name))) == reader);
        }
}

TEST_CASE("a sample that is cut off is recognised all the same") {
    for (const std::string name :
         {"transcripts/zoom.vtt", "transcripts/meeting.txt", "transcripts/podcast.md",
          "chats/intercom.json", "chats/livechat.json"}) {
        INFO(name);
        const std::string text = file_text(fixture_path(name));
        const Reader* whole = choose_reader({"test", text, true});
        const Reader* cut =
            choose_reader({"test", std::string_view(text).substr(0, text.size() - 20), false});
        CHECK(whole == cut);
    }
}

TEST_CASE("a messenger's export, mail, subtitles with styles and notes are no transcripts") {
    const char* const kOthers[] = {
        "[2026-04-16 02:09] Ana: hello\n[2026-04-16 02:10] Rob: hi\n[2026-04-16 02:11] Ana: "
        "ok\n[2026-04-17 02:09] Rob: b\n",
        "15.04.2026, 15:04 - Ana: hello\n15.04.2026, 15:05 - Rob: hi\n15.04.2026, 15:06 - Ana: "
        "so\nRob: quoted\nRob: twice\n",
        "\xE2\x80\x8E[30/12/26, 22:01:10] Ana: a\n[30/12/26, 22:01:11] Rob: b\n",
        "From ana@example.org Mon Apr 4 10:00:00 2026\nFrom: Ana <ana@example.org>\nSubject: "
        "Hi\nDate: x\n\nHello\n\n"
        "From rob@example.org Mon Apr 4 10:00:00 2026\nFrom: Rob <rob@example.org>\nSubject: "
        "Re\nDate: x\n\nHello\n",
        "[Script Info]\nTitle: T\n\n[Events]\nDialogue: "
        "0,0:00:01.00,0:00:02.00,A,,0,0,0,,Hi\nDialogue: 0,0:00:01.00,,\n",
        "Note: a\nTip: b\nNote: c\nWarning: d\n"
        "and so on\nand on\nand on\nand on\nand on\nand on\nand on\nand on\nand on\n",
        "Just a letter.\nWith some lines: not many.\nAnd an end.\n",
        "<html><body>Ana: a\nRob: b\nAna: c\nRob: d\n</body></html>",
        "",
        "\n",
    };
    for (const char* text : kOthers) {
        INFO(text);
        CHECK(kTranscriptReader.probe({"test", text, true}) == 0);
        CHECK(kVttReader.probe({"test", text, true}) == 0);
        CHECK(kSrtReader.probe({"test", text, true}) == 0);
    }
}

TEST_CASE("tables and reviews are not taken for transcripts or chats") {
    CHECK(chosen(
              "name,text,rating\nAna,\"It broke: twice\",1\nRob,\"Fine: mostly\",5\nMara,ok,3\n") ==
          "csv");
    CHECK(chosen("rating\ttext\n1\tAna: it broke\n5\tRob: it is fine\n4\tAna: it broke\n") ==
          "csv");
    CHECK(kChatJsonReader.probe(
              {"", R"([{"author": "Ana", "text": "It broke.", "rating": 1}])", true}) == 0);
    CHECK(
        kChatJsonReader.probe(
            {"", R"({"reviews": [{"user": "Ana", "content": "It broke.", "date": "2026-01-01"}]})",
             true}) == 0);
    CHECK(kChatJsonReader.probe(
              {"", R"([{"author": "customer", "text": "It broke.", "stars": 1}])", true}) == 0);
    CHECK(kChatJsonReader.probe({"", R"({"messages": []})", true}) == 0);
    CHECK(kChatJsonReader.probe({"", R"([1, 2)", true}) == 0);
}

TEST_CASE("a transcript begins with WEBVTT as a word") {
    CHECK(kVttReader.probe({"a.vtt", "WEBVTT", true}) == 100);
    CHECK(kVttReader.probe({"a.vtt", "WEBVTT - a title\n", true}) == 100);
    CHECK(kVttReader.probe({"a.vtt", "WEBVTTX\n", true}) == 0);
    CHECK(kSrtReader.probe({"a.srt", "00:00:01,000 --> 00:00:02,000\nno number\n", true}) > 0);
}
