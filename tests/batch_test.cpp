#include "cli/batch.h"

#include <catch2/catch.hpp>

#include "cli/prepare.h"

using namespace verbatim;
using namespace verbatim::cli;

namespace {

std::string read(std::string_view line) {
    const auto query = parse_batch_line(line, 7);
    return query ? dump(query->id) + " " + query->text : "error: " + query.error().message;
}

SearchCommand search_of(std::vector<Node> filters) {
    SearchCommand command;
    command.query.filters = std::move(filters);
    return command;
}

Node field(std::string name, std::string value) {
    Node node;
    node.type = Node::Type::field;
    node.field = std::move(name);
    node.text = std::move(value);
    return node;
}

const Vocabulary kVocabulary = {{{"plan"}}, {"pain", "objection"}};

}  // namespace

TEST_CASE("a query of a batch is JSON, an id and a query, or a query alone") {
    CHECK(read("q1\ttoo expensive") == "\"q1\" too expensive");
    CHECK(read("q1\ta\tb") == "\"q1\" a\tb");
    CHECK(read("too expensive") == "7 too expensive");
    CHECK(read(R"({"id": 3, "query": "x"})") == "3 x");
    CHECK(read(R"({"id": "a", "query": "x"})") == "\"a\" x");
    CHECK(read(R"({"query": "x"})") == "7 x");
    CHECK(read(R"({"id": 3})") == "error: has no string \"query\"");
    CHECK(read("{broken") == "error: is no JSON");
    CHECK(read("  {broken") == "error: is no JSON");
}

TEST_CASE("a text to classify is a line, or JSON with what is known beside it") {
    CHECK(parse_text_line("{not json", false)->text == "{not json");
    const auto text =
        parse_text_line(R"({"id":[1],"text":"x","kind":"call","rating":2,"rating_max":10})", true);
    REQUIRE(text);
    CHECK(dump(*text->id) == "[1]");
    CHECK(text->kind == Kind::call);
    CHECK(text->rating_share == 0.2);
    CHECK_FALSE(parse_text_line(R"({"text":"x"})", true)->id);
    CHECK_FALSE(parse_text_line(R"({"text":"x","rating":7})", true)->rating_share);
    for (const char* bad : {R"({"text":1})", R"(["x"])", "x", R"({"text":"x","kind":"talk"})"})
        CHECK_FALSE(parse_text_line(bad, true));
}

TEST_CASE("lenses, keys and facets that a library does not have suggest the nearest") {
    const auto error_of = [](const SearchCommand& command) {
        const auto query = prepare(command, "x", kVocabulary);
        return query ? "" : query.error().message + "; " + query.error().hint;
    };
    CHECK(error_of(search_of({field("lens", "pian")})) ==
          "there is no lens 'pian'; did you mean pain?");
    CHECK(error_of(search_of({field("plann", "pro")})) ==
          "there is no key 'plann'; did you mean plan?");
    SearchCommand command = search_of({field("lens", "pain"), field("plan", "pro")});
    command.query.facets = {"plan", "kind"};
    CHECK(error_of(command).empty());
    command.query.facets = {"knd"};
    CHECK(error_of(command) == "there is no field 'knd'; did you mean kind?");
}

TEST_CASE("without a topic pains come strongest first, unless another order is asked for") {
    SearchCommand pains;
    pains.lens = "pain";
    CHECK(prepare(pains, "", kVocabulary)->sort == Sort::strongest);
    CHECK(prepare(pains, "onboarding", kVocabulary)->sort == Sort::relevance);
    pains.query.sort = Sort::bm25;
    CHECK(prepare(pains, "", kVocabulary)->sort == Sort::strongest);
    CHECK(prepare(pains, "onboarding", kVocabulary)->sort == Sort::bm25);
    pains.query.sort = Sort::newest;
    CHECK(prepare(pains, "", kVocabulary)->sort == Sort::newest);
    const SearchCommand search;
    CHECK(prepare(search, "lens:pain rating:1", kVocabulary)->sort == Sort::strongest);
    CHECK(prepare(search, "lens:pain onboarding", kVocabulary)->sort == Sort::relevance);
    CHECK(prepare(search, "lens:pain OR rating:1", kVocabulary)->sort == Sort::relevance);
    CHECK(prepare(search, "-lens:pain rating:1", kVocabulary)->sort == Sort::relevance);
    CHECK(prepare(search, "lens:pain -parking", kVocabulary)->sort == Sort::strongest);
    CHECK(prepare(search, "(lens:pain date:2000..) rating:1", kVocabulary)->sort ==
          Sort::strongest);
}

TEST_CASE("programs get an utterance of context, people as much as they ask for") {
    SearchCommand command;
    CHECK(prepare(command, "x", kVocabulary)->context == 0);
    command.format = Format::json;
    CHECK(prepare(command, "x", kVocabulary)->context == 1);
    command.context = 4;
    CHECK(prepare(command, "x", kVocabulary)->context == 4);
    command.context.reset();
    command.format = Format::text;
    command.batch = "queries.tsv";
    CHECK(prepare(command, "x", kVocabulary)->context == 1);
}

TEST_CASE("a lens without words comes strongest first, however it is asked for") {
    CHECK(prepare(search_of({field("lens", "pain")}), "", kVocabulary)->sort == Sort::strongest);
    CHECK(prepare(search_of({field("lens", "pain")}), "price", kVocabulary)->sort ==
          Sort::relevance);
}

TEST_CASE("a range whose ends are in the wrong order is refused") {
    for (const char* bad : {"rating:5..1", "date:2026-06..2026-01", "price date:2026-05-12..2025"})
        CHECK_FALSE(prepare({}, bad, kVocabulary));
    for (const char* good :
         {"rating:1..5", "date:2026..2026-05", "date:2026-05..2026", "rating:..2"})
        CHECK(prepare({}, good, kVocabulary));
}
