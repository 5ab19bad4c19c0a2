#include "cli/filters.h"

#include <catch2/catch.hpp>

using namespace verbatim;
using namespace verbatim::cli;

namespace {

std::string printed(const FilterFlags& flags) {
    const auto nodes = filter_nodes(flags);
    if (!nodes) return "error: " + nodes.error().message;
    std::string text;
    for (const Node& node : *nodes) text += (text.empty() ? "" : " ") + print(node);
    return text;
}

}  // namespace

TEST_CASE("filters are the same nodes as in the query language") {
    FilterFlags flags;
    flags.kind = {"review,call"};
    flags.product = {"Lumo, large"};
    flags.rating = {"1..3", "5"};
    flags.since = "2026-01";
    flags.until = "2026-06";
    flags.where = {"plan=pro"};
    CHECK(printed(flags) ==
          "kind:review kind:call product:\"Lumo, large\" rating:1..3 rating:5 "
          "date:2026-01..2026-06 plan:pro");
}

TEST_CASE("a rating is a number or a range with either end open") {
    for (const std::string good : {"4", "4.5", "1..3", "..2", "4..", "3..3"}) {
        FilterFlags flags;
        flags.rating = {good};
        CHECK(printed(flags) == "rating:" + good);
    }
    for (const std::string bad : {"good", "..", "3..1", "1...3", "4x", "1..x", "inf", "-"}) {
        FilterFlags flags;
        flags.rating = {bad};
        CHECK(printed(flags) == "error: --rating does not take '" + bad + "'");
    }
}

TEST_CASE("a date is a year, a month or a day of the calendar") {
    for (const char* good : {"2026", "2026-01", "2026-12", "2026-01-31", "2024-02-29"})
        CHECK(is_date(good));
    for (const char* bad : {"", "26", "20266", "2026-1", "2026-13", "2026-00", "2026-02-29",
                            "2026-01-32", "2026-01-3", "2026/01", "2026-01-", "2026-01-31T00:00",
                            "May 2026", "0000", "2026-", "20a6"})
        CHECK_FALSE(is_date(bad));
}

TEST_CASE("an open range of dates has one end, and the ends have an order") {
    FilterFlags flags;
    flags.until = "2026";
    CHECK(printed(flags) == "date:..2026");
    flags.since = "2026-05-12";
    CHECK(printed(flags) == "date:2026-05-12..2026");
    flags.since = "2027-01";
    CHECK(printed(flags) == "error: --until 2026 is before --since 2027-01");
    flags.since = "soon";
    CHECK(printed(flags) == "error: --since does not take 'soon'");
}

TEST_CASE("languages and keys are checked") {
    FilterFlags flags;
    flags.lang = {"en,de"};
    CHECK(printed(flags) == "lang:en lang:de");
    flags.lang = {"English"};
    CHECK(printed(flags) == "error: --lang does not take 'English'");
    flags.lang.clear();
    flags.where = {"plan"};
    CHECK(printed(flags) == "error: --where does not take 'plan'");
    CHECK(check_key("--set", "plan_2-b"));
    CHECK_FALSE(check_key("--set", "my plan"));
    CHECK_FALSE(check_key("--set", "rating"));
}

TEST_CASE("values are split at commas") {
    CHECK(split_values({"a, b", "", "c,,d"}) == std::vector<std::string>{"a", "b", "c", "d"});
}
