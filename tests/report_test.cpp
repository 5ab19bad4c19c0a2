#include "benchmarks/report.h"

#include <catch2/catch.hpp>

using namespace verbatim;
using namespace verbatim::bench;

TEST_CASE("percentiles take the nearest rank") {
    std::vector<double> values;
    for (int i = 100; i > 0; --i) values.push_back(i);
    CHECK(percentile(values, 0.5) == 50);
    CHECK(percentile(values, 0.95) == 95);
    CHECK(percentile(values, 1) == 100);
    CHECK(percentile(values, 0) == 1);
    CHECK(percentile({3}, 0.95) == 3);
    CHECK(percentile({}, 0.5) == 0);
}

TEST_CASE("a table is aligned, its first column to the left") {
    CHECK(table({{"what", "ms"}, {"a", "1,000.5"}}) == "what       ms\na     1,000.5\n");
}

TEST_CASE("figures are written for people") {
    CHECK(with_commas(0) == "0");
    CHECK(with_commas(999) == "999");
    CHECK(with_commas(1'000'000) == "1,000,000");
    CHECK(fixed(2.345, 1) == "2.3");
}

TEST_CASE("options are names with values, and a wrong one is an error") {
    std::string program = "p", name = "--seed", value = "12", wrong = "--sed";
    char* good[] = {program.data(), name.data(), value.data()};
    const Result<Arguments> arguments = Arguments::parse(3, good, {"seed", "data"}, "usage");
    REQUIRE(arguments);
    CHECK(arguments->get("seed") == "12");
    CHECK_FALSE(arguments->get("data"));
    CHECK(*arguments->number("seed", 1) == 12);
    CHECK(*arguments->number("data", 1) == 1);

    char* bad[] = {program.data(), wrong.data(), value.data()};
    CHECK(Arguments::parse(3, bad, {"seed"}, "usage").error().hint == "usage");
    CHECK_FALSE(Arguments::parse(2, good, {"seed"}, "usage"));
    char* text[] = {program.data(), name.data(), wrong.data()};
    CHECK_FALSE(Arguments::parse(3, text, {"seed"}, "usage")->number("seed", 1));
}
