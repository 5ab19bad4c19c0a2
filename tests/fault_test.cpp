#include "tests/library_fixture.h"

using namespace verbatim;

namespace {

std::string many_reviews(int count) {
    std::string csv = "id,text\n";
    for (int i = 0; i < count; ++i)
        csv += "review-number-" + std::to_string(i) + ",Number " + std::to_string(i * 7919) +
               " of my reports never arrived and support does not care about it.\n";
    return csv;
}

}  // namespace

TEST_CASE("a disk that fills up ends in an error and a whole library, wherever it happens") {
    TestLibrary test;
    test.write("small.csv", "id,text\nreview-number-x,The price of this tool is too high.\n");
    test.add();
    test.write("big.csv", many_reviews(20000));
    for (const std::uint64_t bytes : {1u << 10, 100u << 10, 1u << 20, 4u << 20, 8u << 20}) {
        CAPTURE(bytes);
        CHECK(run_program(test, {"add", test.file("big.csv")}, "", 0, bytes).status == 2);
        { const Library recovered = test.open(Access::write); }
        CHECK(test.faults().empty());
        CHECK(test.texts("price").size() == 1);
        CHECK(test.texts("reports").empty());
    }
    CHECK(test.add().totals.indexed == 20000);
}

TEST_CASE("a file that grows too large ends in an error and a whole library") {
    TestLibrary test;
    test.write("small.csv", "id,text\nreview-number-x,The price of this tool is too high.\n");
    test.add();
    test.write("big.csv", many_reviews(20000));
    for (const std::uint64_t bytes : {64u << 10, 256u << 10, 1u << 20}) {
        CAPTURE(bytes);
        CHECK(run_program(test, {"add", test.file("big.csv")}, "", bytes).status == 2);
        { const Library recovered = test.open(Access::write); }
        CHECK(test.faults().empty());
        CHECK(test.texts("price").size() == 1);
        CHECK(test.texts("reports").empty());
    }
    CHECK(test.add().totals.indexed == 20000);
    CHECK(test.faults().empty());
}
