#include "engine/recent.h"

#include <catch2/catch.hpp>

using namespace verbatim;

TEST_CASE("what was met last is known until something else takes its slot") {
    Recent<std::uint64_t> met(4096);
    met.renew(7) = 7;
    CHECK(met.at(7) == 7);
    const std::uint64_t same_slot = 7 + met.slots();
    met.renew(same_slot) = same_slot;
    CHECK(met.at(7) == same_slot);
}

TEST_CASE("slots grow in number with what comes, up to the most") {
    Recent<std::uint64_t> met(5000);
    const std::size_t first = met.slots();
    CHECK(first < 5000);
    for (std::uint64_t i = 0; i <= first; ++i) met.renew(i) = i;
    CHECK(met.slots() > first);
    for (std::uint64_t i = 0; i < 50000; ++i) met.renew(i) = i;
    CHECK(met.slots() == 5000);
    CHECK(met.at(49999) == 49999);
    CHECK(Recent<std::uint64_t>(16).slots() == 16);
}
