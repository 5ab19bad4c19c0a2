#include "engine/plan.h"

#include <set>

#include "engine/library_state.h"
#include "tests/library_fixture.h"

using namespace verbatim;

namespace {

// Each review has a word of its own; all of them have "lamp".
std::string reviews(int count) {
    std::string csv = "id,text\n";
    for (int i = 0; i < count; ++i)
        csv += "review-number-" + std::to_string(i) + ",The lamp had part qx" + std::to_string(i) +
               "z broken.\n";
    return csv;
}

std::string words_of(int from, int to) {
    std::string words;
    for (int i = from; i < to; ++i) words += "qx" + std::to_string(i) + "z ";
    return words;
}

std::set<Id> found(const TestLibrary& test, const std::string& text) {
    Query query = query_of(text);
    query.limit = 500;
    query.similar = true;
    std::set<Id> ids;
    for (const Quote& quote : test.search(query).quotes) ids.insert(quote.id);
    return ids;
}

}  // namespace

TEST_CASE("of very many words those are looked for that say most, each once") {
    TestLibrary test;
    test.write("r.csv", reviews(200));
    test.add();
    CHECK(found(test, words_of(0, 90) + "lamp").size() == 200);
    // "lamp" is in all of them, and the 90 words are said twice.
    CHECK(found(test, words_of(0, 90) + words_of(0, 90) + "lamp").size() == 200);
    CHECK(found(test, words_of(0, 120) + "lamp").size() == 100);
    CHECK(found(test, words_of(0, 120)).size() == 100);
}

TEST_CASE("very many words that are not there find what has the others") {
    TestLibrary test;
    test.write("r.csv", reviews(3));
    test.add();
    CHECK(found(test, words_of(50, 250) + "lamp").size() == 3);
    CHECK(found(test, words_of(50, 250)).empty());
    std::string the;
    for (int i = 0; i < 150; ++i) the += "the ";
    CHECK(found(test, the).size() == 3);
}

TEST_CASE("what else a query of very many words asks for still holds") {
    TestLibrary test;
    test.write("r.csv", reviews(120));
    test.add();
    CHECK(found(test, words_of(0, 90) + words_of(0, 90) + "-qx5z").size() == 89);
    CHECK(found(test, words_of(0, 110) + "\"part qx7z\"").size() == 1);
}

TEST_CASE("operands of AND and OR stay, however many they are") {
    TestLibrary test;
    test.write("r.csv", reviews(130));
    test.add();
    const auto joined = [](const std::string& by) {
        std::string query = "lamp";
        for (int i = 0; i < 120; ++i) query += by + "qx" + std::to_string(i) + "z";
        return query;
    };
    CHECK(found(test, joined(" OR ")).size() == 130);
    CHECK(found(test, joined(" AND ")).empty());
    std::string again = "part";
    for (int i = 0; i < 110; ++i) again += " AND lamp";
    CHECK(found(test, again + " AND qx7z").size() == 1);
}

TEST_CASE("words of hyphens, and those in brackets, are words like others") {
    TestLibrary test;
    test.write("r.csv", reviews(200));
    test.add();
    CHECK(found(test, "(" + words_of(0, 120) + ") lamp").size() == 100);
    std::string hyphens;
    for (int i = 0; i < 120; ++i) hyphens += "part-qx" + std::to_string(i) + "z ";
    CHECK(found(test, hyphens).size() == 100);
    CHECK(found(test, "(" + words_of(0, 120) + ") AND part").size() == 100);
}

TEST_CASE("a word that a phrase repeats is looked up once") {
    TestLibrary test;
    test.write("r.csv", reviews(1));
    test.add();
    std::string the = "\"the";
    for (int i = 0; i < 800; ++i) the += " the";
    Library library = test.open();
    const auto plan = require(make_plan(query_of(the + "\""), *library.state().index));
    CHECK(plan.description().size() < 1000);
}

TEST_CASE("words near one another may be named twice") {
    TestLibrary test;
    test.write("r.csv", reviews(2));
    test.add();
    CHECK(found(test, "lamp NEAR/3 part").size() == 2);
    CHECK(found(test, "lamp NEAR/3 part NEAR/3 lamp").size() == 2);
    CHECK(found(test, "lamp NEAR/1 broken NEAR/1 lamp").empty());
}
