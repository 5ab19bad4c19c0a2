#include "engine/library_state.h"
#include "engine/plan.h"
#include "tests/library_fixture.h"
#include "tests/variable.h"

using namespace verbatim;

namespace {

// Three thousand reviews of three products in several parts, and an interview.
TestLibrary library_of_parts() {
    const Variable shard("VERBATIM_SHARD", "400");
    TestLibrary test;
    std::string rows = "id,text,product,rating,date\n";
    for (int i = 0; i < 3000; ++i) {
        const std::string number = std::to_string(i);
        rows += "r" + number + ",The export of file " + number +
                (i % 2 == 0 ? " is slow" : " is fine") + (i % 7 == 0 ? " today" : "") +
                ".,Product " + std::to_string(i % 3) + "," + std::to_string(1 + i % 5) + ",2026-0" +
                std::to_string(1 + i % 9) + "-01\n";
    }
    test.write("reviews.csv", rows);
    test.add();
    test.write("call.txt",
               "Interviewer: Was the export slow for you?\nDana: The export was slow today.\n");
    test.add();
    return test;
}

std::string plan_of(const Query& query, Library& library) {
    library.state().index->begin_search();
    return require(make_plan(query, *library.state().index)).description();
}

// Without the filter of roles that every search has.
Query of_everybody(const std::string& text) {
    Query query = query_of(text);
    query.roles.clear();
    return query;
}

bool is_kept(const std::string& plan) {
    return plan.find("KeptSource") != std::string::npos;
}

}  // namespace

TEST_CASE("a filter that is asked for again is kept, and finds what it found") {
    const TestLibrary test = library_of_parts();
    for (const std::string text :
         {"slow product:\"product 1\"", "slow rating:1..2", "today product:product NOT fine",
          "export date:2026-03..2026-08", "slow OR fine lang:en"}) {
        INFO(text);
        Query query = query_of(text);
        query.similar = true;
        query.limit = 40;
        query.facets = {"product"};
        Library library = test.open();
        const Answer first = require(library.search(query));
        REQUIRE(first.quotes.size() == 40);
        for (int again = 0; again < 3; ++again) {
            const Answer later = require(library.search(query));
            CHECK(later.total == first.total);
            CHECK(later.facets[0].counts == first.facets[0].counts);
            REQUIRE(later.quotes.size() == 40);
            for (std::size_t i = 0; i < 40; ++i) {
                CHECK(later.quotes[i].id == first.quotes[i].id);
                CHECK(later.quotes[i].score == first.quotes[i].score);
            }
        }
        CHECK(is_kept(plan_of(query, library)));
    }
}

TEST_CASE("a word that few have is found beside a filter that is kept as without") {
    const TestLibrary test = library_of_parts();
    for (const std::string text : {"today product:\"product 1\"", "today rating:1..2 lang:en",
                                   "today", "17 kind:review product:product"}) {
        INFO(text);
        Query query = query_of(text);
        query.similar = true;
        query.limit = 200;
        Query matched = query;
        matched.facets = {"product"};  // all are looked at
        Library library = test.open();
        const Answer expected = require(library.search(matched));
        REQUIRE(expected.total > 0);
        for (int again = 0; again < 4; ++again) {
            const Answer answer = require(library.search(query));
            CHECK(answer.total == expected.total);
            CHECK(answer.total_is_exact);
            REQUIRE(answer.quotes.size() == expected.quotes.size());
            for (std::size_t i = 0; i < answer.quotes.size(); ++i) {
                CHECK(answer.quotes[i].id == expected.quotes[i].id);
                CHECK(answer.quotes[i].score == expected.quotes[i].score);
            }
        }
        library.state().index->begin_search();
        CHECK(require(make_plan(query, *library.state().index)).lone_word());
    }
}

// Xapian drops what nothing can be left out by; the filters within are kept nevertheless.
TEST_CASE("a word beside something that is no kept filter is not listed") {
    const TestLibrary test = library_of_parts();
    Library library = test.open();
    for (const std::string text : {"today NOT (lang:en source:nosuch)", "today -\"slow today\"",
                                   "today NOT slow", "today kind:interview lang:en"}) {
        INFO(text);
        Query query = of_everybody(text);
        for (const std::uint32_t after : {0u, 1u}) {
            query.after = after;
            for (int i = 0; i < 3; ++i) {
                library.state().index->begin_search();
                CHECK_FALSE(require(make_plan(query, *library.state().index)).lone_word());
            }
        }
    }
}

TEST_CASE("one search counts once, whatever it plans, and few documents are no set") {
    const TestLibrary test = library_of_parts();
    Library library = test.open();
    Query little = query_of("number product:product");  // then others than customers are counted
    require(library.search(little));
    CHECK_FALSE(is_kept(require(make_plan(little, *library.state().index)).description()));
    const Query twice = of_everybody("(slow product:1) OR (fine product:1)");
    CHECK_FALSE(is_kept(plan_of(twice, library)));
    CHECK(is_kept(plan_of(twice, library)));
    const Query interview = of_everybody("slow kind:interview");
    for (int i = 0; i < 3; ++i) CHECK_FALSE(is_kept(plan_of(interview, library)));
}

TEST_CASE("very many filters are not all kept") {
    const TestLibrary test = library_of_parts();
    Library library = test.open();
    const auto is_kept_above = [&](int rating) {
        const Query query = of_everybody("slow rating:-" + std::to_string(rating) + "..100");
        plan_of(query, library);
        return is_kept(plan_of(query, library));
    };
    for (int i = 0; i < 32; ++i) CHECK(is_kept_above(i));
    CHECK_FALSE(is_kept_above(32));
    CHECK(is_kept_above(0));
}

TEST_CASE("a writer keeps no filter: what it erases is found no more") {
    const TestLibrary test = library_of_parts();
    Query query = of_everybody("slow product:product");
    query.facets = {"product"};
    Library library = test.open(Access::write);
    std::uint64_t total = 0;
    for (int i = 0; i < 3; ++i) total = require(library.search(query)).total;
    CHECK(total == 1500);
    require(library.remove(test.file("reviews.csv").string(), false));
    CHECK(require(library.search(query)).total == 0);
}
