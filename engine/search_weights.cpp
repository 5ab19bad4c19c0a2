#include "engine/search_weights.h"

#include <algorithm>
#include <cmath>

#include "engine/plan_term.h"

namespace verbatim {

namespace {

using Query = Xapian::Query;

// What two parts of a query give one document.
std::optional<double> together(Query::op op, std::optional<double> one,
                               std::optional<double> other) {
    switch (op) {
        case Query::OP_OR:
            return one && other ? *one + *other : one ? one : other;
        case Query::OP_MAX:
            return std::max(one, other);
        case Query::OP_AND_MAYBE:
            return one ? *one + other.value_or(0) : one;
        case Query::OP_AND:
        case Query::OP_FILTER:
            return one && other ? std::optional(*one + *other) : std::nullopt;
        case Query::OP_AND_NOT:
            return other ? std::nullopt : one;
        default:
            throw Xapian::UnimplementedError("a query is weighed that is never planned");
    }
}

std::vector<std::optional<double>> in_range(const Query& range, const Xapian::Database& documents) {
    Xapian::Enquire enquire(documents);
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    enquire.set_query(range);
    std::vector<std::optional<double>> weights(documents.get_doccount());
    const Xapian::MSet found = enquire.get_mset(0, documents.get_doccount());
    for (auto match = found.begin(); match != found.end(); ++match) weights[*match - 1] = 0;
    return weights;
}

}  // namespace

ExactWeights::ExactWeights(const Query& query, const Xapian::Database& database)
    : query_(query), database_(database) {
    gather(query, true);
}

void ExactWeights::gather(const Query& query, bool weighs) {
    if (query.get_type() == Query::LEAF_TERM && weighs) {
        const std::string name = *query.get_terms_begin();
        if (std::ranges::find(weighing_, name) == weighing_.end()) weighing_.push_back(name);
    }
    const auto op = query.get_type();
    const bool by_first = op == Query::OP_FILTER || op == Query::OP_AND_NOT;
    if (op == Query::OP_SCALE_WEIGHT) weighs = false;
    for (std::size_t i = 0; i < query.get_num_subqueries(); ++i)
        gather(query.get_subquery(i), weighs && (i == 0 || !by_first));
}

double ExactWeights::tolerance() const {
    return 1e-7 + std::ldexp(static_cast<double>(weighing_.size()), -24) / kScale;
}

// The most that a term can give.
double ExactWeights::weight_of(const std::string& term) {
    const auto [found, is_new] = terms_.try_emplace(term);
    if (!is_new) return found->second;
    return found->second = most_of(database_.get_termfreq(term), database_.get_doccount());
}

ExactWeights::Weights ExactWeights::of_term(const std::string& name,
                                            const Xapian::Database& documents, bool weighs) {
    Weights weights(documents.get_doccount());
    const double most = weighs ? weight_of(name) : 0;
    for (auto posting = documents.postlist_begin(name); posting != documents.postlist_end(name);
         ++posting) {
        weights[*posting - 1] = weighs ? steady_weight(most, posting.get_wdf()) : 0;
    }
    return weights;
}

ExactWeights::Weights ExactWeights::weigh(const Query& query, const Xapian::Database& documents,
                                          bool weighs) {
    const auto op = query.get_type();
    const std::size_t count = query.get_num_subqueries();
    Weights weights(documents.get_doccount());
    if (op == Query::LEAF_MATCH_NOTHING) return weights;
    if (op == Query::LEAF_MATCH_ALL) return Weights(documents.get_doccount(), 0);
    if (op == Query::LEAF_TERM) return of_term(*query.get_terms_begin(), documents, weighs);
    if (count == 0) return in_range(query, documents);
    const bool by_first = op == Query::OP_FILTER || op == Query::OP_AND_NOT;
    if (op == Query::OP_SCALE_WEIGHT) weighs = false;
    weights = weigh(query.get_subquery(0), documents, weighs);
    for (std::size_t i = 1; i < count; ++i) {
        const Weights further = weigh(query.get_subquery(i), documents, weighs && !by_first);
        for (std::size_t at = 0; at < weights.size(); ++at)
            weights[at] = together(op, weights[at], further[at]);
    }
    return weights;
}

std::vector<double> ExactWeights::of(const std::vector<Xapian::Document>& documents) {
    Xapian::WritableDatabase database(std::string(), Xapian::DB_BACKEND_INMEMORY);
    for (const Xapian::Document& document : documents) database.add_document(document);
    const Weights weights = weigh(query_, database, true);
    std::vector<double> sums;
    for (const auto& weight : weights) sums.push_back(weight.value_or(0));
    return sums;
}

}  // namespace verbatim
