#include "engine/meaning/code.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <random>
#include <vector>

using namespace verbatim;

namespace {

std::vector<Code> some_codes(std::size_t count) {
    std::mt19937 random(7);
    std::vector<Code> codes(count);
    for (Code& code : codes)
        for (std::int8_t& component : code)
            component = static_cast<std::int8_t>(static_cast<int>(random() % 255) - 127);
    return codes;
}

}  // namespace

TEST_CASE("the products of many rows are those of each") {
    const auto codes = some_codes(1001);
    std::vector<std::int32_t> products(codes.size());
    dot_each(codes[3], codes, products.data());
    for (std::size_t i = 0; i < codes.size(); ++i) CHECK(products[i] == dot(codes[3], codes[i]));
}

TEST_CASE("the largest products do not overflow") {
    Code most;
    most.fill(-127);
    const std::vector<Code> rows = {most};
    std::int32_t product = 0;
    dot_each(most, rows, &product);
    CHECK(product == 128 * 127 * 127);
}

TEST_CASE("a rounded vector keeps its direction") {
    std::array<double, kCodeLength> vector{};
    for (std::size_t i = 0; i < kCodeLength; ++i) vector[i] = std::sin(static_cast<double>(i));
    const Code code = rounded(vector);
    CHECK(dot(code, code) / kCodeUnit == Approx(1).margin(0.01));
    CHECK(is_known(code));
    CHECK_FALSE(is_known(rounded(std::array<double, kCodeLength>{})));
}

TEST_CASE("a code survives as bytes") {
    const Code code = some_codes(1).front();
    CHECK(code_of(bytes_of(code)) == code);
}

TEST_CASE("examples lead towards them and away from others") {
    const auto codes = some_codes(3);
    const Code from = lead(codes[0], {}, 0, {}, 0);
    const Code to = lead(codes[1], {}, 0, {}, 0);
    const Code other = lead(codes[2], {}, 0, {}, 0);
    const Code led = lead(from, {&to, 1}, 0.5, {&other, 1}, 0.5);
    CHECK(dot(led, to) > dot(from, to));
    CHECK(dot(led, other) < dot(from, other));
}
