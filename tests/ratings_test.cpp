#include <catch2/catch.hpp>

#include "indexer/mapping/ratings.h"

using namespace verbatim;

TEST_CASE("ratings are read as people and programs write them") {
    struct Case {
        const char* text;
        double value, max;  // max 0: not told
    };
    const Case cases[] = {
        {"4", 4, 0},
        {"4.5", 4.5, 0},
        {"4,5", 4.5, 0},
        {"10.0", 10, 0},
        {" 3 ", 3, 0},
        {"8/10", 8, 10},
        {"4 / 5", 4, 5},
        {"5 stars", 5, 0},
        {"1 Star", 1, 0},
        {"FIVE", 5, 5},
        {"4.0 out of 5 stars", 4, 5},
        {"Rated 4 out of 5", 4, 5},
        {"4 von 5 Sternen", 4, 5},
        {"★★★★☆", 4, 5},
        {"★★★", 3, 5},
        {"⭐⭐⭐⭐⭐", 5, 5},
        {"80%", 80, 100},
        {"0", 0, 0},
        {"10 - Extremely likely", 10, 0},
        {"0 \u2013 Not at all likely", 0, 0},
        {"1 (not at all)", 1, 0},
    };
    for (const Case& c : cases) {
        INFO(c.text);
        const auto rating = parse_rating(c.text);
        REQUIRE(rating);
        CHECK(rating->value == c.value);
        CHECK(rating->max.value_or(0) == c.max);
    }
}

TEST_CASE("what is no rating is nothing") {
    for (const char* text :
         {"", "great", "-1", "4 apples", "11/10", "101", "4/5/2019", "☆☆ok", "fiver", "4 of",
          "one two", "five", "Five", "five out of five", "four stars"}) {
        INFO(text);
        CHECK_FALSE(parse_rating(text));
    }
}
