#include "engine/lens_adapt.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/learning_curve.h"

namespace verbatim {

namespace {

// With fewer nothing can be held back to see how good it is.
constexpr std::size_t kFewestOfAKind = 5;
constexpr std::size_t kFewestForForecast = 40;
// How far marks may lead from what the shipped model has learnt: few less far than many. How they
// were chosen: docs/adr/0011-lens-model.md.
constexpr std::size_t kMany = 500;
struct Strengths {
    LensStrengths without_code, with_code;
};
constexpr Strengths kOfFew{{.phrases = 3, .parts = 1.2, .inputs = 0.2},
                           {.phrases = 3, .parts = 0.6, .code = 0.8, .inputs = 0.15}};
constexpr Strengths kOfMany{{.phrases = 4, .parts = 1.8, .inputs = 0.2, .contrast = 0.5},
                            {.phrases = 4, .code = 1.6, .inputs = 0.1, .contrast = 0.5}};
// Marks of one kind alone, or nearly, do not show what parts the kinds: nearly all that resembles
// the marked texts in what they mean, or in what other lenses say of them, is of the other kind.
constexpr LensStrengths kOfTooFewOfAKind = {.phrases = 3, .code = 0.4, .inputs = 0.03};
// What a lens knew already keeps the meaning of a few marks from leading astray.
constexpr double kCodeBesideBasis = 1.6;
// Inputs beyond this say no more.
constexpr double kMostInput = 6;
// So many marks' worth of belief that the regression's probabilities are right.
constexpr double kTrust = 5;
constexpr std::array<std::size_t, 3> kMore = {20, 50, 100};
// The learning curve is measured with these shares of the marks, at most so many of them.
constexpr std::array<double, 3> kShares = {0.25, 0.5, 0.75};
constexpr double kMostForCurve = 1500;

std::vector<LensExample> examples_of(std::span<const LensMark> marks, bool with_code) {
    std::vector<LensExample> examples;
    for (const LensMark& mark : marks) {
        if (with_code && !mark.code) continue;
        std::vector<double> inputs = with_code ? mark.inputs_with_code : mark.inputs;
        for (double& input : inputs) input = std::clamp(input, -kMostInput, kMostInput);
        examples.push_back(lens_example(mark.text, std::move(inputs), mark.code, mark.yes));
    }
    return examples;
}

std::vector<RegressionSample> samples_of(std::span<const LensExample> examples) {
    std::vector<RegressionSample> samples;
    for (std::uint32_t i = 0; i < examples.size(); ++i)
        samples.push_back({i, examples[i].yes ? 1.0 : 0.0, 1});
    return samples;
}

bool has_both_kinds(std::span<const LensExample> examples) {
    const auto yes =
        static_cast<std::size_t>(std::ranges::count(examples, true, &LensExample::yes));
    return yes >= kFewestOfAKind && examples.size() - yes >= kFewestOfAKind;
}

// One set of weights, and what it makes of its examples when it was trained on others.
struct Fitted {
    LensRows::Weights weights;
    std::vector<LensOutcome> outcomes;
};

void calibrate(Fitted& fitted) {
    const auto yes = std::ranges::count(fitted.outcomes, true, &LensOutcome::yes);
    const double share = static_cast<double>(yes) / static_cast<double>(fitted.outcomes.size());
    const LensCalibration calibration = calibrate(fitted.outcomes, share, kTrust);
    for (LensOutcome& outcome : fitted.outcomes)
        outcome.log_odds = calibration.slope * outcome.log_odds + calibration.offset;
    LensRows::Weights& weights = fitted.weights;
    for (auto* list : {&weights.grams, &weights.code, &weights.inputs})
        for (double& weight : *list) weight *= calibration.slope;
    weights.bias = calibration.slope * weights.bias + calibration.offset;
}

LensStrengths strengths_for(const LensTask& task, std::span<const LensExample> marks,
                            bool with_code) {
    const Strengths& both = marks.size() < kMany ? kOfFew : kOfMany;
    LensStrengths strengths = with_code ? both.with_code : both.without_code;
    if (!has_both_kinds(marks)) {
        strengths = kOfTooFewOfAKind;
        if (!with_code) strengths.code = 0;
        return strengths;
    }
    if (with_code && task.basis) strengths.code = kCodeBesideBasis;
    return strengths;
}

class Adapter {
public:
    // By words alone, which chooses n-grams, or by words and meaning, with n-grams that are given.
    Adapter(const LensTask& task, std::span<const LensExample> examples, unsigned threads,
            const std::optional<std::vector<std::uint32_t>>& keys = std::nullopt)
        : task_(task),
          examples_(examples),
          rows_(examples, strengths_for(task, examples, keys.has_value()), keys),
          samples_(samples_of(examples)),
          folds_(lens_folds(examples)),
          threads_(threads) {
        for (std::size_t i = 0; task.basis && i < examples.size(); ++i)
            rows_.rows().offsets[i] = examples[i].inputs[*task.basis];
    }

    const std::vector<std::uint32_t>& keys() const { return rows_.keys(); }

    // Without outcomes and calibration where there are too few examples to hold some back.
    Fitted fit() const {
        const bool both = has_both_kinds(examples_);
        const Bias bias = both ? Bias::free : Bias::none;
        Fitted fitted{rows_.weights(fit_regression(rows_.rows(), samples_, bias)), {}};
        if (task_.basis) fitted.weights.inputs[*task_.basis] += 1;
        if (!both) return fitted;
        fitted.outcomes = validated(samples_);
        calibrate(fitted);
        return fitted;
    }

