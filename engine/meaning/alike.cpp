#include "engine/meaning/alike.h"

#include <algorithm>
#include <optional>

#include "engine/meaning/antonyms.h"
#include "engine/stopwords.h"

namespace verbatim {

AlikeWords::AlikeWords(std::vector<Wanted> wanted, const WordVectors& vectors)
    : wanted_(std::move(wanted)), vectors_(vectors) {
    for (const Wanted& one : wanted_) places_.push_back(vectors_.find(one.word.folded));
}

const AlikeWords::Seen& AlikeWords::seen(const std::string& word) const {
    const auto [place, is_new] = seen_.try_emplace(word);
    Seen& seen = place->second;
    if (!is_new) return seen;
    seen.likeness.assign(wanted_.size(), 0);
    seen.opposes.assign(wanted_.size(), false);
    if (is_stopword(word, "en")) return seen;
    const auto vector = vectors_.find(word);
    for (std::size_t i = 0; i < wanted_.size(); ++i) {
        seen.opposes[i] = are_opposites(wanted_[i].word.folded, word);
        if (vector && places_[i] && !seen.opposes[i])
            seen.likeness[i] = std::clamp<double>(vectors_.cosine(*places_[i], *vector), 0, 1);
    }
    return seen;
}

double AlikeWords::likeness(std::size_t wanted, const CutText& text, std::size_t position) const {
    if (is_inflection(wanted_[wanted].word, text, position)) return 1;
    return seen(text.words[position].folded).likeness[wanted];
}

bool AlikeWords::opposes(std::size_t wanted, const CutText& text, std::size_t position) const {
    return seen(text.words[position].folded).opposes[wanted];
}

std::vector<AlikePair> AlikeWords::pairs(const CutText& text) const {
    std::vector<AlikePair> pairs;
    for (std::size_t wanted = 0; wanted < wanted_.size(); ++wanted) {
        AlikePair best{wanted, 0, 0};
        for (std::size_t i = 0; i < text.words.size() && best.likeness < 1; ++i)
            if (const double here = likeness(wanted, text, i); here > best.likeness)
                best = {wanted, i, here};
        if (best.likeness > 0) pairs.push_back(best);
    }
    return pairs;
}

double AlikeWords::score(const std::vector<AlikePair>& pairs) const {
    double sum = 0, weights = 0;
    for (const AlikePair& pair : pairs) sum += wanted_[pair.wanted].weight * pair.likeness;
    for (const Wanted& wanted : wanted_) weights += wanted.weight;
    return weights > 0 ? sum / weights : 0;
}

}  // namespace verbatim
