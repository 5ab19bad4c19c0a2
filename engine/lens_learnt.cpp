#include "engine/lens_learnt.h"

#include <algorithm>
#include <cmath>

#include "engine/exponential.h"

namespace verbatim {

namespace {

// So many of the words that weigh most are named, if they weigh so much; the rest is one piece.
constexpr std::size_t kMostWords = 6;
constexpr double kLeastWeight = 0.05;

// The places of the text that weigh most, strongest first, and what all the others add.
void add_words(const LensModel::Reading& reading, std::size_t head, const std::vector<Span>& places,
               std::vector<Evidence>& evidence) {
    auto shares = reading.shares(head);
    std::ranges::sort(shares, [](const auto& a, const auto& b) {
        const double weight_a = std::abs(a.weight), weight_b = std::abs(b.weight);
        return weight_a != weight_b ? weight_a > weight_b : a.place < b.place;
    });
    double rest = 0;
    for (std::size_t i = 0; i < shares.size(); ++i) {
        if (i < kMostWords && std::abs(shares[i].weight) >= kLeastWeight)
            evidence.push_back({kFromWords, places[shares[i].place], shares[i].weight, false});
        else
            rest += shares[i].weight;
    }
    if (rest != 0) evidence.push_back({kFromOtherWords, {}, rest, false});
}

}  // namespace

void add_learnt_evidence(const LensModel::Reading& reading, std::size_t head,
                         const std::vector<Span>& places, bool has_code,
                         std::vector<Evidence>& evidence) {
    add_words(reading, head, places, evidence);
    if (has_code) evidence.push_back({kFromMeaning, {}, reading.meaning(head), false});
}

void add_learnt(const LensModel& model, std::string_view text, const std::vector<Word>& words,
                const Code* code, std::size_t lenses, Reasons reasons,
                std::vector<LensScore>& scores) {
    const bool told = reasons == Reasons::told;
    const LensGrams grams = told ? lens_grams(text, words) : LensGrams();
    const LensModel::Reading reading =
        told ? model.read(grams, code) : model.skim(text, words, code);
    std::vector<double> cues;
    cues.reserve(scores.size());
    for (const LensScore& score : scores) cues.push_back(score.log_odds);
    const std::vector<double> log_odds = reading.log_odds(cues);
    for (std::size_t head = 0; head < scores.size(); ++head) {
        scores[head].log_odds = log_odds[head];
        scores[head].probability = probability_of(log_odds[head]);
    }
    if (!told) return;
    for (std::size_t head = 0; head < scores.size(); ++head) {
        LensScore& score = scores[head];
        for (Evidence& cue : score.evidence) cue.weight *= reading.input(head, head);
        if (head < lenses && score.probability >= kLensStored)
            add_learnt_evidence(reading, head, grams.places, code != nullptr, score.evidence);
    }
}

}  // namespace verbatim
