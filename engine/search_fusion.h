#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/codec.h"
#include "engine/match.h"
#include "engine/meaning/alike.h"
#include "engine/meaning/code_file.h"
#include "engine/meaning/meaning.h"
#include "engine/plan_near.h"
#include "engine/query.h"

// One order from several channels: the words themselves, what the sentences mean, words that mean
// nearly the same, and whether a text complains or praises.
namespace verbatim {

// What a document that may be an answer got from each channel; together they are its score.
struct Channels {
    double words = 0;      // BM25 as a share of the most that the query could give
    double meaning = 0;    // cosine of the sentences
    double alike = 0;      // AlikeWords::score
    double denied = 0;     // how far it counts that the text has the words and says it is not so
    double content = 0;    // how content the customer is where the query complains; counts against
    double all_words = 0;  // more, because few texts have every word of the query
    double bare = 0;       // that the text says nothing but the query; counts against
};

struct Candidate {
    std::uint32_t number = 0;  // of the document
    Document document;
    CutText text;
    std::string belongs_to;  // the conversation or person that is shown once, if that was asked
    double weight = 0;       // as the index has it
    double score = 0;
    Channels channels;
    std::vector<AlikePair> pairs;
    std::uint32_t docid = 0;    // the document's in the index's database
    bool says_all = false;      // the text has each of several words of the query
    bool says_no_more = false;  // ... and nothing but words of the query
    bool kept = false;          // among the hits, or folded into one
};

// How much each channel counts; docs/adr/0012-search-by-meaning.md has the measurements.
struct FusionWeights {
    double words;
    double alike;
    double best;    // how much the best answers lead towards more like them
    double around;  // how much of a score is that of its neighbours
    std::size_t neighbours;
    double surely_upset;  // a text that complains as surely as this, in logits, is not content
    double says_all;      // more for a text with every word of the query, where those are few
    double says_no_more;  // less for a text with nothing but words of the query
};
inline constexpr FusionWeights kFused = {0.4, 0.5, 0.3, 0.5, 5, 0.5, 0.2, 0.4};
// Favours answers without a word of the query: among them what says the opposite is not told by
// denied words, and single scores say less.
inline constexpr FusionWeights kConcept = {0.1, 0.25, 0, 0.5, 10, 1, 0, 0};

// Which of the documents that have none of the words may be answers.
struct Admitted {
    std::size_t wanted = 0;  // the nearest: at least so many
    double certain = 0.6;    // and all whose cosine is as high as this, which surely are
};

class Fusion {
public:
    // `upper` is the most that BM25 can give for the query's words. Everything referred to must
    // outlive this.
    Fusion(const Meaning& meaning, const CodeFile& codes, const Sought& sought, AlikeWords alike,
           double upper, const Admitted& admitted, const FusionWeights& weights);

    const NearDocuments& near() const { return near_; }
    const FusionWeights& weights() const { return weights_; }
    // What the index has to multiply BM25 with so that its weights add up with near()'s.
    double words_factor() const;
    const AlikeWords& alike() const { return alike_; }

    // The words of a candidate that mean nearly what words of the query mean, and which.
    std::vector<AlikeMark> marks(const Candidate& candidate) const;

    // Whether words were sought, not examples alone.
    bool has_words() const { return upper_ > 0; }

    // Fills in channels and scores, and sorts: best first, ties by id.
    void order(std::vector<Candidate>& candidates) const;
    // The same where candidates have scores from 0 to 1 that are not a search's: what is sought
    // leads among them.
    void lean(std::vector<Candidate>& candidates) const;

private:
    void measure(std::vector<Candidate>& candidates, std::vector<Code>& codes) const;
    void follow_best(std::vector<Candidate>& candidates, const std::vector<Code>& codes) const;
    void smooth(std::vector<Candidate>& candidates) const;
    void weigh_what_is_said(std::vector<Candidate>& candidates) const;
    void prefer_complaints(std::vector<Candidate>& candidates) const;
    double weight_of_words(const Candidate& candidate) const;
    double sum(const Channels& channels) const;
    double complains() const;  // how far the query is taken for a complaint, 0 to 1

    const Meaning& meaning_;
    const CodeFile& codes_;
    Sought sought_;
    AlikeWords alike_;
    double upper_;
    FusionWeights weights_;
    NearDocuments near_;
};

// The loose words of a query as they were typed: what is searched for by meaning too. Empty where
// there are none, or where AND, OR or NOT say exactly what is wanted.
std::string loose_words(const Node& root);

}  // namespace verbatim
