#include "tests/meaning_fixture.h"

// What an example of --like stands for: a quote, or the words themselves.
using namespace verbatim;

namespace {

constexpr std::string_view kReviews =
    "id,text\n"
    "review-number-1,The battery is empty before lunch.\n"
    "review-number-2,The staff at the hotel were friendly and helpful.\n"
    "review-number-3,I could not justify the cost to my CFO.\n";

TestLibrary with_meanings() {
    TestLibrary test;
    test.write("r.csv", kReviews);
    test.add();
    enrich_all(test);
    return test;
}

Query like(const std::string& example) {
    Query query = query_of("");
    query.like = {example};
    return query;
}

// What the first answer begins with, as far as tells them apart.
std::string first_like(const TestLibrary& test, const std::string& example) {
    const auto quotes = test.search(like(example)).quotes;
    return quotes.empty() ? "nothing" : quotes.front().text.substr(0, 11);
}

}  // namespace

TEST_CASE("a single word is an example, however long, and so is a phrase") {
    if (!have_models()) return;
    const TestLibrary test = with_meanings();
    for (const char* example : {"battery", "batteries", "battery life", "Battery!"}) {
        CAPTURE(example);
        CHECK(first_like(test, example) == "The battery");
    }
    CHECK(first_like(test, "price") == "I could not");
}

TEST_CASE("the id of a quote, or its beginning, is that quote") {
    if (!have_models()) return;
    const TestLibrary test = with_meanings();
    const std::string id = test.ids("lunch").at(0);
    for (const std::string& example : {id, id.substr(0, 8), id.substr(0, 6)}) {
        CAPTURE(example);
        CHECK(first_like(test, example) == "The battery");
    }
}

TEST_CASE("what is neither an id nor a word is told, with what would do") {
    if (!have_models()) return;
    const TestLibrary test = with_meanings();
    Library library = test.open();
    const auto answer = library.search(like("k3v9q2mzzz"));
    REQUIRE_FALSE(answer);
    CHECK(answer.error().message == "no quote or conversation is called k3v9q2mzzz");
    CHECK(answer.error().hint ==
          "`verbatim search` shows the ids of quotes; a word or a sentence in English does too");
}
