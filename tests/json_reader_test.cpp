#include <catch2/catch.hpp>

#include "indexer/readers/json_elements.h"
#include "tests/table_sink.h"

using namespace verbatim;
using verbatim::test::take;
using verbatim::test::Taken;

namespace {

int score(const Reader& reader, std::string_view text, std::string_view path = "file") {
    return reader.probe({path, text, true});
}

std::string reviews(std::size_t count) {
    std::string text = "{\"name\": \"export\", \"data\": {\"reviews\": [";
    for (std::size_t i = 0; i < count; ++i) {
        if (i > 0) text += ",\n ";
        text += R"({"id": )" + std::to_string(1000 + i) +
                R"(, "stars": 4, "user": {"name": "Ada"}, "text": "Boils } \"fast\" \\ )" +
                std::to_string(i) + R"("})";
    }
    return text + "]}, \"after\": [1, 2]}";
}

}  // namespace

TEST_CASE("JSON lists of records are told from other JSON") {
    CHECK(score(kJsonReader, R"([{"text": "It boils well", "rating": 5}])") >= 70);
    CHECK(score(kJsonReader, reviews(3)) >= 70);
    CHECK(score(kJsonReader, R"({"reviews": [{"text": "It boils well"}, {"text": "It is cu)") >=
          70);
    const int nested = score(
        kJsonReader, R"([{"id": 1, "title": "Loud kettle", "messages": [{"body": "hello you"}]}])");
    CHECK(nested < 50);
    for (
        const char* text :
        {R"({"theme": "dark", "size": 12, "paths": ["a", "b"]})",
         R"({"id": "x", "message": "no permission", "code": 403})",
         R"([{"type": "message", "user": "U1", "text": "hello you there", "ts": "1.2"}])",
         R"({"ok": true, "result": [{"update_id": 1, "message": {"text": "hello you there", "from": {"id": 8}}}]})",
         R"({"speakers": [{"id": 0, "name": "Ada"}], "monologues": [{"speaker": 0, "spans": [{"value": "So"}]}]})",
         R"({"posts": {"a": {"id": "a", "message": "hello you there"}}})", "[]", "{}", "[1, 2]", "",
         "[{", "plain words"}) {
        INFO(text);
        CHECK(score(kJsonReader, text) == 0);
    }
}

TEST_CASE("a record alone is read where there would be a list, but not any object") {
    const Taken taken =
        take(kJsonReader, R"({"feed": {"entry": {"content": {"label": "Loud"}, "rating": "2"}}})");
    REQUIRE(taken.conversations.size() == 1);
    CHECK(taken.conversations[0].locator.pointer == "/feed/entry");
    CHECK(taken.conversations[0].rating == 2.0);
    CHECK(taken.warnings.empty());
    for (const char* text : {R"({"text": "It boils well"})", R"({"a": {"text": "It boils well"}})",
                             "{\"text\": \"It boils\", \"rating\": 4}\n{\"text\": \"It leaks\", "
                             "\"rating\": 1}\n",
                             R"({"text": "It boils well", "rating": 4, "more": )"}) {
        INFO(text);
        CHECK(score(kJsonReader, text) == 0);
    }
}

TEST_CASE("answers in lists are utterances with their questions and places") {
    const Taken taken = take(kJsonReader, R"([{"id": "r1", "form_response": {
        "definition": {"fields": [{"id": "f1", "title": "Why us?"}]},
        "answers": [{"type": "text", "text": "The price.", "field": {"id": "f1"}},
                    {"type": "email", "email": "ada@example.org", "field": {"id": "f2"}},
                    {"type": "choice", "choice": {"label": "Red"}, "field": {"id": "f3"}}]}},
        {"id": "r2", "survey_answers": [{"question": {"text": "Why?"}, "answer": "It was there."},
                                        {"question": "How many?", "answer": "12"}]},
        {"id": "r3", "answers": []}])");
    CHECK(taken.kind == Kind::survey);
    REQUIRE(taken.conversations.size() == 2);
    const Utterance& first = taken.conversations[0].utterances.at(0);
    CHECK(first.text == "The price.");
    CHECK(first.question == "Why us?");
    CHECK(first.locator.pointer == "/0/form_response/answers/0/text");
    const auto& second = taken.conversations[1].utterances;
    REQUIRE(second.size() == 1);
    CHECK(second[0].text == "It was there.");
    CHECK(second[0].question == "Why?");
    CHECK(taken.empties == 1);
}

TEST_CASE("JSON Lines are told from a JSON text") {
    CHECK(score(kJsonLinesReader, "{\"text\": \"It boils well\"}\n{\"text\": \"It is loud\"}\n") >=
          70);
    CHECK(score(kJsonLinesReader, "{\"text\": \"It boils well\"}\n", "a.jsonl") >= 70);
    CHECK(score(kJsonLinesReader, "{\"message\": \"It went all wrong\"}\n") <= 30);
    CHECK(score(kJsonLinesReader, "{\n  \"text\": \"It boils well\"\n}\n") == 0);
    CHECK(score(kJsonLinesReader, "[{\"text\": \"It boils well\"}]\n") == 0);
    CHECK(score(kJsonLinesReader, "plain words\n") == 0);
}

