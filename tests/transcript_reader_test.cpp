#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/heard.h"

using namespace verbatim;
using namespace verbatim::test;

namespace {

const std::vector<std::string> kFixtures = {
    "interview.txt",      "otter.txt",     "meeting.txt",      "document.txt",    "stamped.txt",
    "captions.txt",       "chat.txt",      "chat_old.txt",     "podcast.md",      "meet.md",
    "meet_attendees.txt", "zoom_chat.txt", "otter_header.txt", "teams_names.txt", "form.txt"};

Heard hear_text(const std::string& text) {
    return hear(kTranscriptReader, text);
}

std::vector<std::string> said(const std::string& text) {
    std::vector<std::string> all;
    const Heard heard = hear_text(text);
    for (const Conversation& conversation : heard.conversations)
        for (const Utterance& utterance : conversation.utterances)
            all.push_back(conversation.speakers[utterance.speaker].name + "> " + utterance.text);
    return all;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("transcript fixtures come to what they came to before") {
    for (const std::string& name : kFixtures) {
        INFO(name);
        const std::string path = "transcripts/" + name;
        const std::string now = print(hear_text(file_text(fixture_path(path))));
        CHECK(now == golden(path, now));
    }
}

TEST_CASE("every turn stands in the source byte for byte, where its line says") {
    for (const std::string& name : kFixtures) {
        INFO(name);
        const std::string text = file_text(fixture_path("transcripts/" + name));
        const Heard heard = hear_text(text);
        for (const Utterance& utterance : heard.conversations.at(0).utterances) {
            const auto place = text.find(utterance.text);
            REQUIRE(place != std::string::npos);
            const auto line =
                1 +
                std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(place), '\n');
            CHECK(utterance.locator.line == static_cast<std::uint64_t>(line));
        }
    }
}

TEST_CASE("line ends inside a turn stay as they are") {
    CHECK(said("Q: one\r\n\r\ntwo\r\nA: three\r\n") == Lines{"Q> one\r\n\r\ntwo", "A> three"});
    CHECK(said("Q: one\rtwo\rA: three") == Lines{"Q> one\rtwo", "A> three"});
}

TEST_CASE("a head counts if it occurs twice or is a role") {
    CHECK(said("Ana: a\nfirst\nRob: b\nsecond\nNote: c\nthird\nAna: d\nRob: e\n") ==
          Lines{"Ana> a\nfirst", "Rob> b\nsecond\nNote: c\nthird", "Ana> d", "Rob> e"});
    CHECK(said("Interviewer: a\nlong\nanswer\nfollows\nhere\nP1: b\n") ==
          Lines{"Interviewer> a\nlong\nanswer\nfollows\nhere", "P1> b"});
    CHECK(said("Ana: hi\nRob: hello\n") == Lines{"Ana> hi", "Rob> hello"});
}

TEST_CASE("a head is a name with what people set behind it, or what recurs on nearly every line") {
    CHECK(
        said("Dana (she/her): a\nmore\nBob | Acme: b\nmore\nDana (she/her): c\nBob | Acme: d\n") ==
        Lines{"Dana (she/her)> a\nmore", "Bob | Acme> b\nmore", "Dana (she/her)> c",
              "Bob | Acme> d"});
    CHECK(said("Dana: a\nbob: b\nEva: c\nbob: d\nDana: e\nEva: f\n") ==
          Lines{"Dana> a", "bob> b", "Eva> c", "bob> d", "Dana> e", "Eva> f"});
}

TEST_CASE("a short talk is one where every line is a turn, or a program says so") {
    const auto probed = [](std::string_view text) {
        return kTranscriptReader.probe({"call.txt", text, true});
    };
    CHECK(probed("Ana: What kept you?\nRob: A trick.\nAna: Which one?\n") >= 50);
    CHECK(probed("Ana: What kept you?\nSome text\nRob: A trick.\nand more\nAna: Which?\n") == 0);
    CHECK(probed("Title: Call\nPlace: Oslo\nPrice: 5\n") == 0);
    CHECK(probed("**Ana Lima:** What kept you?\n**Rob Vance:** A trick.\n"
                 "### Transcription ended after 00:30:30\n") >= 50);
    CHECK(probed("**Ana Lima:** What kept you?\n**Rob Vance:** A trick.\n### The end\n") == 0);
}

TEST_CASE("what a shared screen plays is nobody's words, though it plays once") {
    const Heard heard =
        hear_text("Ana: a\nRob: b\nRob's Presentation: music\nAna: c\nlong\nRob: d\n");
    REQUIRE(heard.conversations.size() == 1);
    const Conversation& talk = heard.conversations[0];
    REQUIRE(talk.utterances.size() == 5);
    CHECK(talk.utterances[1].text == "b");
    CHECK(talk.utterances[2].text == "music");
    CHECK(talk.speakers[talk.utterances[2].speaker].role == Role::bot);
}

TEST_CASE("turns of which only the times are known are nobody's, but a transcript") {
    const std::string text = "0:15  \nIt broke.\n\n0:25  \nTwice.\n\n1:02:03  \nSo we left.\n";
    CHECK(kTranscriptReader.probe({"call.txt", text, true}) >= 50);
    CHECK(said(text) == Lines{"> It broke.", "> Twice.", "> So we left."});
    const auto utterances = hear_text(text).conversations.at(0).utterances;
    CHECK(utterances.at(1).locator.time == TimeRange{25'000, 3'723'000});
    CHECK(kTranscriptReader.probe(
              {"day.txt", "At 9:00\nwe met\n9:30\nand left\nat noon\n", true}) == 0);
}

TEST_CASE("brackets that never close take one pass") {
    const std::string open(8'000'000, '[');
    CHECK(said("Q: why?\nA: " + open + "\n") == Lines{"Q> why?", "A> " + open});
}

TEST_CASE("a long beginning or a link is no head") {
    const std::string frame = "Ana: a\nx\ny\nRob: b\n";
    CHECK(said(frame + "I told you all this before: no\nI told you all this before: no\n" + frame)
              .size() == 4);
    CHECK(said(frame + "http://example.org\nhttp://example.org\n" + frame).size() == 4);
    CHECK(said(frame + "at 10:30\nat 10:30\nso: it\nso: it\n" + frame).size() == 4);
}

TEST_CASE("a turn may have its head on a line of its own") {
    CHECK(said("Ana Lima  0:01\nfirst\n\nRob  0:05\nsecond\n") ==
          Lines{"Ana Lima> first", "Rob> second"});
    CHECK(
        said(
            "Speaker 1 (00:00): first\nSpeaker 2 (00:04):\nsecond\nSpeaker 1 (1:00:00)\nthird\n") ==
        Lines{"Speaker 1> first", "Speaker 2> second", "Speaker 1> third"});
    CHECK(said("00:00:05 Speaker 1\nfirst\n00:00:09 Speaker 2\nsecond\n") ==
          Lines{"Speaker 1> first", "Speaker 2> second"});
    CHECK(said("**Ana:**\n\nfirst\n\n**Rob (00:12):** second\n\n**[00:15] Ana:** third\n\n**Rob**: "
               "fourth\n") == Lines{"Ana> first", "Rob> second", "Ana> third", "Rob> fourth"});
}

TEST_CASE("a sentence that ends with a time is no head") {
    CHECK(said("Ana Lima 0:01\nWe left at\nabout half past 12:30\nand came back 13:45\nRob Vance "
               "0:09\nI see\n") ==
          Lines{"Ana Lima> We left at\nabout half past 12:30\nand came back 13:45",
                "Rob Vance> I see"});
}

TEST_CASE("a turn lasts until the next one begins") {
    const auto utterances =
        hear_text(
            "[00:00:01] Ana: a\n[00:00:05.500] Rob: b\n[00:00:05.500] Ana: c\n[00:01:00] Rob: d\n")
            .conversations.at(0)
            .utterances;
    CHECK(utterances.at(0).locator.time == TimeRange{1000, 5500});
    CHECK(utterances.at(1).locator.time == TimeRange{5500, 60000});
    CHECK(utterances.at(2).locator.time == TimeRange{5500, 60000});
    CHECK(utterances.at(3).cues.at(0).time == TimeRange{60000, 60000});
}

TEST_CASE("a time in brackets is when what follows was said, and divides") {
    const std::string text =
        "**Ana:** \\[00:01:04.09\\] It broke.\n\n**Rob:** Why?\n\n"
        "**Ana:** [2:00] It [2:05] fell.\n\n\\[03:00\\] Twice.\n\n**Rob:** I see.\n\n"
        "\\[04:00\\] Go on.\n\n**Ana:** \\[05:00\\]\n";
    CHECK(said(text) == Lines{"Ana> It broke.", "Rob> Why?", "Ana> It", "Ana> fell.", "Ana> Twice.",
                              "Rob> I see.", "Rob> Go on."});
    const auto utterances = hear_text(text).conversations.at(0).utterances;
    CHECK(utterances.at(0).locator.time == TimeRange{64090, 120000});
    CHECK_FALSE(utterances.at(1).locator.time);
    CHECK(utterances.at(2).locator.time == TimeRange{120000, 125000});
    CHECK(utterances.at(3).locator.time == TimeRange{125000, 180000});
    CHECK(utterances.at(4).locator.time == TimeRange{180000, 240000});
    CHECK(utterances.at(4).locator.line == 7u);
    CHECK(utterances.at(5).cues.empty());  // when it began is not known
    CHECK(utterances.at(6).locator.time == TimeRange{240000, 240000});
}

TEST_CASE("what a program noted is left out, above the transcript and below it") {
    CHECK(said("📝 Notes\nRob: wants a discount\n📖 Transcript\nIna: Why?\nRob: So.\nIna: Oh?\n"
               "Rob: Yes.\n📝 Notes\nRob: is unhappy\n") ==
          Lines{"Ina> Why?", "Rob> So.", "Ina> Oh?", "Rob> Yes."});
    // A note that somebody dictates is speech.
    CHECK(said("Ina: Take notes\nRob: Yes.\nIna: Notes\nRob: Done.\n").size() == 4);
}

TEST_CASE("the lines of notes are counted without title, date and who was there") {
    const auto note = [](const std::string& text) {
        Heard heard;
        Input input = Input::from_bytes("test", std::string(text));
        const auto report = kTranscriptReader.read(input, {}, heard);
        REQUIRE(report);
        return report->notes.at(0);
    };
    const std::string speech = "Ina: Why?\nRob: So.\nIna: Oh?\nRob: Yes.\n";
    CHECK(note("📝 Notes\nMay 8, 2026\nWeekly call\nInvited Ina Calder Rob Vance\n\nRob wants a "
               "discount.\nIna asks why.\n\n📖 Transcript\n" +
               speech) == "left out: 2 lines of notes that a program wrote");
    CHECK(note("May 8, 2026\nWeekly call - Transcript\nAttendees\nIna, Rob\nTranscript\n" +
               speech) == "2 speakers, 4 turns");
    CHECK(note(speech + "📝 Notes\n\nRob: is unhappy\n") ==
          "left out: 1 line of notes that a program wrote");
}

TEST_CASE("the notes of a meeting alone are no transcript") {
    const std::string notes = "📝 Notes\nRob: wants it\nRob: has it\nIna: asks\nIna: sees\n";
    CHECK(kTranscriptReader.probe({"a.txt", notes, true}) == 0);
    CHECK(kTranscriptReader.probe({"a.txt", notes + "📖 Transcript\nRob: a\nIna: b\n", true}) > 0);
}

TEST_CASE("a message to one person in a meeting's chat is left out, and said so") {
    const std::string chat =
        "10:30:02 From Rob to Everyone:\n\tHello\n"
        "10:30:40 From Ina to Rob (Direct Message):\n\tA secret\n"
        "10:30:50 From Ina to Marshall:\n\tAnother\n"
        "10:31:00 From Ina  to  Rob (Privately) : A third\n"
        "10:32:00 From Ina to All panelists : Open\n";
    CHECK(said(chat) == Lines{"Rob> Hello", "Ina> Open"});
    Heard heard;
    Input input = Input::from_bytes("test", std::string(chat));
    const auto report = kTranscriptReader.read(input, {}, heard);
    REQUIRE(report);
    CHECK(report->notes.at(0) == "left out: 3 messages to one person");
}

TEST_CASE("the quote that a chat message answers ends with the message at the latest") {
    CHECK(said("10:30:02 From Rob to Everyone:\n\tReplying to \"it goes on\n"
               "10:30:40 From Ina to Everyone : Yes\n") == Lines{"Ina> Yes"});
}

TEST_CASE("a form above the transcript is no speech, and says who is who") {
    const std::string form =
        "Interviewer: Ina Calder\nInterviewee: Rob Vance\nDate: 2026-05-04\n\n";
    const Heard heard = hear_text(form + "Ina: Why?\nRob Vance: So.\nIna: Oh?\nRob Vance: Yes.\n");
    const auto& speakers = heard.conversations.at(0).speakers;
    REQUIRE(speakers.size() == 2);
    CHECK(speakers[0].role == Role::interviewer);
    CHECK(speakers[0].role_reason == "listed as \"Interviewer\"");
    CHECK(speakers[1].role == Role::customer);
    CHECK(heard.conversations[0].date == "2026-05-04");
    // What is said is no form.
    CHECK(said("Date: 2026-03-04\nQ: why?\nA: so\n\nQ: again?\nA: yes\n").size() == 4);
    CHECK(said("Interviewer: Rob\nCustomer: Ina\n\nInterviewer: why?\nCustomer: so\n").size() == 4);
}

TEST_CASE("whom a recogniser does not know is nobody") {
    const Heard heard =
        hear_text("Interviewer  0:01\nWhy?\nUnknown Speaker  0:04\nSo.\nInterviewer  0:07\nOh?\n");
    const auto& speakers = heard.conversations.at(0).speakers;
    REQUIRE(speakers.size() == 2);
    CHECK(speakers[1].role == Role::unknown);
    CHECK(speakers[1].role_reason == "the source does not say who speaks");
}

TEST_CASE("the time on a wall is no place in a recording") {
    CHECK(hear_text("[Ana] 14:02:11\nhello\n").conversations.at(0).utterances.at(0).cues.empty());
    CHECK_FALSE(
        hear_text("[Ana] 00:02:11\nhello\n").conversations.at(0).utterances.at(0).cues.empty());
}

TEST_CASE("a transcript in which nobody says anything is an empty record") {
    for (const std::string text :
         {"", "\n\n", "Ana:\n\nRob:\n", "Transcribed by https://otter.ai\n"})
        CHECK(hear_text(text).empties == 1);
}

TEST_CASE("text without any head is nobody's") {
    CHECK(said("They all spoke at once.\nNobody wrote who.\n") ==
          Lines{"> They all spoke at once.\nNobody wrote who."});
}

TEST_CASE("the date before the first turn or in the file's name is the conversation's") {
    CHECK(hear_text("Date: 2026-03-04\nQ: why?\nA: so\n").conversations.at(0).date == "2026-03-04");
    const auto named = [](const std::string& path) {
        return hear(kTranscriptReader, "Q: why?\nA: so\n", {}, path).conversations.at(0).date;
    };
    CHECK(named("/a/2026-05-12 Ana.txt") == "2026-05-12");
    CHECK(named("/a/20260512_Ana.txt") == "2026-05-12");
    CHECK(named("/2026-05-12/Ana.txt").empty());
    CHECK(named("/a/20261512.txt").empty());
    CHECK(named("/a/2026-02-31.txt").empty());
    CHECK(named("/a/120260512.txt").empty());
}

TEST_CASE("a transcript larger than a record may be is rejected as one") {
    std::string text = "Q: why?\n";
    while (text.size() <= kMaxRecordBytes) text += "A: " + std::string(10'000, 'a') + "\n";
    const Heard heard = hear_text(text);
    REQUIRE(heard.rejects.size() == 1);
    CHECK(heard.rejects[0].reason == "the transcript is larger than 16 MiB");
    CHECK(heard.conversations.empty());
}

TEST_CASE("a time mark within a turn is not said, in Markdown's escapes neither") {
    const std::string text =
        "**Ann:** Why?\n\n**Bob:** It broke. \\[27:51\\] Then it \\[laughs\\] worked.\n\n"
        "[28:10] It is fine now.\n\n**Ann:** So?\n\n**Bob:** Yes.\n";
    CHECK(said(text) == Lines{"Ann> Why?", "Bob> It broke.", "Bob> Then it \\[laughs\\] worked.",
                              "Bob> It is fine now.", "Ann> So?", "Bob> Yes."});
    const Heard heard = hear_text(text);
    REQUIRE(heard.conversations.size() == 1);
    const auto& utterances = heard.conversations[0].utterances;
    CHECK(utterances[2].cues == std::vector<Cue>{{0, 3, {1671000, 1690000}}});
    CHECK(utterances[2].locator.line == 3u);
    CHECK(utterances[3].locator.line == 5u);
}

TEST_CASE("Markdown headings with a name and a time begin turns") {
    CHECK(said("# Talk\n\n## Ann (00:01)\n\nWhy?\n\n## Ben Lo (00:20)\n\nIt broke.\n\nTwice.\n\n"
               "## Notes\n\n## Ann (00:30)\n\nSo?\n") ==
          Lines{"Ann> Why?", "Ben Lo> It broke.\n\nTwice.", "Ann> So?"});
    CHECK(said("## Ann (00:01)\nWhy?\n## Ben (00:20)\nIt broke.\n") ==
          Lines{"Ann> Why?", "Ben> It broke."});
}

TEST_CASE("a line that is too long is left out, and the rest is read") {
    std::string text = "Interviewer: why?\r\nAnn: ";
    while (text.size() <= kMaxRecordBytes + 100'000) text += "one long line of words ";
    text += "\r\nand what follows it\r\nAnn: The end was good.\r\n";
    CHECK(said(text) ==
          Lines{"Interviewer> why?", "Ann> and what follows it", "Ann> The end was good."});
    const Heard heard = hear_text(text);
    REQUIRE(heard.warnings.size() == 1);
    CHECK(print(heard.warnings[0].locator) == "line 2");
    CHECK(heard.warnings[0].reason == "the line is longer than 16 MiB, left out");
    REQUIRE(heard.conversations.size() == 1);
    CHECK(heard.conversations[0].utterances[2].locator.line == 4u);
    // It hides the turns behind it from the probe.
    CHECK(kTranscriptReader.probe({"test", std::string_view(text).substr(0, 64u << 10), false}) >=
          20);
}
