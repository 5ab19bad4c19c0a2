#include "engine/lens_training.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

#include "engine/exponential.h"
#include "engine/hash.h"
#include "engine/in_parallel.h"

namespace verbatim {

namespace {

// An n-gram that only one example has says nothing of others.
constexpr std::size_t kFewestTexts = 2;

std::vector<std::uint32_t> frequent_keys(std::span<const LensExample> examples) {
    std::vector<std::uint32_t> all;
    for (const LensExample& example : examples) {
        std::vector<std::uint32_t> keys;
        for (const LensGrams::Gram& gram : example.grams) keys.push_back(gram.key);
        std::ranges::sort(keys);
        all.insert(all.end(), keys.begin(), std::unique(keys.begin(), keys.end()));
    }
    std::ranges::sort(all);
    std::vector<std::uint32_t> frequent;
    for (std::size_t i = 0; i + kFewestTexts <= all.size(); ++i) {
        const bool first = i == 0 || all[i - 1] != all[i];
        if (first && all[i + kFewestTexts - 1] == all[i]) frequent.push_back(all[i]);
    }
    return frequent;
}

void part_scaled(std::vector<double>& weights, double strength) {
    for (double& weight : weights) weight *= strength;
}

}  // namespace

LensExample lens_example(std::string_view text, std::vector<double> inputs,
                         std::optional<Code> code, bool yes) {
    LensExample example;
    example.text = hash64(text);
    example.grams = lens_grams(text, words(text)).grams;
    example.inputs = std::move(inputs);
    example.code = code;
    example.yes = yes;
    return example;
}

LensRows::LensRows(std::span<const LensExample> examples, const LensStrengths& strengths,
                   std::optional<std::vector<std::uint32_t>> keys)
    : strengths_(strengths) {
    keys_ = keys ? std::move(*keys) : frequent_keys(examples);
    const std::size_t inputs = examples.empty() ? 0 : examples.front().inputs.size();
    rows_.scales.resize(keys_.size());
    rows_.contrast = strengths.contrast;
    rows_.dense = (strengths.code > 0 ? kCodeLength : 0) + (strengths.inputs > 0 ? inputs : 0);
    rows_.offsets.resize(examples.size());
    for (const LensExample& example : examples) {
        for (const LensGrams::Gram& gram : example.grams) {
            const double strength = gram.is_part ? strengths.parts : strengths.phrases;
            if (strength == 0) continue;
            const auto place = std::ranges::lower_bound(keys_, gram.key);
            if (place == keys_.end() || *place != gram.key) continue;
            const auto column = static_cast<std::uint32_t>(place - keys_.begin());
            rows_.scales[column] = strength;
            rows_.columns.push_back(column);
        }
        rows_.ends.push_back(rows_.columns.size());
        const auto size = static_cast<double>(example.grams.size());
        rows_.shares.push_back(size == 0 ? 0 : 1 / std::sqrt(size));
        if (strengths.code > 0) {
            const std::vector<float> code = unit(example.code.value_or(Code{}));
            for (const float value : code) rows_.values.push_back(strengths.code * double{value});
        }
        if (strengths.inputs > 0)
            for (const double input : example.inputs)
                rows_.values.push_back(strengths.inputs * input);
    }
}

LensRows::Weights LensRows::weights(const Regression& regression) const {
    Weights weights;
    weights.bias = regression.bias;
    weights.grams = regression.sparse;
    auto dense = regression.dense.begin();
    if (strengths_.code > 0) {
        weights.code.assign(dense, dense + kCodeLength);
        dense += kCodeLength;
        part_scaled(weights.code, strengths_.code);
    }
    weights.inputs.assign(dense, regression.dense.end());
    part_scaled(weights.inputs, strengths_.inputs);
    return weights;
}

LensModelData::Weights packed(std::span<const LensRows::Weights> heads) {
    constexpr double kMostSteps = 127;
    LensModelData::Weights result;
    const std::size_t keys = heads.empty() ? 0 : heads.front().grams.size();
    result.grams.resize(keys * heads.size());
    for (std::size_t head = 0; head < heads.size(); ++head) {
        const LensRows::Weights& weights = heads[head];
        LensModelData::Head packed;
        packed.bias = static_cast<float>(weights.bias);
        for (const double weight : weights.inputs)
            packed.inputs.push_back(static_cast<float>(weight));
        for (const double weight : weights.code) packed.code.push_back(static_cast<float>(weight));
        double largest = 1e-9;
        for (const double weight : weights.grams) largest = std::max(largest, std::abs(weight));
        packed.gram_step = static_cast<float>(largest / kMostSteps);
        for (std::size_t key = 0; key < keys; ++key)
            result.grams[key * heads.size() + head] =
                static_cast<std::int8_t>(std::lround(weights.grams[key] / largest * kMostSteps));
        result.heads.push_back(std::move(packed));
    }
    return result;
}

std::vector<std::size_t> lens_folds(std::span<const LensExample> examples) {
    std::vector<std::size_t> folds(examples.size());
    std::array<std::map<std::uint64_t, std::vector<std::size_t>>, 2> texts;  // by kind
    for (std::size_t i = 0; i < examples.size(); ++i)
        texts[examples[i].yes ? 1 : 0][examples[i].text].push_back(i);
    std::map<std::uint64_t, std::size_t> known;  // a text that is judged both ways stays in one
    for (const auto& kind : texts) {
        std::size_t next = 0;
        for (const auto& [text, places] : kind) {
            const auto fold = known.try_emplace(text, next++ % kLensFolds).first->second;
            for (const std::size_t place : places) folds[place] = fold;
        }
    }
    return folds;
}

std::vector<double> cross_validated(const RegressionRows& rows,
                                    std::span<const RegressionSample> learnt,
                                    std::span<const RegressionSample> judged,
                                    std::span<const std::size_t> folds, unsigned threads) {
    std::vector<double> log_odds(judged.size());
    in_parallel(kLensFolds, threads, [&](std::size_t fold) {
        std::vector<RegressionSample> others;
        for (const RegressionSample& sample : learnt)
            if (folds[sample.row] != fold) others.push_back(sample);
        const Regression regression = fit_regression(rows, others);
        for (std::size_t i = 0; i < judged.size(); ++i)
            if (folds[judged[i].row] == fold) log_odds[i] = regression.of(rows, judged[i].row);
    });
    return log_odds;
}

LensCalibration calibrate(std::span<const LensOutcome> outcomes, double share, double trust) {
    constexpr int kRounds = 50;
    constexpr double kLongest = 1;     // a step
    const double bond = trust + 1e-6;  // so that there is a best slope where nothing overlaps
    const auto yes = static_cast<double>(std::ranges::count(outcomes, true, &LensOutcome::yes));
    const auto all = static_cast<double>(outcomes.size());
    const double no = all - yes;
    LensCalibration now;
    for (int round = 0; round < kRounds; ++round) {  // Newton's method
        double slope_slope = bond, slope_offset = 0, offset_offset = bond;
        double to_slope = bond * (1 - now.slope), to_offset = -bond * now.offset;
        for (const LensOutcome& outcome : outcomes) {
            const double z = outcome.log_odds;
            const double said = 1 / (1 + exponential(-(now.slope * z + now.offset)));
            const double label = outcome.yes ? (yes + 1) / (yes + 2) : 1 / (no + 2);
            const double weight = all * (outcome.yes ? share / yes : (1 - share) / no);
            const double bend = weight * said * (1 - said);
            slope_slope += bend * z * z;
            slope_offset += bend * z;
            offset_offset += bend;
            to_slope += weight * (label - said) * z;
            to_offset += weight * (label - said);
        }
        const double area = slope_slope * offset_offset - slope_offset * slope_offset;
        const double slope = (offset_offset * to_slope - slope_offset * to_offset) / area;
        const double offset = (slope_slope * to_offset - slope_offset * to_slope) / area;
        now.slope += std::clamp(slope, -kLongest, kLongest);
        now.offset += std::clamp(offset, -kLongest, kLongest);
    }
    return now;
}

}  // namespace verbatim
