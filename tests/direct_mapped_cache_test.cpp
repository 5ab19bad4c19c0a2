#include "engine/direct_mapped_cache.h"

#include <catch2/catch.hpp>

using namespace verbatim;

using Cache = DirectMappedCache<std::uint64_t>;

TEST_CASE("what was cached last is there until something else claims its slot") {
    Cache cache(4096);
    cache.claim(7) = 7;
    CHECK(cache.slot(7) == 7);
    const std::uint64_t same_slot = 7 + cache.slots();
    cache.claim(same_slot) = same_slot;
    CHECK(cache.slot(7) == same_slot);
}

TEST_CASE("a cache grows with what is claimed, and forgets then") {
    Cache cache(5000);
    const std::size_t first = cache.slots();
    CHECK(first < 4096);
    for (std::uint64_t i = 0; i < first; ++i) cache.claim(i) = i;
    CHECK(cache.slots() == first);
    CHECK(cache.slot(1) == 1);
    cache.claim(first) = first;
    CHECK(cache.slots() > first);
    CHECK(cache.slot(1) == 0);
    CHECK(cache.slot(first) == first);
    for (std::uint64_t i = 0; i < 50000; ++i) cache.claim(i) = i;
    CHECK(cache.slots() == 4096);
    CHECK(cache.slot(49999) == 49999);
    CHECK(Cache(16).slots() == 16);
    CHECK(Cache(1).slots() == 1);
}
