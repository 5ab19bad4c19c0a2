#pragma once

#include <xapian.h>

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "engine/facets.h"
#include "engine/index.h"
#include "engine/plan.h"
#include "engine/query.h"
#include "engine/search.h"

namespace verbatim {

// How many answers there are, who gave them and what values they have. Counted are those that
// Plan::counted() names, and hits beyond those: then the total is no exact one. For search.cpp;
// throws what Xapian throws.
class Tally {
public:
    // What it is given must outlive it.
    Tally(const Query& query, const Plan& plan, const Index& index);

    // Whether all answers must be looked at.
    bool counts_all() const { return !query_.facets.empty() || query_.people; }

    // The first page of what is found, counted on the way as far as the index can tell.
    Xapian::MSet first_page(Xapian::Enquire& enquire, Xapian::doccount size);
    // The same where all that is found is known.
    void found_all(std::uint64_t total) { total_ = total; }
    // Counts in each library by itself, as far as an index of several can tell.
    void count_everywhere();
    // Where only the text can tell: a candidate that is no answer, and one that counts.
    void refuse() { ++refused_; }
    // What is told from then on is a sample: of what is left; or of all candidates, which are so
    // many.
    void begin_sample();
    void begin_sample_of(std::uint64_t all);
    void confirm(Xapian::docid id, const Xapian::Document& document);
    // A hit that is not counted yet: it is among the nearest, and need not be near.
    void list_uncounted(Xapian::docid id, const Xapian::Document& document);

    // The counts are whole then. `found` is how many candidates were looked at, nothing if there
    // are more.
    void finish(std::optional<std::uint64_t> found);
    std::uint64_t total() const { return total_; }
    bool is_exact() const { return is_exact_; }
    std::uint64_t people() const { return people_.people(); }
    std::vector<Facet> facets() const { return facets_.facets(); }

private:
    // ... as far as the index can tell.
    bool looks_at_all() const { return counts_all() && !plan_.needs_text(); }
    bool walk();
    Xapian::MSet counted();
    void count(Xapian::docid id, const Xapian::Document& document);
    std::uint64_t estimated() const;
    struct Counted {
        std::uint64_t documents = 0;
        bool is_exact = false;
        std::deque<Xapian::ValueCountMatchSpy> values;  // of the facets, then of the people
    };
    Counted count_in(std::size_t library, const Xapian::Query& query) const;
    void add(std::size_t library, const Counted& counted);
    void learn_questions(const Xapian::Database& database);

    const Query& query_;
    const Plan& plan_;
    const Index& index_;
    FacetCounter facets_;
    PeopleCounter people_;
    std::uint64_t refused_ = 0;
    std::uint64_t confirmed_ = 0;
    std::uint64_t refused_before_ = 0, confirmed_before_ = 0;  // a sample of the others
    std::uint64_t least_ = 0;                                  // before a sample of all
    std::uint64_t listed_ = 0;                                 // that were not counted
    std::uint64_t total_ = 0;
    bool is_exact_ = true;
};

}  // namespace verbatim
