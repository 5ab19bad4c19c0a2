#include "engine/search.h"

#include <xapian.h>

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_set>

#include "engine/index_document.h"
#include "engine/lens_set.h"
#include "engine/near_duplicates.h"
#include "engine/plan_term.h"
#include "engine/profile.h"
#include "engine/schema.h"
#include "engine/search_tally.h"
#include "engine/terms.h"

namespace verbatim {

namespace {

// How many candidates are verified for a total alone.
constexpr Xapian::doccount kVerified = 1000;
// So many of the best candidates are ordered anew by what they say of the query.
constexpr Xapian::doccount kReordered = 100;
// ... and so many by meaning too: what says it in other words comes late otherwise.
constexpr Xapian::doccount kByMeaning = 600;
// Where the index orders them itself, so many more are looked up than are wanted: some repeat
// others.
constexpr Xapian::doccount kSpare = 10;
// "In other words" lists so many, at least so near.
constexpr std::size_t kMostOtherWords = 3;
constexpr double kOtherWords = 0.55;
// What remains of the score of a text that says nothing of it; later candidates get no more.
constexpr double kLeastShare = 0.4;

Xapian::valueno slot_of(std::string_view field) {
    return static_cast<Xapian::valueno>(find_field(field)->slot);
}

// Where the index keeps the probability that is "strongest".
Result<Xapian::valueno> strength_slot(const Query& query, const Index& index) {
    const auto lenses = index.lenses();
    if (!lenses) return lenses.error();
    const Node* const lens = lens_of(query);
    return lens_slot(lens == nullptr ? "pain" : fold(lens->text), lenses->own)
        .value_or(kFirstLensSlot);
}

// Orders by a value and then by id; documents without the value come last.
class Order {
public:
    Order(const Query& query, Xapian::valueno strength, Xapian::Enquire& enquire) {
        enquire.set_weighting_scheme(SteadyWeight());
        switch (query.sort) {
            case Sort::relevance:
            case Sort::bm25:
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
                keys_.add_value(strength, true);
                break;
        }
        keys_.add_value(kIdSlot);
        enquire.set_sort_by_key(&keys_, false);
    }

private:
    Xapian::MultiValueKeyMaker keys_;  // the enquire refers to it
};

bool is_worse(const Candidate& a, const Candidate& b) {
    return a.score != b.score ? a.score < b.score : a.document.id > b.document.id;
}

class Run {
public:
    Run(const Query& query, const Plan& plan, const Index& index, const Fusion* fusion,
        Xapian::valueno strength)
        : query_(query),
          plan_(plan),
          index_(index),
          fusion_(fusion),
          enquire_(index.database()),
          strength_(strength),
          order_(query, strength_, enquire_),
          tally_(query, plan, index),
          by_words_(plan.pattern()),
          page_size_(fusion != nullptr ? kByMeaning : kReordered),
          goes_by_coverage_(fusion == nullptr && query.sort == Sort::relevance &&
                            has_loose_words(plan.pattern())) {
        if (fusion == nullptr && !goes_by_coverage_)
            page_size_ = static_cast<Xapian::doccount>(wanted()) + kSpare;
        enquire_.set_query(plan.query());
        by_words_.nearby = false;
    }

    // Runs to the end of what was asked for. Throws what Xapian throws.
    void run();
    Result<Hits> result();

private:
    bool done() const {
        return candidates_ > 0 && wanted() == hits_.size() &&
               (!plan_.needs_text() || (!tally_.counts_all() && candidates_ >= kVerified));
    }
    std::size_t wanted() const { return query_.offset + query_.limit; }
    Xapian::MSet best(const Xapian::Query& query, std::size_t most) const;
    void leave_out();
    void pin();
    bool comes_first() const;
    Xapian::MSet next_page();
    Marks marks_of(const Candidate& found) const;
    std::optional<Candidate> judge(const Xapian::MSetIterator& candidate);
    std::optional<Candidate> read(const Xapian::MSetIterator& candidate);
    bool is_certain(const Candidate& found) const;
    bool collapsed(const Candidate& found);
    void take_by_meaning(const Xapian::MSet& page);
    void take_by_coverage(const Xapian::MSet& page);
    void take_in_order(const Xapian::MSet& page);
    void reorder(std::vector<Candidate>& found) const;
    void lower(Candidate& found) const;
    Hit hit_of(Candidate& found) const;
    void keep(Candidate& found);
    void keep_later(Candidate& found);
    void keep_other_words(std::vector<Candidate>& found);

