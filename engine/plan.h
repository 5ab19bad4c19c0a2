#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/index.h"
#include "engine/match.h"
#include "engine/plan_near.h"
#include "engine/query.h"
#include "engine/result.h"

namespace Xapian {
class Query;
}

namespace verbatim {

struct LoneWord;

// What the loose words of a query are looked for with beside themselves: the documents that mean
// nearly the same. Their weights and the words', times `words_factor`, add up. Without loose words
// they are what is looked for, and where other things must hold too, or `only_order`, they decide
// the order alone.
struct NearPart {
    const NearDocuments* documents = nullptr;
    double words_factor = 1;
    bool only_order = false;
    bool only_certain = false;  // of the documents, those that are surely near
};

// What will run: a query of the index that finds at least all answers, and the pattern that tells
// which of them are.
class Plan {
public:
    ~Plan();
    Plan(Plan&&) noexcept;
    Plan& operator=(Plan&&) noexcept;

    const Pattern& pattern() const;
    const ResolveSource& sources() const;
    bool needs_text() const;          // candidates must be verified by matches()
    std::string description() const;  // the index's query, as Xapian prints it
    const Xapian::Query& query() const;
    // How many documents the index must look at at least for the first to come first and to have
    // their weights: none, or all there are.
    std::uint32_t looks_at() const;
    // What of it totals and facets count, nothing where that is all: what has the words, and what
    // surely means the same. The others are the nearest there are, and need not be near.
    const Xapian::Query* counted() const;
    // The same as counted(), or else query(), in a form that can be walked (index_walk.h), where
    // all of it is counted, or a sample of what may begin with a prefix; else nothing.
    const Xapian::Query* walked() const;
    // Where the query is one word, narrowed by no more than filters that are kept. Else, of a
    // writer and with others nothing.
    const LoneWord* lone_word() const;
    const NearDocuments* near() const;  // what kKnownTerm stands for there, if anything
    // What would be found too, but for Query::bad.
    const Xapian::Query& left_out() const;
    // What weighs as query() does, of which it is a form that Xapian's servers understand where the
    // index has remote parts; else the same.
    const Xapian::Query& weighing() const;

    struct State;

private:
    friend Result<Plan> make_plan(const Query&, const Index&, const NearPart&);
    explicit Plan(std::unique_ptr<State>);
    std::unique_ptr<State> state_;
};

// Expands prefixes over the index's terms, the source field over its sources, words over its
// languages. Fails with bad_query where a prefix has more than 2,000 expansions of its own; stale
// or damaged as the index does.
Result<Plan> make_plan(const Query& query, const Index& index, const NearPart& near = {});

// The documents of these verbatims.
Xapian::Query documents_of(const std::vector<Id>& verbatims, const Index& index);

// How many documents the index's query has. Walks them.
Result<std::uint64_t> count(const Plan& plan, const Index& index);

}  // namespace verbatim
