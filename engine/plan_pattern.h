#pragma once

#include <xapian.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/index.h"
#include "engine/match.h"
#include "engine/plan.h"
#include "engine/plan_language.h"
#include "engine/result.h"
#include "engine/schema.h"

// Pattern -> the index's query. For plan.cpp.
namespace verbatim {

using Queries = std::vector<Xapian::Query>;

// None: nothing matches; one: itself.
Xapian::Query combine(Xapian::Query::op op, const Queries& queries);

// What passes the filter too.
Xapian::Query filtered(const Xapian::Query& query, const Xapian::Query& filter);

// What it is given must outlive it. Throws what Xapian throws.
class Planner {
public:
    enum class For { matching, walking };  // by Xapian; or see index_walk.h
    Planner(const Index& index, const ResolveSource& sources,
            const std::vector<std::string>& languages, const NearPart& near,
            For purpose = For::matching)
        : index_(index), sources_(sources), languages_(languages), near_(near), purpose_(purpose) {}

    Xapian::Query plan(const Pattern& pattern);
    // The documents with a term that need not weigh anything.
    Xapian::Query filter(const std::string& term) const;
    const std::optional<Error>& refused() const { return refused_; }
    // The query, or where it need not be walked what finds the same faster.
    Xapian::Query kept(const Xapian::Query& filter);
    // The filters of which that has become, so far.
    const std::vector<const KeptDocuments*>& kept_filters() const { return kept_; }
    // The terms that stand for a word, those for texts of unknown language first: each document
    // weighs what those that it has do together.
    std::vector<TermOfWord> terms_of(const PatternWord& word) const;
    // Whether documents are let in that are near and have none of the words.
    bool lets_in_near() const { return lets_in_near_; }

private:
    Xapian::Query of(const std::string& term) const;
    Xapian::Query of(const std::string& term, Languages languages) const;
    Xapian::Query plan_weightless(const Pattern& pattern);
    Xapian::Query any_of(const std::vector<std::string>& terms) const;
    Xapian::Query any_form(const PatternWord& word) const;
    Xapian::Query leaf(const Pattern& pattern);
    Xapian::Query prefix(const PatternWord& word);
    Xapian::Query group(const Pattern& group);
    bool near_orders(const Pattern& group) const;
    Xapian::Query plan_loose(const Pattern& word, bool nearby);
    Xapian::Query loose(const Queries& strong, const Queries& weak, bool nearby);
    Xapian::Query near() const;
    Xapian::Query field(const Node& node);
    Xapian::Query range(const Node& node);
    Xapian::Query stems(const Field& field, const std::string& text) const;

    const Index& index_;
    const ResolveSource& sources_;
    const std::vector<std::string>& languages_;
    const NearPart& near_;
    For purpose_;
    std::optional<Error> refused_;
    std::vector<const KeptDocuments*> kept_;
    bool lets_in_near_ = false;
    bool weighs_ = true;                                    // what is planned counts for the score
    double factor_ = 1;                                     // ... so many times
    mutable std::map<std::string, Xapian::Query> filters_;  // by term
};

}  // namespace verbatim