    const Query& query_;
    const Plan& plan_;
    const Index& index_;
    const Fusion* fusion_;
    Xapian::Enquire enquire_;
    Xapian::valueno strength_;
    Order order_;
    Tally tally_;
    Pattern by_words_;  // the plan's, without what is near
    Xapian::doccount page_size_;
    bool goes_by_coverage_;            // the best of the first page are found by take_by_coverage()
    Xapian::doccount candidates_ = 0;  // looked at
    bool exhausted_ = false;
    std::vector<Hit> hits_;
    std::vector<Hit> other_words_;
    NearDuplicates duplicates_;
    NearDuplicates bad_;             // what was marked so
    std::unordered_set<Id> pinned_;  // marked good, and among the hits before all others
    std::size_t first_ = 0;          // so many hits are pinned ones
    std::uint64_t left_out_ = 0;
    std::unordered_set<std::string>
        shown_;  // conversations or speakers, if there is one quote of each
    std::optional<Error> damaged_;
};

Xapian::MSet Run::best(const Xapian::Query& query, std::size_t most) const {
    Xapian::Enquire enquire(index_.database());
    const Order order(query_, strength_, enquire);
    enquire.set_query(query);
    return enquire.get_mset(0, static_cast<Xapian::doccount>(most));
}

// Learns what is not wanted, and counts what the query would find of it.
void Run::leave_out() {
    if (query_.bad.empty()) return;
    const Xapian::MSet all = best(documents_of(query_.bad), query_.bad.size());
    for (auto document = all.begin(); document != all.end(); ++document)
        if (const auto found = index_.described(document.get_document()))
            bad_.find_or_keep(cut(found->text, found->citation.lang));
    const Xapian::MSet matching = best(plan_.left_out(), query_.bad.size());
    for (auto document = matching.begin(); document != matching.end() && !damaged_; ++document)
        if (read(document)) ++left_out_;
}

// Whether what was marked good comes first: unless in an order that was asked for.
bool Run::comes_first() const {
    const bool by_rank = query_.sort == Sort::relevance || query_.sort == Sort::bm25 ||
                         query_.sort == Sort::strongest;
    return !query_.good.empty() && by_rank;
}

void Run::pin() {
    if (!comes_first()) return;
    const Xapian::Query query(Xapian::Query::OP_FILTER, plan_.query(), documents_of(query_.good));
    std::vector<Candidate> found;
    const Xapian::MSet page = best(query, query_.good.size());
    for (auto document = page.begin(); document != page.end() && !damaged_; ++document)
        if (auto answer = read(document)) found.push_back(*std::move(answer));
    reorder(found);
    for (Candidate& answer : found) {
        pinned_.insert(answer.document.id);
        keep(answer);
    }
    first_ = hits_.size();
}

void Run::run() {
    leave_out();
    pin();
    while (!done() && !exhausted_ && !damaged_) {
        const bool is_first = candidates_ == 0;
        const Xapian::MSet page = next_page();
        if (is_first && fusion_ != nullptr)
            take_by_meaning(page);
        else if (is_first && goes_by_coverage_)
            take_by_coverage(page);
        else
            take_in_order(page);
    }
}

void Run::take_by_meaning(const Xapian::MSet& page) {
    std::vector<Candidate> found;
    for (auto candidate = page.begin(); candidate != page.end() && !damaged_; ++candidate)
        if (auto answer = judge(candidate)) found.push_back(*std::move(answer));
    reorder(found);
    for (Candidate& answer : found) keep(answer);
    if (fusion_->has_words() && query_.offset == 0 && hits_.size() == wanted())
        keep_other_words(found);
}

// What says more of the query, and says it as written, comes first. Candidates come with falling
// weights, which what they say can only lower: the best of those that were read is the next hit as
// soon as none that follows can pass it. Where texts must be read for the total, all are.
void Run::take_by_coverage(const Xapian::MSet& page) {
    std::vector<Candidate> waiting;
    auto next = page.begin();
    while (!damaged_) {
        const bool follows = next != page.end();
        const bool is_known =
            !waiting.empty() && (!follows || waiting.front().score > next.get_weight());
        if (is_known && hits_.size() < wanted()) {
            std::ranges::pop_heap(waiting, is_worse);
            keep(waiting.back());
            waiting.pop_back();
        } else if (follows && !done()) {
            if (auto answer = judge(next)) {
                lower(*answer);
                waiting.push_back(*std::move(answer));
                std::ranges::push_heap(waiting, is_worse);
            }
            ++next;
        } else {
            break;
        }
    }
    exhausted_ = exhausted_ && next == page.end();
}

void Run::take_in_order(const Xapian::MSet& page) {
    auto next = page.begin();
    while (next != page.end() && !damaged_ && !done()) {
        if (auto answer = judge(next)) keep_later(*answer);
        ++next;
    }
    exhausted_ = exhausted_ && next == page.end();
}

// Of the candidates that the page had no room for: the best by meaning that have no word of the
// query, one of each near-duplicate.
void Run::keep_other_words(std::vector<Candidate>& found) {
    std::erase_if(found, [](const Candidate& rest) {
        return rest.kept || rest.channels.words > 0 || rest.channels.denied > 0 ||
               rest.channels.meaning < kOtherWords;
    });
    std::ranges::stable_sort(found, std::greater<>(), [](const Candidate& rest) {
        return rest.channels.meaning - rest.channels.content;
    });
    for (Candidate& rest : found) {
        if (other_words_.size() == kMostOtherWords) return;
        if (bad_.find(rest.text) || collapsed(rest) || duplicates_.find_or_keep(rest.text))
            continue;
        other_words_.push_back(hit_of(rest));
    }
}

Xapian::MSet Run::next_page() {
    const StageTimer timing(Stage::match);
    const Xapian::MSet page = candidates_ == 0 ? tally_.first_page(enquire_, page_size_)
                                               : enquire_.get_mset(candidates_, page_size_);
    exhausted_ = page.size() < page_size_;
    page_size_ = std::min<Xapian::doccount>(page_size_ * 4, 5000);
    return page;
}

// The candidate as an answer, or nothing if its text says otherwise; counted.
std::optional<Candidate> Run::judge(const Xapian::MSetIterator& candidate) {
    ++candidates_;
    auto found = read(candidate);
    if (plan_.needs_text() && !found)
        tally_.refuse();
    else if (plan_.needs_text() && is_certain(*found))
        tally_.confirm(candidate.get_document());
    if (found && pinned_.contains(found->document.id)) found.reset();
    return found;
}

std::optional<Candidate> Run::read(const Xapian::MSetIterator& candidate) {
    const Xapian::Document document = candidate.get_document();
    auto described = index_.described(document);
    if (!described) {
        damaged_ = described.error();
        return std::nullopt;
    }
    Candidate found;
    found.docid = *candidate;
    found.number = index_.number_of(*candidate);
    found.document = *std::move(described);
    found.weight = found.score = candidate.get_weight();
    if (query_.sort == Sort::strongest)
        found.score = probability_from_sortable(document.get_value(strength_));
    found.text = cut(found.document.text, found.document.citation.lang);
    if (query_.collapse != Collapse::none)
        found.belongs_to = document.get_value(
            query_.collapse == Collapse::speaker ? kPersonSlot : slot_of("conversation"));
    // The index keeps the round once a source, not in what a quote shows.
    if (plan_.needs_text()) found.document.citation.round = document.get_value(slot_of("round"));
    if (plan_.needs_text() &&
        !matches(plan_.pattern(), found.document, found.text, plan_.sources()))
        return std::nullopt;
    return found;
}

// Whether Plan::counted() has it: by its words, or as what surely means the same.
bool Run::is_certain(const Candidate& found) const {
    if (fusion_ == nullptr || plan_.counted() == nullptr) return true;
    if (fusion_->near().is_certain(found.number)) return true;
    return fusion_->has_words() && matches(by_words_, found.document, found.text, plan_.sources());
}

// Whether another quote stands for it: of the same conversation, or by the same person.
bool Run::collapsed(const Candidate& found) {
    return query_.collapse != Collapse::none && !shown_.insert(found.belongs_to).second;
}

// The first page is ordered anew: what says more of the query, and says it as written or in other
// words, comes first. Later pages keep their order below it.
void Run::reorder(std::vector<Candidate>& found) const {
    if (fusion_ != nullptr && query_.sort == Sort::strongest) fusion_->lean(found);
    if (fusion_ != nullptr && query_.sort == Sort::relevance) fusion_->order(found);
    if (!goes_by_coverage_) return;
    std::ranges::for_each(found, [this](Candidate& answer) { lower(answer); });
    std::ranges::sort(found, [](const auto& a, const auto& b) { return is_worse(b, a); });
}

// By what its text leaves unsaid of the query.
void Run::lower(Candidate& found) const {
    found.score *= kLeastShare + (1 - kLeastShare) * coverage(plan_.pattern(), found.text);
}

void Run::keep_later(Candidate& found) {
    if (goes_by_coverage_ || (fusion_ != nullptr && query_.sort == Sort::relevance))
        found.score *= kLeastShare;
    if (fusion_ != nullptr && !hits_.empty())
        found.score = std::min(found.score, hits_.back().score);
    keep(found);
}

Marks Run::marks_of(const Candidate& found) const {
    if (fusion_ == nullptr) return mark(plan_.pattern(), found.text);
    return mark(plan_.pattern(), found.text, fusion_->marks(found));
}

Hit Run::hit_of(Candidate& found) const {
    Marks marks = marks_of(found);
    return {found.number,  std::move(found.document), found.score, std::move(marks), 0,
            found.channels};
}

void Run::keep(Candidate& found) {
    const bool repeats_bad = !query_.bad.empty() && !query_.similar && bad_.find(found.text);
    if (hits_.size() == wanted() || repeats_bad || collapsed(found)) return;
    if (!query_.similar)
        if (const auto kept = duplicates_.find_or_keep(found.text)) {
            ++hits_[*kept].similar;
            found.kept = true;
            return;
        }
    if (!is_certain(found)) tally_.list_uncounted(index_.database().get_document(found.docid));
    hits_.push_back(hit_of(found));
    found.kept = true;
}

Result<Hits> Run::result() {
    if (damaged_) return *damaged_;
    tally_.finish(exhausted_ ? std::optional<std::uint64_t>(candidates_) : std::nullopt);
    // What comes first has no lower score than what follows.
    for (std::size_t i = std::min(first_, hits_.size() - std::min<std::size_t>(hits_.size(), 1));
         i-- > 0;)
        hits_[i].score = std::max(hits_[i].score, hits_[i + 1].score);
    Hits result{{},        tally_.total(),  tally_.is_exact(), std::move(other_words_),
                left_out_, tally_.people(), tally_.facets()};
    const auto offset = static_cast<std::ptrdiff_t>(std::min(query_.offset, hits_.size()));
    result.hits.assign(std::make_move_iterator(hits_.begin() + offset),
                       std::make_move_iterator(hits_.end()));
    return result;
}

}  // namespace

Result<Hits> search(const Query& query, const Plan& plan, const Index& index,
                    const Fusion* fusion) {
    const StageTimer timing(Stage::judge);
    const auto strength = strength_slot(query, index);
    if (!strength) return strength.error();
    std::optional<Result<Hits>> hits;
    const auto ran = guarded("the index", [&] {
        Run run(query, plan, index, fusion, *strength);
        run.run();
        hits = run.result();
    });
    if (!ran) return ran.error();
    return *std::move(hits);
}

}  // namespace verbatim
