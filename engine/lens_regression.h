#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace verbatim {

// Texts as numbers, one a row: some of very many columns that hold the same value, as n-grams are,
// and all of a few others. The dense columns are scaled so that a weight of 1 is as likely in each.
struct RegressionRows {
    std::vector<std::uint32_t> columns;  // the sparse ones that hold, row by row
    std::vector<std::size_t> ends;       // of each row, in columns
    std::vector<double> shares;          // what each of a row's sparse columns holds
    std::vector<double> scales;          // how large the weight of each sparse column may be
    // How much of that hangs on the samples: the scale counts 1 - contrast + contrast * |log(p/q)|
    // times, where p and q are the smoothed shares of those of label 1 and of label 0 in which the
    // column holds. With 1 it is NB-SVM (Wang and Manning 2012, "Baselines and Bigrams"), with a
    // logistic loss.
    double contrast = 0;
    std::size_t dense = 0;
    std::vector<double> values;   // of the dense columns, row by row
    std::vector<double> offsets;  // log-odds that are given

    std::size_t size() const { return ends.size(); }
    std::size_t sparse() const { return scales.size(); }
    std::size_t begin(std::size_t row) const { return row == 0 ? 0 : ends[row - 1]; }
};

// Which rows to learn from: each with its label, from 0 to 1, and what it counts.
struct RegressionSample {
    std::uint32_t row = 0;
    double label = 0;
    double weight = 1;
};

struct Regression {
    std::vector<double> sparse;
    std::vector<double> dense;
    double bias = 0;

    // The log-odds of a row, what is given among them.
    double of(const RegressionRows& rows, std::size_t row) const;
};

// Logistic regression: the least of the samples' loss and half the squares of the weights, each
// divided by its column's scale, the bias aside. By L-BFGS (Nocedal 1980). Same rows, same samples,
// same weights to the last bit, on every machine. A pass over the samples costs as much as reading
// them; there are at most 100.
//
// Bias::none keeps the bias at 0: where all samples are alike it would grow without bound.
enum class Bias { free, none };
Regression fit_regression(const RegressionRows& rows, std::span<const RegressionSample> samples,
                          Bias bias = Bias::free);

}  // namespace verbatim
