#include "engine/plan_language.h"

#include <algorithm>
#include <utility>

#include "engine/index_filters.h"
#include "engine/plan_term.h"
#include "engine/terms.h"

namespace verbatim {

namespace {

class LanguageSource : public Xapian::PostingSource {
public:
    // `kept`, which may be empty, are the documents in each language, and must outlive this.
    LanguageSource(std::string term, Languages languages, std::vector<const KeptDocuments*> kept,
                   double most)
        : term_(std::move(term)),
          languages_(std::move(languages)),
          kept_(std::move(kept)),
          most_(most) {}

    // The last interface that Xapian 1.4 has for it. What it asks of the term by itself comes in a
    // row: it is looked up once then.
    void init(const Xapian::Database& part) override {
        documents_ = part.get_doccount();
        place_ = 0;
        postings_ = end_ = part.postlist_end(term_);
        frequency_ = part.get_termfreq(term_);
        if (frequency_ == 0) return;
        set_maxweight(steady_weight(most_, part.get_wdf_upper_bound(term_)));
        if (kept_.empty())
            read_languages(part);
        else
            ask_kept(part);
        // Nothing is found then, and nothing looked up.
        if (!divides() && (in_languages_ > 0) != languages_.wanted) frequency_ = 0;
        if (frequency_ > 0) postings_ = part.postlist_begin(term_);
    }
    Xapian::doccount get_termfreq_min() const override { return divides() ? 0 : frequency_; }
    Xapian::doccount get_termfreq_est() const override {
        if (documents_ == 0) return 0;
        const double share = std::min(1.0, static_cast<double>(in_languages_) / documents_);
        return static_cast<Xapian::doccount>(frequency_ * (languages_.wanted ? share : 1 - share));
    }
    Xapian::doccount get_termfreq_max() const override { return frequency_; }
    double get_weight() const override { return steady_weight(most_, postings_.get_wdf()); }
    Xapian::docid get_docid() const override { return place_; }
    bool at_end() const override { return place_ == kEnd; }
    void next(double) override {
        if (place_ != 0 && postings_ != end_) ++postings_;
        find();
    }
    void skip_to(Xapian::docid document, double) override {
        if (document <= place_) return;
        if (postings_ != end_ && *postings_ < document) postings_.skip_to(document);
        find();
    }
    Xapian::PostingSource* clone() const override {
        return new LanguageSource(term_, languages_, kept_, most_);
    }
    std::string get_description() const override {
        std::string description = term_ + (languages_.wanted ? " in" : " not in");
        for (const std::string& language : languages_.terms) description += " " + language;
        return description;
    }

private:
    static constexpr Xapian::docid kEnd = ~Xapian::docid{0};

    // Whether some documents of the part are in the languages and some are not.
    bool divides() const { return !sets_.empty() || !lists_.empty(); }
    void ask_kept(const Xapian::Database& part) {
        sets_.clear();
        in_languages_ = 0;
        for (const KeptDocuments* const language : kept_) {
            const PartDocuments* const documents = language->of(part);
            if (documents == nullptr || documents->size() == 0) continue;
            in_languages_ += documents->size();
            if (documents->size() == documents_) return sets_.clear();
            sets_.push_back(documents);
        }
    }
    void read_languages(const Xapian::Database& part) {
        lists_.clear();
        in_languages_ = 0;
        for (const std::string& language : languages_.terms) {
            const Xapian::doccount frequency = part.get_termfreq(language);
            if (frequency == 0) continue;
            in_languages_ += frequency;
            if (frequency == documents_) return lists_.clear();
            lists_.emplace_back(part.postlist_begin(language), part.postlist_end(language));
        }
    }
    // The next from here on.
    void find() {
        for (place_ = here(); place_ != kEnd && !is_kept(place_); place_ = here()) {
            if (!languages_.wanted)
                ++postings_;
            else
                go_on_to(next_in_languages(place_));
        }
    }
    Xapian::docid here() const { return postings_ == end_ ? kEnd : *postings_; }
    bool is_kept(Xapian::docid document) {
        return !divides() || is_in_languages(document) == languages_.wanted;
    }
    bool is_in_languages(Xapian::docid document) {
        if (sets_.empty()) return next_in_languages(document) == document;
        return std::ranges::any_of(
            sets_, [document](const PartDocuments* set) { return set->contains(document); });
    }
    void go_on_to(Xapian::docid document) {
        if (document == kEnd)
            postings_ = end_;
        else
            postings_.skip_to(document);
    }
    // From that document on.
    Xapian::docid next_in_languages(Xapian::docid document) {
        Xapian::docid first = kEnd;
        for (const PartDocuments* const set : sets_)
            first = std::min(first, set->next(document).value_or(kEnd));
        for (auto& [place, end] : lists_) {
            if (place != end && *place < document) place.skip_to(document);
            if (place != end) first = std::min(first, *place);
        }
        return first;
    }

