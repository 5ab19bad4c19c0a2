#include "indexer/enrich.h"

#include "engine/meaning/meaning.h"
#include "engine/meaning/models.h"
#include "tests/library_fixture.h"

using namespace verbatim;

namespace {

constexpr std::string_view kReviews =
    "id,text\n"
    "review-number-1,I could not justify the cost to my CFO.\n"
    "review-number-2,The battery is empty before lunch.\n"
    "review-number-3,The staff at the hotel were friendly and helpful.\n"
    "review-number-4,Es ist mir leider viel zu teuer und das lohnt sich einfach nicht fuer uns.\n";

// Without the models there is nothing to try: scripts/models fetches them.
bool have_models() {
    if (Meaning::open()) return true;
    WARN("skipped: the models are not installed, see scripts/models");
    return false;
}

EnrichReport enrich_all(const TestLibrary& test) {
    Library library = test.open(Access::write);
    return require(enrich(library, 2, {}));
}

std::vector<std::string> all_texts(const TestLibrary& test, const std::string& words) {
    std::vector<std::string> texts;
    for (const Quote& quote : test.search(words).quotes) texts.push_back(quote.text);
    return texts;
}

}  // namespace

TEST_CASE("what means the same is found without a common word") {
    if (!have_models()) return;
    TestLibrary test;
    test.write("r.csv", kReviews);
    test.add();
    CHECK(all_texts(test, "too expensive").empty());
    const auto report = enrich_all(test);
    CHECK(report.encoded == 3);  // the German one is left to its words
    const auto texts = all_texts(test, "too expensive");
    REQUIRE_FALSE(texts.empty());
    CHECK(texts.front() == "I could not justify the cost to my CFO.");
    Query exact = query_of("too expensive");
    exact.exact = true;
    CHECK(test.search(exact).quotes.empty());
    CHECK(all_texts(test, "\"too expensive\"").empty());
}

TEST_CASE("the second stage done again does nothing, and a change costs what changed") {
    if (!have_models()) return;
    TestLibrary test;
    test.write("r.csv", kReviews);
    test.add();
    CHECK(enrich_all(test).encoded == 3);
    const auto again = enrich_all(test);
    CHECK(again.encoded == 0);
    CHECK(again.taken == 0);
    test.write("r.csv", std::string(kReviews) + "review-number-5,It never arrived at all.\n");
    test.sync();
    const auto after = enrich_all(test);
    CHECK(after.encoded == 1);
    CHECK(test.faults().empty());
}

TEST_CASE("a rebuilt index keeps what is known") {
    if (!have_models()) return;
    TestLibrary test;
    test.write("r.csv", kReviews);
    test.add();
    enrich_all(test);
    const auto before = all_texts(test, "too expensive");
    {
        Library library = test.open(Access::write);
        require_done(library.reindex({}));
    }
    CHECK(all_texts(test, "too expensive") == before);
    CHECK(enrich_all(test).encoded == 0);
    CHECK(test.faults().empty());
}

TEST_CASE("the order of ingest and the batches change no answer by meaning") {
    if (!have_models()) return;
    TestLibrary forwards, backwards;
    const std::string more =
        "id,text\nreview-number-8,The price is out of reach for a shop of two.\n";
    for (TestLibrary* test : {&forwards, &backwards}) {
        test->write("a.csv", kReviews);
        test->write("b.csv", more);
    }
    forwards.add({"a.csv"});
    enrich_all(forwards);
    forwards.add({"b.csv"});
    enrich_all(forwards);
    backwards.add({"b.csv"});
    backwards.add({"a.csv"});
    enrich_all(backwards);
    CHECK(all_texts(forwards, "too expensive") == all_texts(backwards, "too expensive"));
}

TEST_CASE("a kill in the second stage costs nothing that was known") {
    if (!have_models()) return;
    for (const char* point : {"codes-written", "codes-committed"}) {
        CAPTURE(point);
        TestLibrary test;
        test.write("r.csv", kReviews);
        CHECK(run_program(test, {"add", test.file("r.csv")}, point).killed);
        CHECK(all_texts(test, "battery").size() == 1);
        CHECK(run_program(test, {"sync"}).status == 0);
        CHECK(test.faults().empty());
        CHECK(all_texts(test, "too expensive").front() ==
              "I could not justify the cost to my CFO.");
    }
}

TEST_CASE("filters hold for what is found by meaning") {
    if (!have_models()) return;
    TestLibrary test;
    test.write("r.csv",
               "id,text,rating\nreview-number-1,I could not justify the cost to my CFO.,1\n"
               "review-number-2,Nobody here would pay that kind of money.,5\n");
    test.add();
    enrich_all(test);
    const auto texts = all_texts(test, "too expensive rating:5");
    REQUIRE(texts.size() == 1);
    CHECK(texts.front() == "Nobody here would pay that kind of money.");
    CHECK(all_texts(test, "too expensive -CFO").size() == 1);
}
