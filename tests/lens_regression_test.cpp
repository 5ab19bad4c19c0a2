#include "engine/lens_regression.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "engine/exponential.h"

using namespace verbatim;

namespace {

// Rows of three columns: the first holds in nearly all rows of label 1 and in few others, the
// second in half of both, the third wherever the first does.
struct Rows {
    RegressionRows rows;
    std::vector<RegressionSample> samples;

    Rows(std::vector<double> scales, double contrast) {
        rows.scales = std::move(scales);
        rows.contrast = contrast;
        for (std::uint32_t row = 0; row < 40; ++row) {
            const bool yes = row % 2 == 0;
            if (yes != (row % 10 < 2)) rows.columns.insert(rows.columns.end(), {0, 2});
            if (row % 4 < 2) rows.columns.push_back(1);
            rows.ends.push_back(rows.columns.size());
            rows.shares.push_back(1);
            rows.offsets.push_back(row % 3 == 0 ? 0.1 : 0);
            samples.push_back({row, yes ? 1.0 : 0.0, 1});
        }
    }
};

}  // namespace

TEST_CASE("a logarithm is that of the C library but for its last digits") {
    for (double x = 1e-9; x < 1e9; x *= 1.37)
        CHECK(logarithm(x) == Approx(std::log(x)).epsilon(1e-13).margin(1e-13));
    CHECK(logarithm(1) == 0);
}

TEST_CASE("a column of a greater scale takes more of the weight") {
    const Rows same({0.5, 0.5, 0.5}, 0), other({0.5, 0.5, 1}, 0);
    const Regression even = fit_regression(same.rows, same.samples);
    CHECK(even.sparse[0] == Approx(even.sparse[2]).epsilon(1e-6));
    const Regression uneven = fit_regression(other.rows, other.samples);
    CHECK(uneven.sparse[2] == Approx(4 * uneven.sparse[0]).epsilon(1e-6));  // the scale squared
}

TEST_CASE("contrast gives room to columns that tell the classes apart") {
    const Rows plain({1, 1, 0.5}, 0), half({1, 1, 0.5}, 0.5), full({1, 1, 0.5}, 1);
    const double without = fit_regression(plain.rows, plain.samples).sparse[0];
    CHECK(without > 0);
    CHECK(fit_regression(half.rows, half.samples).sparse[0] > without);
    // The second holds as often in either class: it has no room left.
    CHECK(fit_regression(plain.rows, plain.samples).sparse[1] != 0);
    CHECK(fit_regression(full.rows, full.samples).sparse[1] == Approx(0).margin(1e-12));
}

TEST_CASE("contrast sees only the samples that it is given") {
    Rows all({1, 1, 1}, 0.5);
    const Regression before = fit_regression(all.rows, {all.samples.data(), 20});
    for (std::size_t i = 20; i < all.samples.size(); ++i)
        all.samples[i].label = 1 - all.samples[i].label;
    CHECK(fit_regression(all.rows, {all.samples.data(), 20}).sparse == before.sparse);
}
