#include "engine/in_parallel.h"

#include <catch2/catch.hpp>

#include <atomic>
#include <stdexcept>
#include <vector>

using namespace verbatim;

TEST_CASE("all is done once, by however many threads") {
    for (const unsigned threads : {1u, 3u, 100u}) {
        std::vector<std::atomic<int>> calls(50);
        in_parallel(calls.size(), threads, [&](std::size_t i) { ++calls[i]; });
        for (const auto& called : calls) CHECK(called == 1);
    }
}

TEST_CASE("what one of several threads throws arrives, and little more is begun") {
    std::atomic<std::size_t> begun = 0;
    const auto body = [&](std::size_t i) {
        ++begun;
        if (i == 5) throw std::runtime_error("the sixth");
    };
    CHECK_THROWS_WITH(in_parallel(1'000'000, 3, body), "the sixth");
    CHECK(begun < 1'000'000);
}
