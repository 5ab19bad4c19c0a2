#include <catch2/catch.hpp>
#include <filesystem>

#include "indexer/readers/parties_beside.h"
#include "indexer/readers/speech_shape.h"
#include "tests/heard.h"
#include "tests/library_fixture.h"

using namespace verbatim;
using namespace verbatim::test;

namespace {

Heard hear_speech(const std::string& text, const ReadOptions& options = {}) {
    return hear(kSpeechReader, text, options);
}

std::vector<std::string> said(const Heard& heard) {
    std::vector<std::string> all;
    for (const Conversation& conversation : heard.conversations)
        for (const Utterance& utterance : conversation.utterances)
            all.push_back(conversation.speakers[utterance.speaker].name + "> " + utterance.text);
    return all;
}

// The times of the first utterance of a list of segments.
std::optional<TimeRange> time_of(const std::string& segments) {
    return hear_speech(R"({"segments": [)" + segments + "]}")
        .conversations.at(0)
        .utterances.at(0)
        .locator.time;
}

std::string place(std::string_view text) {
    const auto found = find_speech_place(text);
    if (!found) return "none";
    return found->pointer + (found->array ? " array" : " one") + (found->lines ? " lines" : "");
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("JSON transcripts come to what they came to before") {
    for (const std::string name :
         {"rev_ai.json", "rev_editor.json", "fireflies.json", "fireflies.jsonl", "grain.json",
          "grain_people.json", "whisper.json", "whisperx.json", "assemblyai.json",
          "assemblyai_words.json", "amberscript.json", "deepgram.json", "aws.json"}) {
        INFO(name);
        const std::string path = "transcripts/" + name;
        const std::string now = print(hear_speech(file_text(fixture_path(path))));
        CHECK(now == golden(path, now));
    }
}

TEST_CASE("Gong's transcripts are joined with the parties in the file beside") {
    const std::string path = "transcripts/gong/transcripts.json";
    const auto hear_calls = [&path](const ReadOptions& options) {
        Heard heard;
        auto input = Input::open(fixture_path(path));
        REQUIRE(input);
        const auto report = kSpeechReader.read(*input, options, heard);
        REQUIRE(report);
        CHECK(report->notes.at(0) == "who is who comes from calls.json");
        return heard;
    };
    const std::string now = print(hear_calls({}));
    CHECK(now == golden(path, now));
    ReadOptions interview;
    interview.kind = Kind::interview;
    CHECK(hear_calls(interview).conversations.at(0).speakers.at(0).role == Role::interviewer);
}

TEST_CASE("without the file of parties Gong's speakers are numbered and undecided") {
    const Heard heard = hear_speech(file_text(fixture_path("transcripts/gong/transcripts.json")));
    REQUIRE(heard.conversations.size() == 2);
    const auto& speakers = heard.conversations[0].speakers;
    REQUIRE(speakers.size() == 3);
    CHECK(speakers[0].name == "Speaker 1");
    CHECK(speakers[0].id == "6432345678555500001");
    for (const Speaker& speaker : speakers) CHECK(speaker.role == Role::unknown);
}

TEST_CASE("a folder is looked through once for its parties, however many transcripts come first") {
    constexpr int kTranscripts = 250;
    const TestLibrary test;
    for (int i = 0; i < kTranscripts; ++i)
        test.write("gong/a" + std::to_string(i) + ".json", R"({"callTranscripts": []})");
    test.write("gong/calls.json", R"({"calls": [{"metaData": {"id": "7"}, "parties": [
        {"speakerId": "65001", "name": "Rob Vance", "affiliation": "External"}]}]})");
    test.write("other/a.json", R"({"callTranscripts": []})");
    const auto of = [&test](PartiesBeside& parties, const char* name) {
        return &parties.of(test.file(name).string(), Kind::call);
    };
    PartiesBeside parties;
    const FolderParties* gong = of(parties, "gong/a0.json");
    CHECK(gong->files == Lines{"calls.json"});
    CHECK(gong->calls.contains("7"));
    CHECK(of(parties, "other/a.json")->files.empty());
    test.erase("gong/calls.json");
    CHECK(of(parties, "gong/a1.json") == gong);
    CHECK(gong->files == Lines{"calls.json"});
}

