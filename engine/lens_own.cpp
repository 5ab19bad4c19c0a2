#include "engine/lens_own.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "engine/exponential.h"
#include "engine/lens_adapt.h"
#include "engine/lens_learnt.h"
#include "engine/lens_manner.h"
#include "engine/lens_names.h"
#include "engine/meaning/head.h"

namespace verbatim {

namespace {

// A manner that holds counts as much as such log-odds of a lens.
constexpr double kMannerLogOdds = 4.5;

std::string manner_name(std::string_view manner) {
    return "manner: " + std::string(manner);
}

}  // namespace

std::vector<std::string> OwnLens::input_names() const {
    const LensNames& built_in = LensNames::built_in();
    std::vector<std::string> names(built_in.lenses.begin(), built_in.lenses.end());
    if (cues) names.emplace_back(kOwnCues);
    std::ranges::transform(kManners, std::back_inserter(names), manner_name);
    return names;
}

Result<OwnLens> OwnLens::load(const StoredLens& stored) {
    OwnLens lens;
    lens.stored = stored;
    if (!stored.cues.empty()) {
        auto cues = Lenses::parse_own({stored.name, stored.cues});
        if (!cues) return cues.error();
        lens.cues = *std::move(cues);
    }
    if (!stored.model.empty()) {
        auto model = LensModelData::parse("the lens " + stored.name, stored.model);
        if (!model) return model.error();
        if (model->heads.size() != 1 || model->inputs != lens.input_names())
            return Error{ErrorCode::version,
                         "what the lens " + stored.name + " learnt is of another Verbatim",
                         "`verbatim lens train` learns it anew"};
        lens.knows_codes = model->codes == Head::built_in().identity();
        lens.model.emplace(*std::move(model));
    }
    return lens;
}

std::vector<double> OwnLens::inputs_of(std::vector<double> built_in, std::string_view text,
                                       const std::vector<Word>& words, std::string_view lang,
                                       const Lenses::Context& context) const {
    std::vector<double> inputs = std::move(built_in);
    if (cues) inputs.push_back(cues->cue_log_odds(text, words, lang, context).front());
    const std::size_t first = inputs.size();
    inputs.resize(first + kManners.size());
    for (const std::size_t manner : manners_of(text, words))
        inputs[first + manner] = kMannerLogOdds;
    return inputs;
}

void OwnLens::judge(std::string_view text, const std::vector<Word>& words, std::string_view lang,
                    const Lenses::Context& context, const Code* code,
                    const std::vector<double>& built_in, Reasons reasons, LensScore& score) const {
    if (!knows_codes) code = nullptr;
    if (!model) {
        if (!cues) return;
        score = std::move(cues->score(text, words, lang, context, nullptr, reasons).front());
        score.name = stored.name;
        return;
    }
    const std::vector<double> given = inputs_of(built_in, text, words, lang, context);
    const bool told = reasons == Reasons::told;
    const LensGrams grams = told ? lens_grams(text, words) : LensGrams();
    const LensModel::Reading reading =
        told ? model->read(grams, code) : model->skim(text, words, code);
    score.log_odds = adapted_log_odds(reading, given);
    score.probability = probability_of(score.log_odds);
    score.evidence.clear();
    if (score.probability < kLensStored || !told) return;
    const std::vector<std::string>& names = model->data().inputs;
    for (std::size_t i = 0; i < given.size(); ++i)
        if (const double weight = adapted_share(reading, i, given[i]); weight != 0)
            score.evidence.push_back({names[i], {}, weight, false});
    std::ranges::stable_sort(score.evidence, [](const Evidence& a, const Evidence& b) {
        return std::abs(a.weight) > std::abs(b.weight);
    });
    add_learnt_evidence(reading, 0, grams.places, code != nullptr, score.evidence);
}

}  // namespace verbatim