    // The basis alone.
    std::vector<LensOutcome> before() const {
        std::vector<LensOutcome> outcomes;
        for (const LensExample& example : examples_)
            outcomes.push_back({example.inputs[*task_.basis], example.yes});
        return outcomes;
    }

    // How good the lens would be if only so large a share of the examples were marked.
    LensFigures with_share(double share) const {
        std::vector<RegressionSample> some;
        for (const RegressionSample& sample : samples_)
            if (rank(sample.row) < share) some.push_back(sample);
        return lens_figures(validated(some));
    }

private:
    // A place between 0 and 1 that has nothing to do with the folds.
    double rank(std::size_t row) const {
        constexpr std::uint64_t kSteps = 10007;
        return static_cast<double>(examples_[row].text / kLensFolds % kSteps) / kSteps;
    }

    std::vector<LensOutcome> validated(std::span<const RegressionSample> learnt) const {
        const std::vector<double> log_odds =
            cross_validated(rows_.rows(), learnt, samples_, folds_, threads_);
        std::vector<LensOutcome> outcomes;
        for (std::size_t i = 0; i < samples_.size(); ++i)
            outcomes.push_back({log_odds[i], examples_[i].yes});
        return outcomes;
    }

    const LensTask& task_;
    std::span<const LensExample> examples_;
    LensRows rows_;
    std::vector<RegressionSample> samples_;
    std::vector<std::size_t> folds_;
    unsigned threads_;
};

std::vector<LensForecast> forecasts(const Adapter& adapter, const AdaptedLens& lens,
                                    std::size_t marks) {
    std::vector<LensForecast> forecasts;
    if (marks < kFewestForForecast) return forecasts;
    const auto all = static_cast<double>(marks);
    const double most = std::min(1.0, kMostForCurve / all);
    LearningCurve precision, f1;
    const auto add = [&](double share, const LensFigures& figures) {
        precision.add(share * all, figures.average_precision);
        f1.add(share * all, figures.f1);
    };
    if (lens.before.texts > 0) add(0, lens.before);
    for (const double share : kShares) add(share * most, adapter.with_share(share * most));
    add(most, most < 1 ? adapter.with_share(most) : lens.figures);
    for (const std::size_t more : kMore) {
        const auto count = static_cast<double>(more);
        forecasts.push_back(
            {more, std::min(1.0, lens.figures.average_precision + precision.gain(all, count)),
             std::min(1.0, lens.figures.f1 + f1.gain(all, count))});
    }
    return forecasts;
}

// Leaves out the n-grams that weigh nothing, in either set.
void drop_idle_keys(LensModelData& data) {
    std::size_t kept = 0;
    for (std::size_t key = 0; key < data.keys.size(); ++key) {
        if (data.without_code.grams[key] == 0 && data.with_code.grams[key] == 0) continue;
        data.keys[kept] = data.keys[key];
        data.without_code.grams[kept] = data.without_code.grams[key];
        data.with_code.grams[kept] = data.with_code.grams[key];
        ++kept;
    }
    data.keys.resize(kept);
    data.without_code.grams.resize(kept);
    data.with_code.grams.resize(kept);
}

}  // namespace

Result<AdaptedLens> adapt_lens(const LensTask& task, std::span<const LensMark> marks,
                               unsigned threads) {
    const std::vector<LensExample> all = examples_of(marks, false);
    if (all.empty() || (!task.basis && !has_both_kinds(all)))
        return Error{ErrorCode::bad_input,
                     "the lens " + task.name + " needs " + std::to_string(kFewestOfAKind) +
                         " texts that belong to it and as many that do not",
                     "mark more: verbatim lens mark ID " + task.name + " yes|no"};
    const Adapter by_words(task, all, threads);
    const Fitted words = by_words.fit();
    AdaptedLens lens;
    lens.data.codes = task.codes;
    lens.data.inputs = task.inputs;
    lens.data.heads = {task.name};
    lens.data.keys = by_words.keys();
    lens.data.without_code = packed({&words.weights, 1});
    const auto judge = [&](const Adapter& adapter, const Fitted& fitted) {
        if (fitted.outcomes.empty()) return;
        if (task.basis) lens.before = lens_figures(adapter.before());
        lens.figures = lens_figures(fitted.outcomes);
        lens.intervals = lens_intervals(fitted.outcomes);
        lens.forecasts = forecasts(adapter, lens, fitted.outcomes.size());
    };
    const std::vector<LensExample> known = examples_of(marks, true);
    if (has_both_kinds(known) || (task.basis && !known.empty())) {
        const Adapter by_meaning(task, known, threads, lens.data.keys);
        const Fitted meaning = by_meaning.fit();
        lens.data.with_code = packed({&meaning.weights, 1});
        judge(by_meaning, meaning);
    } else {
        LensRows::Weights no_code = words.weights;
        no_code.code.assign(kCodeLength, 0);
        lens.data.with_code = packed({&no_code, 1});
        judge(by_words, words);
    }
    drop_idle_keys(lens.data);
    return lens;
}

double adapted_share(const LensModel::Reading& reading, std::size_t input, double log_odds) {
    return reading.input(0, input) * std::clamp(log_odds, -kMostInput, kMostInput);
}

double adapted_log_odds(const LensModel::Reading& reading, std::span<const double> inputs) {
    double sum = reading.learnt(0);
    for (std::size_t i = 0; i < inputs.size(); ++i) sum += adapted_share(reading, i, inputs[i]);
    return sum;
}

}  // namespace verbatim
