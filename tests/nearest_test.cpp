#include "engine/nearest.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using verbatim::nearest;

namespace {

const std::vector<std::string_view> kNames = {
    "lens", "kind",  "source", "speaker", "product", "rating", "date",
    "lang", "round", "role",   "search",  "status",  "sync",   "conversation"};

}  // namespace

TEST_CASE("a slip of the keyboard finds the name that was meant") {
    const std::pair<std::string, std::string> cases[] = {
        {"lense", "lens"},        {"ratng", "rating"},  {"raitng", "rating"},
        {"Speker", "speaker"},    {"dtae", "date"},     {"language", "lang"},
        {"conv", "conversation"}, {"serach", "search"}, {"produkt", "product"},
        {"SOURCE", "source"},
    };
    for (const auto& [typed, meant] : cases) {
        INFO(typed);
        CHECK(nearest(typed, kNames) == meant);
    }
}

TEST_CASE("what resembles no name finds none") {
    for (const std::string& typed : {std::string("xylophone"), std::string("q"), std::string("zz"),
                                     std::string(), std::string(100'000, 'a')})
        CHECK(nearest(typed, kNames).empty());
    CHECK(nearest("lens", {}).empty());
}

TEST_CASE("of two names equally near the earlier is taken") {
    const std::vector<std::string_view> names = {"cats", "bats"};
    CHECK(nearest("rats", names) == "cats");
}
