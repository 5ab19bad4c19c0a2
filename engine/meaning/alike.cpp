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

const std::vector<AlikeWords::Relation>& AlikeWords::relations(const std::string& word) const {
    const auto [place, is_new] = seen_.try_emplace(word);
    std::vector<Relation>& relations = place->second;
    if (!is_new) return relations;
    relations.resize(wanted_.size());
    if (is_stopword(word, "en")) return relations;
    const auto vector = vectors_.find(word);
    for (std::size_t i = 0; i < wanted_.size(); ++i) {
        Relation& relation = relations[i];
        relation.opposes = are_opposites(wanted_[i].word.folded, word);
        relation.agrees = are_of_one_side(wanted_[i].word.folded, word);
        if (vector && places_[i] && !relation.opposes)
            relation.likeness = std::clamp<double>(vectors_.cosine(*places_[i], *vector), 0, 1);
    }
    return relations;
}

AlikeWords::Relation AlikeWords::relation(std::size_t wanted, const CutText& text,
                                          std::size_t position) const {
    if (is_inflection(wanted_[wanted].word, text, position)) return {1, false, true};
    return relations(text.words[position].folded)[wanted];
}

std::vector<AlikePair> AlikeWords::pairs(const CutText& text) const {
    std::vector<AlikePair> best(wanted_.size());
    for (std::size_t i = 0; i < text.words.size(); ++i) {
        const std::vector<Relation>& here = relations(text.words[i].folded);
        for (std::size_t wanted = 0; wanted < wanted_.size(); ++wanted) {
            if (best[wanted].likeness >= 1) continue;
            const bool same = is_inflection(wanted_[wanted].word, text, i);
            const double likeness = same ? 1 : here[wanted].likeness;
            if (likeness > best[wanted].likeness) best[wanted] = {wanted, i, likeness};
        }
    }
    std::erase_if(best, [](const AlikePair& pair) { return pair.likeness <= 0; });
    return best;
}

double AlikeWords::score(const std::vector<AlikePair>& pairs) const {
    double sum = 0, weights = 0;
    for (const AlikePair& pair : pairs) sum += wanted_[pair.wanted].weight * pair.likeness;
    for (const Wanted& wanted : wanted_) weights += wanted.weight;
    return weights > 0 ? sum / weights : 0;
}

}  // namespace verbatim
