#include "engine/plan_portable.h"

#include <vector>

namespace verbatim {

namespace {

using Query = Xapian::Query;

constexpr double kTiny = 1e-30;

Query weightless(const Query& query) {
    return Query(Query::OP_SCALE_WEIGHT, query, kTiny);
}

// Xapian gives what is unwanted no weight whatsoever. Within a synonym, and only there, it reads a
// term's own documents nevertheless.
Query all_without(const Query& unwanted) {
    const Query rest(Query::OP_AND_NOT, Query::MatchAll, unwanted);
    return Query(Query::OP_SYNONYM, &rest, &rest + 1);
}

// `weighs`: whether the query's weights are made tiny by no query around it.
Query portable_part(const Query& query, bool weighs);

std::vector<Query> portable_parts(const Query& query, bool weighs) {
    const auto op = query.get_type();
    const bool by_first = op == Query::OP_FILTER || op == Query::OP_AND_NOT;
    std::vector<Query> parts;
    for (std::size_t i = 0; i < query.get_num_subqueries(); ++i)
        parts.push_back(portable_part(query.get_subquery(i), weighs && (i == 0 || !by_first)));
    return parts;
}

Query any_but_first(const std::vector<Query>& queries) {
    return Query(Query::OP_OR, queries.begin() + 1, queries.end());
}

Query portable_part(const Query& query, bool weighs) {
    const auto op = query.get_type();
    const auto lighter = [weighs](const Query& part) { return weighs ? weightless(part) : part; };
    if (query.get_num_subqueries() == 0) return query;
    if (op == Query::OP_SCALE_WEIGHT) return lighter(portable_part(query.get_subquery(0), false));
    std::vector<Query> parts = portable_parts(query, weighs);
    switch (op) {
        case Query::OP_FILTER:
            for (std::size_t i = 1; i < parts.size(); ++i) parts[i] = lighter(parts[i]);
            return Query(Query::OP_AND, parts.begin(), parts.end());
        case Query::OP_AND_NOT:
            return Query(Query::OP_AND, parts.front(), lighter(all_without(any_but_first(parts))));
        case Query::OP_AND_MAYBE:
            return Query(op, parts.front(), any_but_first(parts));
        default:
            return Query(op, parts.begin(), parts.end());
    }
}

}  // namespace

Query portable_filtered(const Query& query, const Query& filter) {
    return Query(Query::OP_AND, query, weightless(filter));
}

Query portable_without(const Query& query, const Query& unwanted) {
    return portable_filtered(query, all_without(unwanted));
}

Query portable(const Query& query) {
    return portable_part(query, true);
}

}  // namespace verbatim
