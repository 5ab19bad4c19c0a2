#include "engine/plan_term.h"

#include <iterator>

#include "engine/index.h"
#include "engine/terms.h"

namespace verbatim {

namespace {

class TermSource : public Xapian::PostingSource {
public:
    explicit TermSource(std::string term) : term_(std::move(term)) {}

    // The last interface that Xapian 1.4 has for it.
    void init(const Xapian::Database& part) override {
        frequency_ = part.get_termfreq(term_);
        fills_ = frequency_ == part.get_doccount();
        postings_ = part.postlist_begin(fills_ ? "" : term_);
        end_ = part.postlist_end(fills_ ? "" : term_);
        place_ = 0;
    }
    Xapian::doccount get_termfreq_min() const override { return frequency_; }
    Xapian::doccount get_termfreq_est() const override { return frequency_; }
    Xapian::doccount get_termfreq_max() const override { return frequency_; }
    Xapian::docid get_docid() const override { return place_; }
    bool at_end() const override { return place_ == kEnd; }
    void next(double) override { go_to(place_ + 1); }
    void skip_to(Xapian::docid document, double) override {
        if (document > place_) go_to(document);
    }
    // Where the term is everywhere, a document that another list found has it.
    bool check(Xapian::docid document, double) override {
        if (fills_)
            place_ = std::max(place_, document);
        else if (document > place_)
            go_to(document);
        return true;
    }
    Xapian::PostingSource* clone() const override { return new TermSource(term_); }
    // As what a filter is known by (index_filters.h); nothing reads it.
    std::string name() const override { return "verbatim::TermSource"; }
    std::string serialise() const override { return term_; }
    std::string get_description() const override { return "TermSource(" + term_ + ")"; }

private:
    static constexpr Xapian::docid kEnd = ~Xapian::docid{0};

    void go_to(Xapian::docid document) {
        if (postings_ != end_ && *postings_ < document) postings_.skip_to(document);
        place_ = postings_ == end_ ? kEnd : *postings_;
    }

    std::string term_;
    bool fills_ = false;
    Xapian::doccount frequency_ = 0;
    Xapian::docid place_ = 0;  // 0 before the first
    Xapian::PostingIterator postings_, end_;
};

}  // namespace

Xapian::Query documents_with(const std::string& term) {
    return Xapian::Query((new TermSource(term))->release());
}

// What goes to servers is made safe as a whole (plan_portable.h). Of a range from a value to itself
// Xapian expects nothing, and would look for it in all documents first; of these two it expects
// more than of the term.
Xapian::Query with_id(std::string_view prefix, std::uint32_t slot, Id id, const Index& index) {
    using Query = Xapian::Query;
    const std::string term = id_term(prefix, id);
    const std::string value = sortable_id(id);
    const bool is_safe = index.has_remote() || !index.fills_a_part(term);
    const Query parts[] = {is_safe ? Query(term) : documents_with(term),
                           Query(Query::OP_VALUE_GE, slot, value),
                           Query(Query::OP_VALUE_LE, slot, value)};
    return Query(Query::OP_SCALE_WEIGHT,
                 Query(Query::OP_FILTER, std::begin(parts), std::end(parts)), 0);
}

}  // namespace verbatim