TEST_CASE("the parties of calls say nothing, and each call is accounted for") {
    const Heard heard = hear_speech(file_text(fixture_path("transcripts/gong/calls.json")));
    CHECK(heard.conversations.empty());
    CHECK(heard.rejects.empty());
    CHECK(heard.empties == 1);
}

TEST_CASE("the unit of times is what their names, fractions, clocks or the talk itself says") {
    const std::string words = R"("text": "We had to type it all in again by hand.")";
    CHECK(time_of(R"({"start": 460230, "end": 462343, )" + words + "}") ==
          TimeRange{460230, 462343});
    CHECK(time_of(R"({"start": 460, "end": 463, )" + words + "}") == TimeRange{460000, 463000});
    CHECK(time_of(R"({"start": 0.5, "end": 90, )" + words + "}") == TimeRange{500, 90000});
    CHECK(time_of(R"({"start_ms": 5, "end_ms": 9, )" + words + "}") == TimeRange{5, 9});
    CHECK(time_of(R"({"start_time": "2", "end_time": "90", )" + words + "}") ==
          TimeRange{2000, 90000});
    CHECK(time_of(R"({"timestamp": "00:05:32", "speaker": "Ana Lima", )" + words + "}") ==
          TimeRange{332000, 332000});
    // A date is no time in a recording.
    CHECK_FALSE(time_of(R"({"start": 1772640000000, "end": 1772640009000, )" + words + "}"));
    CHECK_FALSE(time_of(R"({"startTime": "2026-01-01T10:00:00Z", "speaker": "A", )" + words + "}"));
}

TEST_CASE("a label is no name, a name is no label, and a key is neither") {
    const auto names = [](const std::string& voice) {
        return said(
            hear_speech(R"({"segments": [{"start": 1, "end": 2, "text": "a", )" + voice + "}]}"));
    };
    CHECK(names(R"("speaker": "A")") == Lines{"Speaker A> a"});
    CHECK(names(R"("speaker": 0)") == Lines{"Speaker 0> a"});
    CHECK(names(R"("speaker": "SPEAKER_00")") == Lines{"SPEAKER_00> a"});
    CHECK(names(R"("speaker": "Ana van der Lima | Fernly GmbH")") ==
          Lines{"Ana van der Lima | Fernly GmbH> a"});
    CHECK(names(R"("speaker": {"id": 7, "display_name": "Ana"})") == Lines{"Ana> a"});
    CHECK(names(R"("speaker_id": "7b1f2a00-1111-4c1e-9a00-000000000001")") ==
          Lines{"Speaker 1> a"});
    CHECK(names(R"("speaker": null)") == Lines{"> a"});
}

TEST_CASE("who is external is a customer, and a seat in the meeting is no role") {
    const auto role = [](const std::string& person) {
        return hear_speech(R"({"participants": [{"id": "p1", "name": "Ana", )" + person +
                           R"(}], "segments": [{"start": 1, "end": 2, "speaker": "p1", )"
                           R"("text": "a"}]})")
            .conversations.at(0)
            .speakers.at(0)
            .role;
    };
    CHECK(role(R"("scope": "external")") == Role::customer);
    CHECK(role(R"("affiliation": "Internal")") == Role::agent);
    CHECK(role(R"("affiliation": "Unknown")") == Role::unknown);
    CHECK(role(R"("role": "customer")") == Role::customer);
    CHECK(role(R"("role": "host")") == Role::unknown);
    CHECK(role(R"("role": "user")") == Role::unknown);
}

