#include <numeric>

#include "tests/meaning_fixture.h"

using namespace verbatim;

namespace {

// Two have the word, one means the same, and the rest is of other things.
constexpr std::string_view kReviews =
    "id,text,product\n"
    "review-number-1,The battery is empty before lunch.,phone\n"
    "review-number-2,My battery lasts for two days on a charge.,phone\n"
    "review-number-3,I could not justify the cost to my CFO.,planner\n"
    "review-number-4,The staff at the hotel were friendly and helpful.,hotel\n"
    "review-number-5,Our flight was delayed by three hours.,airline\n"
    "review-number-6,The invoice had the wrong address on it.,planner\n";

// False where there is nothing to try.
bool make(const TestLibrary& test) {
    if (!have_models()) return false;
    test.write("r.csv", kReviews);
    test.add();
    enrich_all(test);
    return true;
}

Query counted(std::string_view text, std::size_t limit) {
    Query query = query_of(text);
    query.limit = limit;
    query.facets = {"product"};
    query.people = true;
    return query;
}

std::uint64_t sum(const Answer& answer) {
    REQUIRE(answer.facets.size() == 1);
    std::uint64_t sum = 0;
    for (const auto& [value, count] : answer.facets.front().counts) sum += count;
    return sum;
}

}  // namespace

TEST_CASE("what is nearest of all that is left is not counted as an answer") {
    TestLibrary test;
    if (!make(test)) return;
    const Answer answer = test.search(counted("battery", 2));
    REQUIRE(answer.by_meaning);
    CHECK(answer.total == 2);
    CHECK(answer.total_is_exact);
    CHECK(answer.people == 2);
    CHECK(answer.facets.front().counts ==
          std::vector<std::pair<std::string, std::uint64_t>>{{"phone", 2}});
}

TEST_CASE("what is listed is counted, however near it is") {
    TestLibrary test;
    if (!make(test)) return;
    for (const std::size_t limit : {1u, 3u, 10u}) {
        const Answer answer = test.search(counted("battery", limit));
        CAPTURE(limit);
        CHECK(answer.total == std::max<std::size_t>(2, answer.quotes.size()));
        CHECK(answer.people == answer.total);
        CHECK(sum(answer) == answer.total);
        CHECK(answer.total_is_exact == (answer.quotes.size() <= 2));
    }
    CHECK(test.search(counted("battery", 10)).quotes.size() > 2);
}

TEST_CASE("what must be there too makes nothing an answer that has only that") {
    TestLibrary test;
    if (!make(test)) return;
    for (const char* text : {"battery (phone OR charge)", "battery \"charge\"",
                             "battery (days NEAR/5 charge)", "battery (charge OR cost)"}) {
        CAPTURE(text);
        const Answer one = test.search(counted(text, 1));
        REQUIRE(one.by_meaning);
        CHECK(one.total == 1);
        CHECK(one.total_is_exact);
        const Answer all = test.search(counted(text, 10));
        CHECK(all.total == std::max<std::size_t>(1, all.quotes.size()));
        CHECK(sum(all) == all.total);
    }
}

TEST_CASE("an example alone counts what surely means the same, and what is listed") {
    TestLibrary test;
    if (!make(test)) return;
    Query like = counted("", 1);
    like.like = {"The battery is empty before lunch."};
    CHECK(test.search(like).total == 2);  // itself, and what is said of the other battery
    like.limit = 4;
    const Answer four = test.search(like);
    CHECK(four.total == 4);
    CHECK(sum(four) == 4);
}

TEST_CASE("where the text decides, what it lets through is counted likewise") {
    TestLibrary test;
    if (!make(test)) return;
    const Answer two = test.search(counted("battery -\"wrong address\"", 2));
    REQUIRE(two.by_meaning);
    CHECK(two.total == 2);
    CHECK(sum(two) == 2);
    const Answer all = test.search(counted("battery -\"wrong address\"", 10));
    CHECK(all.quotes.size() > 2);
    CHECK(all.total == all.quotes.size());
    CHECK(sum(all) == all.total);
}
