#include <algorithm>

#include "tests/library_fixture.h"

using namespace verbatim;

namespace {

std::string reviews(int from, int to) {
    std::string csv = "id,text\n";
    for (int i = from; i < to; ++i)
        csv += "review-number-" + std::to_string(i) + ",The planner made me wait number " +
               std::to_string(i) + ".\n";
    return csv;
}

}  // namespace

// All are reviews by customers, and numbers in the middle have no document.
TEST_CASE("what every verbatim has can be asked for where some were taken out") {
    TestLibrary test;
    test.write("a.csv", reviews(0, 1500));
    test.write("b.csv", reviews(1500, 3000));
    test.write("c.csv", reviews(3000, 4500));
    test.add();
    test.erase("b.csv");
    test.sync();
    const auto total = [&](const std::string& text) {
        Query query = query_of(text);
        query.similar = true;
        query.facets = {"kind"};
        return test.search(query).total;
    };
    CHECK(total("kind:review") == 3000);
    CHECK(total("role:customer") == 3000);
    CHECK(total("wait") == 3000);
    CHECK(total("wait kind:review -chat") == 3000);
    CHECK(total("wai* AND kind:review") == 3000);
    CHECK(total("number -wait") == 0);
    CHECK(total("\"planner made\" kind:review") == 3000);
    Query newest = query_of("kind:review");
    newest.sort = Sort::newest;
    newest.similar = true;
    CHECK(test.search(newest).total == 3000);
}
