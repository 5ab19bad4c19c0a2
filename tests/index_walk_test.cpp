#include "engine/index_walk.h"

#include <algorithm>
#include <map>

#include "tests/library_fixture.h"
#include "tests/meaning_fixture.h"

using namespace verbatim;

namespace {

using Counts = std::map<std::string, std::uint64_t>;

// Reviews of three products, and an interview.
TestLibrary library_of_reviews() {
    TestLibrary test;
    std::string rows = "id,text,product,author\n";
    for (int i = 0; i < 60; ++i) {
        const std::string number = std::to_string(i);
        rows += "review-" + number + ",The export number " + number +
                (i % 2 == 0 ? " is slow" : " is fine") +
                (i % 3 == 0 ? " and the battery dies" : "") + ".," +
                (i % 5 == 0 ? "" : "Product " + std::to_string(i % 3)) + ",Person " +
                std::to_string(i % 7) + "\n";
    }
    test.write("reviews.csv", rows);
    test.write("call.txt",
               "Interviewer: Was the export slow for you?\nDana: The export was slow on Monday.\n");
    test.add();
    return test;
}

Counts counted(const Answer& answer) {
    REQUIRE(answer.facets.size() == 1);
    return {answer.facets[0].counts.begin(), answer.facets[0].counts.end()};
}

Counts counted_one_by_one(const Answer& answer) {
    Counts counts;
    for (const Quote& quote : answer.quotes) ++counts[quote.citation.product];
    return counts;
}

}  // namespace

TEST_CASE("document sets know what is in them") {
    DocumentSet set(130), other(130);
    for (const std::uint32_t number : {1u, 64u, 127u, 130u}) set.add(number);
    other.add(64);
    other.add(65);
    CHECK(set.size() == 4);
    CHECK(set.contains(130));
    CHECK_FALSE(set.contains(65));
    CHECK(set.next(0) == 1u);
    CHECK(set.next(2) == 64u);
    CHECK(set.next(128) == 130u);
    CHECK(set.next(131) == std::nullopt);
    CHECK(set.next(1000) == std::nullopt);
    DocumentSet both = set;
    both.add(other);
    CHECK(both.size() == 5);
    set.remove(other);
    CHECK(set.size() == 3);
    set.remove(1);
    CHECK(set.next(0) == 127u);
}

TEST_CASE("facets count what the query finds, whatever it is made of, the first time and later") {
    const TestLibrary test = library_of_reviews();
    for (const std::string text :
         {"slow", "slow OR battery", "slow AND battery", "battery NOT slow", "export role:customer",
          "slow product:\"product 1\"", "export (slow OR battery) NOT \"number 6\"", "battery*",
          "nowhere", "monday", "17", "17 AND export", "export AND 17", "export NOT 17"}) {
        INFO(text);
        Library library = test.open();  // looks values up at first, and keeps them all then
        Query all = query_of(text);
        all.facets = {"product"};
        all.people = true;
        all.limit = 1000;
        all.similar = true;
        all.by_meaning = ByMeaning::no;
        all.roles = {Role::customer, Role::interviewer, Role::unknown};
        for (int time = 0; time < 20; ++time) {
            const Answer answer = require(library.search(all));
            CHECK(answer.total_is_exact);
            CHECK(answer.total == answer.quotes.size());
            CHECK(counted(answer) == counted_one_by_one(answer));
        }
    }
}

TEST_CASE("values are counted alike looked up and kept, and are not kept if they are too many") {
    constexpr std::uint32_t kSlot = 3, kDocuments = 70'000;
    for (const std::uint32_t values : {65'535u, 65'536u}) {
        Xapian::WritableDatabase part(std::string(), Xapian::DB_BACKEND_INMEMORY);
        for (std::uint32_t i = 1; i <= kDocuments; ++i) {
            Xapian::Document document;
            if (i <= values - 1) document.add_value(kSlot, std::to_string(i));  // the others: ""
            part.add_document(document);
        }
        const std::vector<Xapian::Database> parts = {part};
        DocumentSet some(kDocuments);
        for (const std::uint32_t number : {1u, 2u, 60'000u, 69'999u, kDocuments}) some.add(number);
        ValueCounts counts;
        const auto sorted = [&] {
            auto found = counts.of(some, parts, kSlot, kDocuments);
            std::ranges::sort(found, {}, &ValueCount::value);
            std::vector<std::pair<std::string, std::uint64_t>> pairs;
            for (const ValueCount& count : found) {
                CHECK(some.contains(count.example));
                pairs.emplace_back(count.value, count.documents);
            }
            return pairs;
        };
        const std::vector<std::pair<std::string, std::uint64_t>> expected = {
            {"", 2}, {"1", 1}, {"2", 1}, {"60000", 1}};
        CHECK(sorted() == expected);
        DocumentSet all(kDocuments);
        for (std::uint32_t i = 1; i <= kDocuments; ++i) all.add(i);
        CHECK(counts.of(all, parts, kSlot, kDocuments).size() == values);
        CHECK(counts.keeps_values() == (values == 65'535u));
        CHECK(sorted() == expected);
    }
}

TEST_CASE("what surely means the same is counted alike by walking and by matching") {
    if (!have_models()) return;
    const TestLibrary test = library_of_reviews();
    enrich_all(test);
    Library reading = test.open(), writing = test.open(Access::write);
    for (const std::string text : {"sluggish", "sluggish exporting", "power cell", "monday",
                                   "sluggish product:\"product 1\"", "sluggish NOT battery"}) {
        INFO(text);
        Query query = query_of(text);
        query.facets = {"product"};
        query.people = true;
        const Answer walked = require(reading.search(query)),
                     matched = require(writing.search(query));
        CHECK(walked.total == matched.total);
        CHECK(walked.total_is_exact == matched.total_is_exact);
        CHECK(walked.people == matched.people);
        CHECK(counted(walked) == counted(matched));
    }
}

TEST_CASE("people and facets of many values are counted alike on every handle") {
    const TestLibrary test = library_of_reviews();
    Query slow = query_of("slow");
    slow.people = true;
    slow.facets = {"conversation"};
    slow.by_meaning = ByMeaning::no;
    Library reading = test.open(), writing = test.open(Access::write);
    const Answer walked = require(reading.search(slow)), matched = require(writing.search(slow));
    CHECK(walked.people == matched.people);
    CHECK(walked.people > 1);
    CHECK(counted(walked) == counted(matched));
    CHECK(walked.total == matched.total);
}
