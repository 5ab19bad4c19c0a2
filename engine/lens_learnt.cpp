#include "engine/lens_learnt.h"

#include <algorithm>
#include <cmath>

#include "engine/exponential.h"

namespace verbatim {

namespace {

// So many of the words that weigh most are named, if they weigh so much; the rest is one piece.
constexpr std::size_t kMostWords = 6;
constexpr double kLeastWeight = 0.05;

float probability_of(double log_odds) {
    return static_cast<float>(1 / (1 + exponential(-log_odds)));
}

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
                const Code* code, std::size_t lenses, std::vector<LensScore>& scores) {
    const LensGrams grams = lens_grams(text, words);
    const LensModel::Reading reading = model.read(grams, code);
    std::vector<double> cues;
    cues.reserve(scores.size());
    for (const LensScore& score : scores) cues.push_back(score.log_odds);
    for (std::size_t head = 0; head < scores.size(); ++head) {
        LensScore& score = scores[head];
        score.log_odds = reading.learnt(head);
        for (std::size_t input = 0; input < cues.size(); ++input)
            score.log_odds += reading.input(head, input) * cues[input];
        score.probability = probability_of(score.log_odds);
        for (Evidence& cue : score.evidence) cue.weight *= reading.input(head, head);
        if (head >= lenses || score.probability < kLensStored) continue;
        add_learnt_evidence(reading, head, grams.places, code != nullptr, score.evidence);
    }
}

}  // namespace verbatim
