#include "engine/plan_lone_word.h"

#include "engine/pattern.h"
#include "engine/plan_pattern.h"

namespace verbatim {

namespace {

using Type = Node::Type;

// How many filters narrow the query, which is left without them.
std::size_t unwrap_filters(Xapian::Query& query) {
    std::size_t filters = 0;
    for (; query.get_type() == Xapian::Query::OP_FILTER; query = query.get_subquery(0))
        filters += query.get_num_subqueries() - 1;
    return filters;
}

// The one loose word of a group that has beside it nothing but fields; or the pattern by itself.
const Pattern* lone(const Pattern& pattern) {
    if (pattern.type != Type::group) return &pattern;
    const Pattern* word = nullptr;
    for (const Pattern& child : pattern.children) {
        const bool is_field = child.type == Type::field || child.type == Type::range;
        if (is_field) continue;
        if (word != nullptr || !child.is_loose()) return nullptr;
        word = &child;
    }
    return pattern.nearby ? nullptr : word;
}

}  // namespace

std::optional<LoneWord> lone_word(const Pattern& pattern, Xapian::Query planned,
                                  const Planner& planner) {
    using Op = Xapian::Query;
    const Pattern* const word = lone(pattern);
    if (word == nullptr || word->type != Type::word || word->exact) return std::nullopt;
    if (unwrap_filters(planned) != planner.kept_filters().size()) return std::nullopt;
    const auto op = planned.get_type();
    if (op != Op::LEAF_TERM && op != Op::LEAF_POSTING_SOURCE && op != Op::OP_OR)
        return std::nullopt;
    return LoneWord{planner.terms_of(word->words.front()), planner.kept_filters()};
}

}  // namespace verbatim
