#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "engine/match.h"
#include "engine/meaning/word_vectors.h"

namespace verbatim {

// A word of a text that means nearly what a word of the query means.
struct AlikePair {
    std::size_t wanted = 0;    // which word of the query
    std::size_t position = 0;  // which word of the text
    double likeness = 0;       // 0 to 1; 1 is the same word, in whatever inflection
};

// How much a text says of each word of a query, in these or in like words: MaxSim over word
// vectors (Khattab and Zaharia, SIGIR 2020, without the training). One thread at a time: it
// remembers the words it has seen.
class AlikeWords {
public:
    struct Wanted {
        PatternWord word;
        double weight = 0;  // how much it says: its idf
    };
    // `vectors` must outlive this.
    AlikeWords(std::vector<Wanted> wanted, const WordVectors& vectors);

    // For each word of the query its best in the text; words that nothing comes near are left out.
    std::vector<AlikePair> pairs(const CutText& text) const;
    // The mean of the pairs' likeness, weighted by the words' weights; 0 to 1.
    double score(const std::vector<AlikePair>& pairs) const;

    const std::vector<Wanted>& wanted() const { return wanted_; }

    // How a word of the text stands to a word of the query (antonyms.h).
    struct Relation {
        double likeness = 0;
        bool opposes = false;
        bool agrees = false;
    };
    // By their places.
    Relation relation(std::size_t wanted, const CutText& text, std::size_t position) const;
    // The same for the words of the query one after the other, but for inflections.
    const std::vector<Relation>& relations(const std::string& word) const;

private:
    std::vector<Wanted> wanted_;
    const WordVectors& vectors_;
    std::vector<std::optional<std::uint32_t>> places_;  // of the wanted words among the vectors
    mutable std::unordered_map<std::string, std::vector<Relation>> seen_;
};

}  // namespace verbatim
