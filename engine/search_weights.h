#pragma once

#include <xapian.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

// For search*.cpp; throws what Xapian throws.
namespace verbatim {

// What a query weighs documents with, computed here: bit for bit what SteadyWeight gives (the
// formula is that of Xapian's BM25Weight), where the index has parts that only servers can read.
class ExactWeights {
public:
    // `database` is all there is: its statistics count.
    ExactWeights(const Xapian::Query& query, const Xapian::Database& database);

    // The query's terms that weigh something. None: all weights are 0.
    const std::vector<std::string>& weighing_terms() const { return weighing_; }
    // More than what scaled_weight() gives a document on a server may differ from ours without
    // kScale.
    double tolerance() const;
    // Of documents with all their terms and values, in their order.
    std::vector<double> of(const std::vector<Xapian::Document>& documents);

private:
    // By place; nothing where the document does not match.
    using Weights = std::vector<std::optional<double>>;
    Weights weigh(const Xapian::Query& query, const Xapian::Database& documents, bool weighs);
    Weights of_term(const std::string& term, const Xapian::Database& documents, bool weighs);
    void gather(const Xapian::Query& query, bool weighs);
    double weight_of(const std::string& term);

    Xapian::Query query_;
    Xapian::Database database_;
    std::map<std::string, double> terms_;  // what they weigh
    std::vector<std::string> weighing_;
};

}  // namespace verbatim
