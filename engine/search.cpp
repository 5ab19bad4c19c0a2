#include "engine/search.h"

#include <xapian.h>

#include <algorithm>
#include <optional>

#include "engine/index_document.h"
#include "engine/near_duplicates.h"
#include "engine/schema.h"

namespace verbatim {

namespace {

// Totals up to here are counted, beyond they are estimated.
constexpr Xapian::doccount kCounted = 1000;
// How many candidates are verified for a total alone.
constexpr Xapian::doccount kVerified = 5000;
constexpr Xapian::doccount kLeastPage = 50;

Xapian::valueno slot_of(std::string_view field) {
    return static_cast<Xapian::valueno>(find_field(field)->slot);
}

// The lens that a search goes through, whose probability is "strongest".
std::string lens_of(const Query& query) {
    for (const Node& filter : query.filters)
        if (filter.field == "lens") return filter.text;
    return "pain";
}

// Orders by a value and then by id; documents without the value come last.
class Order {
public:
    Order(const Query& query, Xapian::Enquire& enquire) {
        switch (query.sort) {
            case Sort::relevance:
                enquire.set_sort_by_relevance_then_value(kIdSlot, false);
                return;
            case Sort::newest:
                keys_.add_value(slot_of("date"), true);
                break;
            case Sort::oldest:
                keys_.add_value(slot_of("date"), false, "\xff");
                break;
            case Sort::rating:
                keys_.add_value(slot_of("rating"), true);
                break;
            case Sort::strongest:
                keys_.add_value(lens_slot(lens_of(query)).value_or(kFirstLensSlot), true);
                break;
        }
        keys_.add_value(kIdSlot);
        enquire.set_sort_by_key(&keys_, false);
    }

private:
    Xapian::MultiValueKeyMaker keys_;  // the enquire refers to it
};

class Run {
public:
    Run(const Query& query, const Plan& plan, const Index& index)
        : query_(query),
          plan_(plan),
          enquire_(index.database()),
          order_(query, enquire_),
          facets_(query.facets) {
        enquire_.set_query(plan.query());
        if (query.collapse == Collapse::conversation)
            enquire_.set_collapse_key(slot_of("conversation"));
        if (query.collapse == Collapse::speaker) enquire_.set_collapse_key(kPersonSlot);
        everything_ = index.database().get_doccount();
        if (!query.facets.empty() && !plan.needs_text()) enquire_.add_matchspy(facets_.spy());
    }

    // Runs to the end of what was asked for. Throws what Xapian throws.
    void run();
    Result<Hits> result();

private:
    bool done() const {
        return wanted() == hits_.size() && (!plan_.needs_text() || verified_enough());
    }
    std::size_t wanted() const { return query_.offset + query_.limit; }
    bool verified_enough() const { return query_.facets.empty() && candidates_ >= kVerified; }
    void consider(const Xapian::MSetIterator& candidate);
    void keep(Document document, double score, const CutText& text);
    void count(const Xapian::MSet& page);

    const Query& query_;
    const Plan& plan_;
    Xapian::Enquire enquire_;
    Order order_;
    FacetCounter facets_;
    Xapian::doccount everything_ = 0;
    Xapian::doccount candidates_ = 0;  // looked at
    Xapian::doccount confirmed_ = 0;   // by their text
    bool exhausted_ = false;
    std::vector<Hit> hits_;
    NearDuplicates duplicates_;
    std::uint64_t total_ = 0;
    bool total_is_exact_ = true;
    std::optional<Error> damaged_;
};

void Run::run() {
    const bool all = plan_.needs_text() || !query_.facets.empty();
    Xapian::doccount page_size = static_cast<Xapian::doccount>(
        std::clamp<std::size_t>(wanted() + wanted() / 2, kLeastPage, 5000));
    while (!done() && !exhausted_ && !damaged_) {
        const bool first = candidates_ == 0;
        const auto at_least = !first                                        ? 0
                              : query_.facets.empty() || plan_.needs_text() ? kCounted
                                                                            : everything_;
        const Xapian::MSet page = enquire_.get_mset(candidates_, page_size, at_least);
        if (first) count(page);
        if (first && !all) enquire_.clear_matchspies();
        for (auto candidate = page.begin(); candidate != page.end() && !damaged_; ++candidate)
            consider(candidate);
        if (first) enquire_.clear_matchspies();
        exhausted_ = page.size() < page_size;
        page_size = std::min<Xapian::doccount>(page_size * 4, 5000);
    }
}

void Run::count(const Xapian::MSet& page) {
    total_ = page.get_matches_estimated();
    total_is_exact_ = page.get_matches_lower_bound() == page.get_matches_upper_bound();
}

void Run::consider(const Xapian::MSetIterator& candidate) {
    ++candidates_;
    if (!plan_.needs_text() && hits_.size() == wanted()) return;
    const Xapian::Document found = candidate.get_document();
    auto document = decode_document(found.get_data());
    if (!document) {
        damaged_ = document.error();
        return;
    }
    const CutText text = cut(document->text, document->citation.lang);
    if (plan_.needs_text()) {
        if (!matches(plan_.pattern(), *document, text, plan_.sources())) return;
        ++confirmed_;
        facets_.count(found);
    }
    keep(*std::move(document), candidate.get_weight(), text);
}

void Run::keep(Document document, double score, const CutText& text) {
    if (hits_.size() == wanted()) return;
    if (!query_.similar)
        if (const auto kept = duplicates_.find_or_keep(text)) {
            ++hits_[*kept].similar;
            return;
        }
    hits_.push_back({std::move(document), score, mark(plan_.pattern(), text), 0});
}

Result<Hits> Run::result() {
    if (damaged_) return *damaged_;
    if (plan_.needs_text()) {
        total_is_exact_ = exhausted_;
        const double share = static_cast<double>(confirmed_) / std::max(1u, candidates_);
        total_ = exhausted_ ? confirmed_
                            : static_cast<std::uint64_t>(share * static_cast<double>(total_));
    }
    Hits result{{}, total_, total_is_exact_, facets_.facets()};
    const auto offset = static_cast<std::ptrdiff_t>(std::min(query_.offset, hits_.size()));
    result.hits.assign(std::make_move_iterator(hits_.begin() + offset),
                       std::make_move_iterator(hits_.end()));
    return result;
}

}  // namespace

Result<Hits> search(const Query& query, const Plan& plan, const Index& index) {
    std::optional<Result<Hits>> hits;
    const auto ran = guarded("the index", [&] {
        Run run(query, plan, index);
        run.run();
        hits = run.result();
    });
    if (!ran) return ran.error();
    return *std::move(hits);
}

}  // namespace verbatim
