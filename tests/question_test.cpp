#include <algorithm>
#include <fstream>

#include "tests/library_fixture.h"

using namespace verbatim;

namespace {

constexpr const char* kInterview =
    "Interviewer: Why did you buy the lamp?\n"
    "Dana: The old one buzzed all night long.\n"
    "Interviewer: And how do you clean it?\n"
    "Dana: With a damp cloth every Sunday morning.\n";

constexpr const char* kSurvey =
    "Respondent ID,Why did you buy our lamp?,What would you change about it?\n"
    "1,Because my desk was far too dark.,I would make the cable longer.\n"
    "2,It was a present for my mother.,Nothing comes to my mind here.\n";

void fill(TestLibrary& test) {
    test.write("interview.txt", kInterview);
    test.write("survey.csv", kSurvey);
    test.add();
}

std::vector<std::string> answers(TestLibrary& test, const std::string& question) {
    Query query;
    Node node;
    node.type = Node::Type::field;
    node.field = "question";
    node.text = question;
    query.filters = {node};
    std::vector<std::string> texts;
    for (const Quote& quote : test.search(query).quotes) texts.push_back(quote.text);
    std::ranges::sort(texts);
    return texts;
}

}  // namespace

TEST_CASE("answers are found by what was asked, in surveys and in talk") {
    TestLibrary test;
    fill(test);
    const std::vector<std::string> bought = {"Because my desk was far too dark.",
                                             "It was a present for my mother.",
                                             "The old one buzzed all night long."};
    CHECK(answers(test, "why did you buy") == bought);
    CHECK(answers(test, "What made you BUYING?").empty());  // "made" was not asked
    CHECK(answers(test, "bought").empty());
    CHECK(answers(test, "buying") == bought);
    CHECK(answers(test, "cleaning") ==
          std::vector<std::string>{"With a damp cloth every Sunday morning."});
    CHECK(answers(test, "?!").empty());
    CHECK(test.texts("question:\"would you change\" cable") ==
          std::vector<std::string>{"I would make the cable longer."});
    // Where texts are verified, too.
    CHECK(test.texts("question:buy \"buzzed all night\"").size() == 1);
    CHECK(test.texts("question:clean \"buzzed all night\"").empty());
}

TEST_CASE("a quote says what it answers, and whether the source states it") {
    TestLibrary test;
    fill(test);
    const Citation said = test.search("buzzed").quotes.at(0).citation;
    CHECK(said.question == "Why did you buy the lamp?");
    CHECK(said.heard_question);
    const Citation stated = test.search("cable").quotes.at(0).citation;
    CHECK(stated.question == "What would you change about it?");
    CHECK_FALSE(stated.heard_question);
}

TEST_CASE("answers are counted by what was asked") {
    TestLibrary test;
    fill(test);
    Query query = query_of("");
    query.facets = {"question"};
    const Answer answer = test.search(query);
    REQUIRE(answer.facets.size() == 1);
    const std::vector<std::pair<std::string, std::uint64_t>> expected = {
        {"What would you change about it?", 2},
        {"Why did you buy our lamp?", 2},
        {"And how do you clean it?", 1},
        {"Why did you buy the lamp?", 1}};
    CHECK(answer.facets[0].counts == expected);
}

TEST_CASE("questions in another language are found by its own stems") {
    TestLibrary test;
    test.write(
        "gespraech.txt",
        "Interviewer: Warum haben Sie diese Lampen gekauft, und wann war das ungefähr?\n"
        "Dana: Weil die alte Lampe die ganze Nacht gesummt hat und niemand schlafen konnte.\n"
        "Interviewer: Und wie reinigen Sie sie jetzt?\nDana: Mit einem Tuch.\n");
    test.write("interview.txt", kInterview);
    test.add();
    CHECK(answers(test, "warum Lampe") ==
          std::vector<std::string>{
              "Weil die alte Lampe die ganze Nacht gesummt hat und niemand schlafen konnte."});
    CHECK(answers(test, "why lamps").size() == 1);
}

TEST_CASE("a corrected role asks and answers anew") {
    TestLibrary test;
    test.write("interview.txt", kInterview);
    test.add();
    CHECK(answers(test, "buy").size() == 1);
    {
        Library library = test.open(Access::write);
        require(correct_role(library, "Interviewer", Role::customer, ""));
    }
    CHECK(answers(test, "buy").empty());
}

TEST_CASE("a library whose index is of an older version is rebuilt from its store") {
    TestLibrary test;
    fill(test);
    std::ofstream(test.library() / "VERSION") << "verbatim library 4\n";
    const auto older = Library::open(test.library(), Access::read);
    REQUIRE_FALSE(older);
    CHECK(older.error().code == ErrorCode::version);
    CHECK(older.error().hint.find("`verbatim reindex` brings it up to date") == 0);
    CHECK_FALSE(Library::open(test.library(), Access::write));
    {
        Library store = require(Library::open_store(test.library()));
        require_done(store.reindex({}));
    }
    CHECK(answers(test, "buy").size() == 3);
    std::ofstream(test.library() / "VERSION") << "verbatim library 3\n";
    CHECK_FALSE(Library::open_store(test.library()));
}
