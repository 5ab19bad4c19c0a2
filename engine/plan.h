#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/index.h"
#include "engine/match.h"
#include "engine/query.h"
#include "engine/result.h"

namespace Xapian {
class Query;
}

namespace verbatim {

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

    struct State;

private:
    friend Result<Plan> make_plan(const Query&, const Index&);
    explicit Plan(std::unique_ptr<State>);
    std::unique_ptr<State> state_;
};

// Expands prefixes over the index's terms, the source field over its sources, words over its
// languages. Fails with bad_query where a prefix has more than 2,000 expansions of its own; stale
// or damaged as the index does.
Result<Plan> make_plan(const Query& query, const Index& index);

}  // namespace verbatim
