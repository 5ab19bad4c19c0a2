#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/lens_figures.h"
#include "engine/lens_grams.h"
#include "engine/lens_model.h"
#include "engine/lens_regression.h"
#include "engine/meaning/code.h"
#include "engine/result.h"

// How lenses are trained: those that ship with Verbatim (training/train_lenses.cpp) and a library's
// own. All arithmetic is done in a fixed order: same examples, same model.
namespace verbatim {

// A judged text as training sees it.
struct LensExample {
    std::uint64_t text = 0;  // its hash: equal texts are never in two parts of a validation
    std::vector<LensGrams::Gram> grams;
    std::vector<double> inputs;  // log-odds that other lenses, or the cues, give it
    std::optional<Code> code;
    bool yes = false;
};
LensExample lens_example(std::string_view text, std::vector<double> inputs,
                         std::optional<Code> code, bool yes);

// How large the weights of each kind may be expected to be; 0 leaves a kind out.
struct LensStrengths {
    double phrases = 0;  // words and what stands together
    double parts = 0;    // of words
    double code = 0;
    double inputs = 0;
    double contrast = 0;  // RegressionRows::contrast
};

// Examples as rows of numbers: a sparse column for each n-gram that at least two of them have, or
// for each of given ones; then the code, then the inputs.
class LensRows {
public:
    LensRows(std::span<const LensExample> examples, const LensStrengths& strengths,
             std::optional<std::vector<std::uint32_t>> keys = std::nullopt);

    const RegressionRows& rows() const { return rows_; }
    RegressionRows& rows() { return rows_; }
    const std::vector<std::uint32_t>& keys() const { return keys_; }

    // The weights of a regression over these rows, as those of texts: without strengths.
    struct Weights {
        double bias = 0;
        std::vector<double> grams;  // of the keys
        std::vector<double> code;   // kCodeLength
        std::vector<double> inputs;
    };
    Weights weights(const Regression& regression) const;

private:
    LensStrengths strengths_;
    std::vector<std::uint32_t> keys_;  // ascending
    RegressionRows rows_;
};

// The weights of several heads, over the same keys and inputs, as a model has them.
LensModelData::Weights packed(std::span<const LensRows::Weights> heads);

inline constexpr std::size_t kLensFolds = 5;

// Which of kLensFolds parts each example belongs to: in each part as many of both kinds, and equal
// texts in the same.
std::vector<std::size_t> lens_folds(std::span<const LensExample> examples);

// The log-odds of each of `judged` by a regression that was fitted to those of `learnt` that are of
// other folds. `folds` is by row. On as many threads as given; the result does not depend on it.
std::vector<double> cross_validated(const RegressionRows& rows,
                                    std::span<const RegressionSample> learnt,
                                    std::span<const RegressionSample> judged,
                                    std::span<const std::size_t> folds, unsigned threads);

// Log-odds become slope * log-odds + offset: Platt's method, with his smoothed labels, as if
// `share` of all texts were of the lens. `trust` says how many texts' worth of belief there is that
// the log-odds are right as they are.
struct LensCalibration {
    double slope = 1;
    double offset = 0;
};
LensCalibration calibrate(std::span<const LensOutcome> outcomes, double share, double trust = 0);

}  // namespace verbatim