TEST_CASE("the records of a list have their pointers, and what is around it is left alone") {
    const Taken taken = take(kJsonReader, reviews(3));
    REQUIRE(taken.conversations.size() == 3);
    const Conversation& last = taken.conversations[2];
    CHECK(last.record == "1002");
    CHECK(last.rating == 4.0);
    CHECK(last.speakers[0].name == "Ada");
    CHECK(last.utterances[0].text == "Boils } \"fast\" \\ 2");
    CHECK(last.locator.pointer == "/data/reviews/2");
    CHECK(last.locator.line == 3u);
    CHECK(last.utterances[0].locator.pointer == "/data/reviews/2/text");
    CHECK(taken.notes[0] == "records are at /data/reviews");
}

TEST_CASE("a list of any length is read in pieces") {
    const Taken taken = take(kJsonReader, reviews(60000));
    CHECK(taken.conversations.size() == 60000);
    CHECK(taken.conversations.back().locator.pointer == "/data/reviews/59999");
    CHECK(taken.conversations.back().record == "60999");
    CHECK(taken.rejects.empty());
    CHECK(taken.warnings.empty());
}

TEST_CASE("records that are no objects or no JSON are rejected and the rest goes on") {
    const Taken taken =
        take(kJsonReader,
             "[\n {\"text\": \"first words\"},\n 7,\n {\"text\": \"bad\": 1},\n {\"text\": \"half "
             "\\ud83d\"},\n"
             " {\"text\": \"stray \"quote\"},\n {\"text\": \"last words\", \"rating\": NaN}\n]");
    CHECK(taken.said() == "first words\nlast words\n");
    REQUIRE(taken.rejects.size() == 4);
    CHECK(taken.rejects[0].reason == "the record is no JSON object");
    CHECK(taken.rejects[1].reason == "the record is not JSON");
    CHECK(taken.rejects[2].reason == "a string with an escape that is none");
    CHECK(taken.rejects[3].reason == "the record is not JSON");
    CHECK(taken.rejects[3].locator.line == 6u);
    CHECK(taken.rejects[3].locator.pointer == "/4");
}

TEST_CASE("a file that ends too early is reported") {
    const Taken within = take(kJsonReader, R"([{"text": "first words"}, {"text": "last wo)");
    CHECK(within.said() == "first words\n");
    REQUIRE(within.rejects.size() == 1);
    CHECK(within.rejects[0].reason == "the file ends within the record");
    const Taken between = take(kJsonReader, R"([{"text": "first words"}, )");
    CHECK(between.rejects.empty());
    REQUIRE(between.warnings.size() == 1);
    CHECK(between.warnings[0].reason == "the file ends before its list of records does");
}

TEST_CASE("a record beyond the limit is rejected and skipped, in a list and in lines") {
    const std::string large = "{\"text\": \"" + std::string(kMaxRecordBytes + 5, 'x') + "\"}";
    for (const auto& [reader, text] :
         {std::pair(&kJsonReader,
                    "[{\"text\": \"first words\"}," + large + ",{\"text\": \"last words\"}]"),
          std::pair(&kJsonLinesReader,
                    "{\"text\": \"first words\"}\n" + large + "\n{\"text\": \"last words\"}\n")}) {
        const Taken taken = take(*reader, text);
        CHECK(taken.said() == "first words\nlast words\n");
        REQUIRE(taken.rejects.size() == 1);
        CHECK(taken.rejects[0].reason == "the record is longer than 16 MiB");
    }
}

TEST_CASE("JSON Lines have their line and skip blank ones") {
    const Taken taken =
        take(kJsonLinesReader,
             "{\"review_id\": \"a\", \"text\": \"first words\", \"date\": 1736478514897}\n\n"
             "{\"review_id\": \"b\", \"text\": null}\nnot json\n{\"review_id\": \"c\", \"text\": "
             "\"last words\"}");
    REQUIRE(taken.conversations.size() == 2);
    CHECK(taken.conversations[0].date == "2025-01-10T03:08:34");
    CHECK(taken.conversations[1].locator.line == 5u);
    CHECK(taken.conversations[1].locator.pointer.empty());
    CHECK(taken.empties == 1);
    REQUIRE(taken.rejects.size() == 1);
    CHECK(taken.rejects[0].locator.line == 4u);
    CHECK(taken.records() == 4);
}

TEST_CASE("lists within records are named, not passed over in silence") {
    const Taken taken =
        take(kJsonReader, R"([{"text": "first words", "comments": [{"body": "other words"}]}])");
    CHECK(taken.notes.back() == "unused: the list comments within each record");
}

TEST_CASE("arrays of records are found down to depth two") {
    const auto arrays = find_json_arrays(
        R"({"a": [1], "b": {"c/d": [{"x": 1}], "e": {"f": [{}]}}, "g": [ {"y": 2})");
    REQUIRE(arrays.size() == 2);
    CHECK(arrays[0].pointer == "/b/c~1d");
    CHECK(arrays[1].pointer == "/g");
}

TEST_CASE("JSON without records is an error that names the file") {
    CHECK(take(kJsonReader, "{\"a\": 1}").error ==
          "test: no list of records with text was found in it");
    CHECK(take(kJsonLinesReader, "{\"a\": 1}\n").error.find("test: no column holds") == 0);
}
