#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "engine/codec.h"
#include "engine/facets.h"
#include "engine/index.h"
#include "engine/match.h"
#include "engine/plan.h"
#include "engine/query.h"
#include "engine/result.h"
#include "engine/search_fusion.h"

namespace verbatim {

// A verbatim that answers: what the index keeps of it, and how near-duplicates it stands for.
struct Hit {
    std::uint32_t number = 0;  // of the document
    Document document;
    double score = 0;
    Marks marks;
    std::uint64_t similar = 0;
    Channels channels;  // with a fusion
};

struct Hits {
    std::vector<Hit> hits;    // limit of them at most, from offset on, best first; ties by id
    std::uint64_t total = 0;  // matches, with near-duplicates and what Query::collapse leaves out
    bool total_is_exact = true;
    std::vector<Hit> other_words;  // with a fusion: further hits without a word of the query
    std::uint64_t left_out = 0;    // matches that were marked bad
    std::uint64_t people = 0;      // with Query::people: who says it, over all matches
    std::vector<Facet> facets;     // over all matches, in the order asked for; values as stored
};

// Runs a plan. Candidates come best first and in pages; those that fail the text are passed over,
// and so are near-duplicates of better ones unless Query::similar. Totals above 1,000 are
// estimates, and so are those of phrases with more candidates than are verified, unless all matches
// were walked. Deterministic. One
// thread at a time per index.
//
// `fusion` orders the best candidates by meaning too; the plan must have been made with its near().
Result<Hits> search(const Query& query, const Plan& plan, const Index& index,
                    const Fusion* fusion = nullptr);

}  // namespace verbatim
