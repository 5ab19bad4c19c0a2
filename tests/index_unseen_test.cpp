#include "engine/index_unseen.h"

#include <catch2/catch.hpp>

#include "engine/hash.h"

using namespace verbatim;

TEST_CASE("unseen conversations are remembered, many of them nearly") {
    UnseenConversations unseen;
    CHECK(unseen.empty());
    const auto id = [](int number) { return IdBuilder().add(std::to_string(number)).id(); };
    const auto taken_for_them = [&](int first, int last) {
        int count = 0;
        for (int i = first; i < last; ++i) count += unseen.may_contain(id(i)) ? 1 : 0;
        return count;
    };
    for (int i = 0; i < 100; ++i) unseen.insert(id(i));
    CHECK(taken_for_them(0, 100) == 100);
    CHECK(taken_for_them(100, 10'000) == 0);
    for (int i = 100; i < 200'000; ++i) unseen.insert(id(i));
    CHECK(taken_for_them(0, 200'000) == 200'000);
    CHECK(taken_for_them(200'000, 300'000) < 100);
    unseen.clear();
    CHECK(unseen.empty());
    CHECK(taken_for_them(0, 1000) == 0);
}
