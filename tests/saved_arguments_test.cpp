#include "cli/saved_arguments.h"

#include <catch2/catch.hpp>

using namespace verbatim::cli;

namespace {
using Arguments = std::vector<std::string>;
}

TEST_CASE("where a search is saved and how it is printed is not kept of it") {
    CHECK(kept_arguments({"--library", "there", "search", "too", "expensive", "--save", "price",
                          "-n", "5", "--json", "--color=never", "--kind", "review", "--replace",
                          "--format", "csv", "--saved=x", "--new"}) ==
          Arguments{"search", "too", "expensive", "-n", "5", "--kind", "review"});
    CHECK(kept_arguments({"search", "--save", "price", "--", "--json", "is broken"}) ==
          Arguments{"search", "--", "--json", "is broken"});
}

TEST_CASE("what is given when a search is run comes last, but before what are words alone") {
    CHECK(with_additions({"search", "price", "-n", "5"}, {"--library", "x", "search", "--saved",
                                                          "p", "--new", "-n", "50", "--json"}) ==
          Arguments{"search", "price", "-n", "5", "-n", "50", "--json"});
    CHECK(with_additions({"search", "--", "-5 stars"}, {"search", "--saved=p", "--exact"}) ==
          Arguments{"search", "--exact", "--", "-5 stars"});
    CHECK(with_additions({"pains"}, {}) == Arguments{"pains"});
}

TEST_CASE("a command line is printed as a shell takes it") {
    CHECK(shell_line({"search", "too", "--like", "It's too dear.", ""}) ==
          "search too --like 'It'\\''s too dear.' ''");
}
