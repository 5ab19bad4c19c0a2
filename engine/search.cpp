#include "engine/search.h"

#include <xapian.h>

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_set>

#include "engine/index_document.h"
#include "engine/near_duplicates.h"
#include "engine/schema.h"
#include "engine/terms.h"

namespace verbatim {

namespace {

// Totals up to here are counted, beyond they are estimated.
constexpr Xapian::doccount kCounted = 1000;
// How many candidates are verified for a total alone.
constexpr Xapian::doccount kVerified = 5000;
// So many of the best candidates are ordered anew by what they say of the query.
constexpr Xapian::doccount kReordered = 100;
// What remains of the score of a text that says nothing of it; later candidates get no more.
constexpr double kLeastShare = 0.4;

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

// A candidate that is an answer, before near-duplicates are folded.
struct Found {
    Document document;
    CutText text;
    double score = 0;
};

class Run {
public:
    Run(const Query& query, const Plan& plan, const Index& index)
        : query_(query),
          plan_(plan),
          enquire_(index.database()),
          order_(query, enquire_),
          facets_(query.facets),
          everything_(index.database().get_doccount()) {
        enquire_.set_query(plan.query());
        if (!query.facets.empty() && !plan.needs_text()) enquire_.add_matchspy(facets_.spy());
    }

    // Runs to the end of what was asked for. Throws what Xapian throws.
    void run();
    Result<Hits> result();

private:
    bool done() const {
        return candidates_ > 0 && wanted() == hits_.size() &&
               (!plan_.needs_text() || (query_.facets.empty() && candidates_ >= kVerified));
    }
    std::size_t wanted() const { return query_.offset + query_.limit; }
    Xapian::MSet next_page();
    void count(const Xapian::MSet& page);
    std::optional<Found> judge(const Xapian::MSetIterator& candidate);
    bool collapsed(const Xapian::Document& document);
    void reorder(std::vector<Found>& found) const;
    void keep(Found found);
    void keep_later(Found found);

    const Query& query_;
    const Plan& plan_;
    Xapian::Enquire enquire_;
    Order order_;
    FacetCounter facets_;
    Xapian::doccount everything_ = 0;
    Xapian::doccount page_size_ = kReordered;
    Xapian::doccount candidates_ = 0;  // looked at
    Xapian::doccount confirmed_ = 0;   // by their text
    bool exhausted_ = false;
    std::vector<Hit> hits_;
    NearDuplicates duplicates_;
    std::unordered_set<std::string>
        shown_;  // conversations or speakers, if there is one quote of each
    std::uint64_t total_ = 0;
    bool total_is_exact_ = true;
    std::optional<Error> damaged_;
};

void Run::run() {
    while (!done() && !exhausted_ && !damaged_) {
        const bool first = candidates_ == 0;
        const Xapian::MSet page = next_page();
        std::vector<Found> found;
        for (auto candidate = page.begin(); candidate != page.end() && !damaged_; ++candidate) {
            auto answer = judge(candidate);
            if (answer && first) found.push_back(*std::move(answer));
            if (first) continue;
            if (answer) keep_later(*std::move(answer));
            if (!done()) continue;
            auto next = candidate;
            exhausted_ = exhausted_ && ++next == page.end();
            break;
        }
        reorder(found);
        for (Found& answer : found) keep(std::move(answer));
    }
}

Xapian::MSet Run::next_page() {
    const bool first = candidates_ == 0;
    const bool all = !query_.facets.empty() && !plan_.needs_text();
    Xapian::MSet page = enquire_.get_mset(candidates_, page_size_,
                                          !first ? 0
                                          : all  ? everything_
                                                 : kCounted);
    if (first) count(page);
    enquire_.clear_matchspies();
    exhausted_ = page.size() < page_size_;
    page_size_ = std::min<Xapian::doccount>(page_size_ * 4, 5000);
    return page;
}

void Run::count(const Xapian::MSet& page) {
    total_ = page.get_matches_estimated();
    total_is_exact_ = page.get_matches_lower_bound() == page.get_matches_upper_bound();
}

// The candidate as an answer, or nothing: its text says otherwise, or another quote stands for it.
std::optional<Found> Run::judge(const Xapian::MSetIterator& candidate) {
    ++candidates_;
    const Xapian::Document document = candidate.get_document();
    auto described = decode_document(document.get_data());
    if (!described) {
        damaged_ = described.error();
        return std::nullopt;
    }
    Found found{*std::move(described), {}, candidate.get_weight()};
    if (query_.sort == Sort::strongest)
        found.score = probability_from_sortable(
            document.get_value(lens_slot(lens_of(query_)).value_or(kFirstLensSlot)));
    found.text = cut(found.document.text, found.document.citation.lang);
    if (plan_.needs_text()) {
        if (!matches(plan_.pattern(), found.document, found.text, plan_.sources()))
            return std::nullopt;
        ++confirmed_;
        facets_.count(document);
    }
    if (collapsed(document)) return std::nullopt;
    return found;
}

bool Run::collapsed(const Xapian::Document& document) {
    if (query_.collapse == Collapse::none) return false;
    const auto slot = query_.collapse == Collapse::speaker ? kPersonSlot : slot_of("conversation");
    return !shown_.insert(document.get_value(slot)).second;
}

// The first page is ordered anew: what says more of the query, and says it as written, comes first.
// Later pages keep their order below it.
void Run::reorder(std::vector<Found>& found) const {
    if (query_.sort != Sort::relevance) return;
    for (Found& answer : found)
        answer.score *= kLeastShare + (1 - kLeastShare) * coverage(plan_.pattern(), answer.text);
    std::ranges::sort(found, [](const Found& a, const Found& b) {
        return a.score != b.score ? a.score > b.score : a.document.id < b.document.id;
    });
}

void Run::keep_later(Found found) {
    if (query_.sort == Sort::relevance) found.score *= kLeastShare;
    keep(std::move(found));
}

void Run::keep(Found found) {
    if (hits_.size() == wanted()) return;
    if (!query_.similar)
        if (const auto kept = duplicates_.find_or_keep(found.text)) {
            ++hits_[*kept].similar;
            return;
        }
    Marks marks = mark(plan_.pattern(), found.text);
    hits_.push_back({std::move(found.document), found.score, std::move(marks), 0});
}

Result<Hits> Run::result() {
    if (damaged_) return *damaged_;
    if (exhausted_ && !plan_.needs_text()) {
        total_ = candidates_;
        total_is_exact_ = true;
    }
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