TEST_CASE("transcripts are found wherever the export puts them") {
    CHECK(
        place(R"({"callTranscripts": [{"callId": "1", "transcript": [{"speakerId": "2", "topic": )"
              R"(null, "sentences": [{"start": 1, "end": 2, "text": "a"}]}]}]})") ==
        "/callTranscripts array");
    CHECK(place(R"([{"id": "1", "sentences": [{"text": "a", "start_time": 1, "end_time": 2}]}])") ==
          " array");
    CHECK(place(R"([{"speakerId": "2", "sentences": [{"text": "a", "start": 1, "end": 2}]}])") ==
          " one");
    CHECK(place(R"({"data": {"transcripts": [{"id": "1", "sentences": [{"text": "a", )"
                R"("start_time": 1, "end_time": 2}]}]}})") == "/data/transcripts array");
    CHECK(place(R"({"calls": [{"parties": [{"affiliation": "Internal", "name": "Ana"}]}]})") ==
          "/calls array");
    CHECK(place("{\"segments\": [{\"start\": 1, \"end\": 2, \"text\": \"a\"}]}\n"
                "{\"segments\": []}\n") == " one lines");
}

TEST_CASE("a damaged transcript is one all the same, and no table of reviews") {
    CHECK(place(R"({"id": nonsense, "segments": [{"start": 1, "end": 2, "text": "a"}]})") ==
          " one");
    CHECK(place(R"([{"start": oops}, {"start": 1, "speaker": "A", "text": "a"}])") == " one");
    CHECK(place(R"({"text": "A talk that lasts for longer than the samp)") == " one");
    CHECK(place(R"({"name": "A talk that lasts for longer than the samp)") == "none");
}

TEST_CASE("chats, reviews and what has no times are no transcripts") {
    CHECK(place(R"({"messages": [{"role": "user", "text": "a", "timestamp": 1}]})") == "none");
    CHECK(place(R"([{"author": "Ana", "text": "It broke.", "rating": 1, "start": 2}])") == "none");
    CHECK(place(R"([{"type": "message", "user": "U1", "text": "a", "ts": "1736478514.89"}])") ==
          "none");
    CHECK(place(R"({"segments": []})") == "none");
    CHECK(place("not JSON") == "none");
}

TEST_CASE("every transcript of a list is accounted for") {
    const std::string one =
        R"({"id": "1", "sentences": [{"text": "a b", "start_time": 1, "end_time": 2}]})";
    const Heard heard = hear_speech("[" + one + R"(, {"id": "2", "sentences": []}, 3, )" +
                                    R"({"id": "4", "sentences": [nonsense]}, )" +
                                    R"({"id": "5", "sentences": [{"te)");
    CHECK(heard.conversations.size() == 1);
    CHECK(heard.conversations.at(0).locator.pointer == "/0");
    CHECK(heard.conversations.at(0).utterances.at(0).locator.pointer == "/0/sentences/0");
    CHECK(heard.empties == 1);
    REQUIRE(heard.rejects.size() == 3);
    CHECK(heard.rejects[0].reason == "the transcript has no list of what was said");
    CHECK(heard.rejects[1].reason == "not JSON");
    CHECK(heard.rejects[2].reason == "the file ends within the value");
}

TEST_CASE("a JSON transcript that is cut off or too long is one rejected record") {
    const std::string cut = R"({"segments": [{"start": 1, "end": 2, "text": "a"}, {"sta)";
    CHECK(hear_speech(cut).rejects.at(0).reason == "not JSON, or cut off");
    std::string text = R"({"segments": [{"start": 1, "end": 2, "text": "a"})";
    while (text.size() <= kMaxRecordBytes)
        text += R"(, {"start": 1, "end": 2, "text": ")" + std::string(100'000, 'a') + "\"}";
    const Heard heard = hear_speech(text + "]}");
    REQUIRE(heard.rejects.size() == 1);
    CHECK(heard.rejects[0].reason == "longer than 16 MiB");
}

TEST_CASE("a transcript of lists within lists is one rejected record") {
    std::string open, close;
    for (int i = 0; i < 200'000; ++i) {
        open += "[";
        close += "]";
    }
    CHECK(hear_speech(R"({"segments": )" + open + close + "}").rejects.size() == 1);
}

TEST_CASE("words in a script without spaces are joined without") {
    CHECK(said(hear_speech(R"({"segments": [{"speaker": "A", "words": [)"
                           R"({"text": "注文", "start": 0.1, "end": 0.2},)"
                           R"({"text": "しました", "start": 0.3, "end": 0.4}]}]})")) ==
          Lines{"Speaker A> 注文しました"});
}
