#include "training/lens_trainer.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "engine/hash.h"
#include "engine/lens.h"
#include "engine/meaning/head.h"
#include "training/texts.h"

namespace verbatim {

namespace {

// One question and the examples that teach it.
struct Question {
    std::string name;
    std::vector<LensExample> examples;
    bool is_kind = false;
};

// A kind is told from the other kinds of its lens.
Question question(const std::string& name, const ShippedExamples& examples) {
    const auto mark = name.find(kKindMark);
    Question question{name, {}, mark != std::string::npos};
    for (const ShippedExample& example : examples.at(name.substr(0, mark))) {
        if (question.is_kind && !example.example.yes) continue;
        question.examples.push_back(example.example);
        if (question.is_kind) question.examples.back().yes = example.kind == name;
    }
    return question;
}

// Of the examples those that can be in a set: all, or those with a code.
std::vector<LensExample> usable(const Question& question, bool with_code) {
    std::vector<LensExample> result;
    for (const LensExample& example : question.examples)
        if (!with_code || example.code) result.push_back(example);
    return result;
}

std::vector<RegressionSample> samples_of(const std::vector<LensExample>& examples) {
    std::vector<RegressionSample> samples;
    for (std::uint32_t i = 0; i < examples.size(); ++i)
        samples.push_back({i, examples[i].yes ? 1.0 : 0.0, 1});
    return samples;
}

double deviation(const std::vector<double>& values) {
    const double mean =
        std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
    double sum = 0;
    for (const double value : values) sum += (value - mean) * (value - mean);
    return std::sqrt(sum / static_cast<double>(values.size()));
}

std::vector<LensOutcome> outcomes(const std::vector<LensExample>& examples,
                                  const std::vector<double>& log_odds) {
    std::vector<LensOutcome> result;
    for (std::size_t i = 0; i < examples.size(); ++i)
        result.push_back({log_odds[i], examples[i].yes});
    return result;
}

// A question's weights in one set, calibrated, and how good they are.
struct Answer {
    LensRows::Weights weights;
    LensReport report;
};

class Trainer {
public:
    Trainer(const LensRecipe& recipe, unsigned threads) : recipe_(recipe), threads_(threads) {}

    LensStrengths strengths(const Question& question, bool with_code) const {
        LensStrengths strengths = with_code ? recipe_.with_code : recipe_.without_code;
        if (question.is_kind) {
            strengths.phrases *= recipe_.kind_strength;
            strengths.parts *= recipe_.kind_strength;
            strengths.code *= recipe_.kind_strength;
        }
        return strengths;
    }

    Answer answer(const Question& question, std::size_t input, bool with_code,
                  const std::vector<std::uint32_t>& keys) const {
        const std::vector<LensExample> examples = usable(question, with_code);
        const LensRows rows(examples, strengths(question, with_code), keys);
        const auto samples = samples_of(examples);
        const std::vector<double> learnt =
            cross_validated(rows.rows(), samples, samples, lens_folds(examples), threads_);
        Answer answer;
        answer.weights = rows.weights(fit_regression(rows.rows(), samples));
        answer.report.name = question.name;
        answer.report.with_code = with_code;
        std::vector<double> cues;
        for (const LensExample& example : examples) cues.push_back(example.inputs[input]);
        const double factor =
            (with_code ? recipe_.meaning_share : recipe_.words_share) / deviation(learnt);
        std::vector<double> whole;
        for (std::size_t i = 0; i < learnt.size(); ++i)
            whole.push_back(cues[i] + factor * learnt[i]);
        const LensCalibration calibration =
            calibrate(outcomes(examples, whole), expected_share(question, examples));
        for (double& value : whole) value = calibration.slope * value + calibration.offset;
        scale(answer.weights, calibration.slope * factor);
        answer.weights.bias += calibration.offset;
        answer.weights.inputs.assign(examples.front().inputs.size(), 0);
        answer.weights.inputs[input] = calibration.slope;
        answer.report.cues = lens_figures(outcomes(examples, cues));
        answer.report.learnt = lens_figures(outcomes(examples, learnt));
        answer.report.whole = lens_figures(outcomes(examples, whole));
        return answer;
    }

    // The n-grams that weigh most for any question in any set, ascending.
    std::vector<std::uint32_t> best_keys(const std::vector<Question>& questions) const {
        std::map<std::uint32_t, double> most;
        for (const Question& question : questions) {
            for (const bool with_code : {false, true}) {
                const std::vector<LensExample> examples = usable(question, with_code);
                const LensRows rows(examples, strengths(question, with_code));
                const Regression fitted = fit_regression(rows.rows(), samples_of(examples));
                // Kinds have fewer examples: their weights are smaller.
                const double largest = deviation(fitted.sparse);
                for (std::size_t i = 0; i < rows.keys().size(); ++i) {
                    double& weight = most[rows.keys()[i]];
                    weight = std::max(weight, std::abs(fitted.sparse[i]) / largest);
                }
            }
        }
        std::vector<std::pair<double, std::uint32_t>> order;
        for (const auto& [key, weight] : most) order.emplace_back(-weight, key);
        std::ranges::sort(order);
        order.resize(std::min(order.size(), recipe_.keys));
        std::vector<std::uint32_t> keys;
        for (const auto& [weight, key] : order) keys.push_back(key);
        std::ranges::sort(keys);
        return keys;
    }

private:
    // How many texts will belong. A kind's examples are what it will see.
    double expected_share(const Question& question,
                          const std::vector<LensExample>& examples) const {
        if (!question.is_kind) {
            const bool common = question.name == "pain" || question.name == "praise";
            return common ? recipe_.common : recipe_.rare;
        }
        return static_cast<double>(std::ranges::count(examples, true, &LensExample::yes)) /
               static_cast<double>(examples.size());
    }

    static void scale(LensRows::Weights& weights, double factor) {
        weights.bias *= factor;
        for (double& weight : weights.grams) weight *= factor;
        for (double& weight : weights.code) weight *= factor;
    }

    LensRecipe recipe_;
    unsigned threads_;
};

}  // namespace

ShippedModel train_shipped(const std::vector<std::string>& names, const ShippedExamples& examples,
                           const LensRecipe& recipe, unsigned threads) {
    const Trainer trainer(recipe, threads);
    std::vector<Question> questions;
    for (const std::string& name : names) questions.push_back(question(name, examples));
    ShippedModel model;
    model.data.inputs = names;
    model.data.heads = names;
    model.data.keys = trainer.best_keys(questions);
    for (const bool with_code : {false, true}) {
        std::vector<LensRows::Weights> heads;
        for (std::size_t i = 0; i < questions.size(); ++i) {
            Answer answer = trainer.answer(questions[i], i, with_code, model.data.keys);
            heads.push_back(std::move(answer.weights));
            model.reports.push_back(std::move(answer.report));
        }
        (with_code ? model.data.with_code : model.data.without_code) = packed(heads);
    }
    return model;
}

Result<std::uint64_t> hash_of_lens_training(const std::filesystem::path& folder) {
    const auto texts = hash_training_texts(folder);
    if (!texts) return texts.error();
    std::uint64_t hash = hash64(std::to_string(*texts), Head::built_in().identity());
    for (const LensFile& file : Lenses::built_in_files()) {
        hash = hash64(file.name, hash);
        hash = hash64(file.text, hash);
    }
    return hash;
}

}  // namespace verbatim