    std::string term_;
    Languages languages_;
    std::vector<const KeptDocuments*> kept_;
    double most_;  // what the term weighs at most, as Xapian's formula has it
    Xapian::doccount frequency_ = 0, documents_ = 0, in_languages_ = 0;  // in the part
    Xapian::docid place_ = 0;                                            // 0 before the first
    Xapian::PostingIterator postings_, end_;
    // The languages' documents, where divides(): kept or as lists.
    std::vector<const PartDocuments*> sets_;
    std::vector<std::pair<Xapian::PostingIterator, Xapian::PostingIterator>> lists_;
};

using Query = Xapian::Query;

bool is_scaled(const Query& query) {
    return query.get_type() == Query::OP_SCALE_WEIGHT;
}

// Whether it stands at its first document as soon as it is moved to document 0. What all but some
// languages have (plan_portable.h) does not, but has nearly all documents, and so is never the
// first of an OP_AND, which alone is moved there.
bool begins_at_once(const Query& query) {
    if (is_scaled(query)) return begins_at_once(query.get_subquery(0));
    return query.get_type() == Query::OP_SYNONYM ||
           (query.get_num_subqueries() == 0 && query.get_type() != Query::LEAF_POSTING_SOURCE);
}

// Whether it never says that it is at its end before it has begun.
bool is_list(const Query& query) {
    if (is_scaled(query)) return is_list(query.get_subquery(0));
    const auto op = query.get_type();
    const bool is_and = op == Query::OP_AND || op == Query::OP_FILTER;
    for (std::size_t i = 0; i < query.get_num_subqueries(); ++i)
        if (!is_and || !begins_at_once(query.get_subquery(i))) return false;
    return true;
}

bool may_leave_out(const Query& query) {
    const auto op = query.get_type();
    if (is_scaled(query)) return true;  // weighs nothing, or is a term
    const bool is_by_first = op == Query::OP_FILTER || op == Query::OP_AND_NOT;
    const std::size_t weighing = is_by_first ? 1 : query.get_num_subqueries();
    for (std::size_t i = 0; i < weighing; ++i) {
        const Query part = query.get_subquery(i);
        const bool is_nested = op == Query::OP_OR && part.get_type() != Query::OP_OR;
        if ((is_nested && !is_list(part)) || !may_leave_out(part)) return false;
    }
    return true;
}

}  // namespace

Xapian::Query term_in(const std::string& term, Languages languages, double factor,
                      const Index& index) {
    const double most = most_of(index.frequency(term), index.database().get_doccount(), factor);
    auto kept = index.in_languages(languages.terms);
    return Query(
        (new LanguageSource(term, std::move(languages), std::move(kept), most))->release());
}

Xapian::doccount looks_at(const Xapian::Query& query, const Index& index) {
    return may_leave_out(query) ? 0 : index.database().get_doccount();
}

}  // namespace verbatim
