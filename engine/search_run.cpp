#include "engine/search_run.h"

#include <algorithm>
#include <utility>

#include "engine/index_document.h"
#include "engine/lens_set.h"
#include "engine/plan_portable.h"
#include "engine/profile.h"
#include "engine/schema.h"
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
// So many postings are listed sooner than matched.
constexpr std::uint64_t kFew = 1000;
// So many more tell, in most cases, where equal weights end: or a quarter of the page.
constexpr Xapian::doccount kBeyond = 50;
// The largest page. Servers begin anew for each.
constexpr Xapian::doccount kMost = 5000, kMostFromServers = 20'000;

}  // namespace

Run::Run(const Query& query, const Plan& plan, const Index& index, const Fusion* fusion,
         Xapian::valueno strength)
    : query_(query),
      plan_(plan),
      index_(index),
      fusion_(fusion),
      enquire_(index.database()),
      strength_(strength),
      order_(sorted_by(query.sort, strength)),
      tally_(query, plan, index),
      by_words_(plan.pattern()),
      page_size_(fusion != nullptr ? kByMeaning : kReordered),
      goes_by_coverage_(fusion == nullptr && query.sort == Sort::relevance &&
                        has_loose_words(plan.pattern())) {
    if (fusion == nullptr && !goes_by_coverage_)
        page_size_ = std::max(static_cast<Xapian::doccount>(wanted()) + kSpare,
                              plan.needs_text() ? kVerified : 0);
    enquire_.set_query(plan.query());
    by_words_.nearby = false;
    if (index.has_remote())
        remote_.emplace(plan.query(), plan.weighing(), index, order_);
    else
        ordering_.emplace(order_, enquire_);
}

bool Run::done() const {
    return candidates_ > 0 && wanted() == hits_.size() &&
           (!plan_.needs_text() || (!tally_.counts_all() && candidates_ >= kVerified));
}

// What the query finds of marked verbatims; each may be in every library.
std::vector<Found> Run::marked(const Xapian::Query& query, const std::vector<Id>& marked) const {
    const auto most = static_cast<Xapian::doccount>(marked.size() * index_.libraries());
    if (remote_) return RemotePages(query, plan_.weighing(), index_, order_).page(0, most);
    Xapian::Enquire enquire(index_.database());
    const Order order(order_, enquire);
    enquire.set_query(query);
    return found_in(enquire.get_mset(0, most));
}

// Learns what is not wanted, and counts what the query would find of it.
void Run::leave_out() {
    if (query_.bad.empty()) return;
    for (const Found& bad : marked(documents_of(query_.bad, index_), query_.bad))
        if (const auto found = index_.described(bad.document))
            bad_.find_or_keep(cut_into_words(found->text, found->citation.lang));
    std::unordered_set<Id> left_out;
    for (const Found& bad : marked(plan_.left_out(), query_.bad))
        if (const auto found = damaged_ ? std::nullopt : read(bad))
            left_out.insert(found->document.id);
    left_out_ = left_out.size();
}

// Whether what was marked good comes first: unless in an order that was asked for.
bool Run::comes_first() const {
    const bool by_rank = query_.sort == Sort::relevance || query_.sort == Sort::bm25 ||
                         query_.sort == Sort::strongest;
    return !query_.good.empty() && by_rank;
}

std::vector<Found> Run::marked_good() const {
    const Xapian::Query good = documents_of(query_.good, index_);
    return marked(remote_ ? portable_filtered(plan_.query(), good)
                          : Xapian::Query(Xapian::Query::OP_FILTER, plan_.query(), good),
                  query_.good);
}

Xapian::MSet Run::first_page(Xapian::doccount size) {
    return index_.has_others() ? enquire_.get_mset(0, size, plan_.looks_at())
                               : tally_.first_page(enquire_, size);
}

Page Run::next_page() {
    const StageTimer timing(Stage::match);
    const bool is_first = candidates_ == 0;
    if (index_.has_others() && is_first) tally_.count_everywhere();
    Page page = find_page(is_first);
    exhausted_ = page.size() < page_size_;
    page_size_ = std::min<Xapian::doccount>(page_size_ * 4, remote_ ? kMostFromServers : kMost);
    // What only counts needs no order: one page of it is enough.
    if (plan_.needs_text()) page_size_ = std::max(page_size_, kVerified);
    return page;
}

Page Run::find_page(bool is_first) {
    if (remote_) return Page(remote_->page(candidates_, page_size_));
    if (ordering_->may_be_loose() && (fusion_ != nullptr || has_weight(plan_.pattern())))
        return page_by_weight(is_first);
    return Page(found_in(is_first ? first_page(page_size_)
                                  : enquire_.get_mset(candidates_, page_size_, plan_.looks_at())));
}

// All that is found, if it is one word that few have.
std::optional<std::vector<Ranked>> Run::few_with_lone_word() {
    if (plan_.lone_word() == nullptr || tally_.counts_all() || plan_.counted() != nullptr)
        return std::nullopt;
    auto few = ranked_by_word(*plan_.lone_word(), index_, kFew);
    if (few) tally_.found_all(few->size());
    return few;
}

// Xapian looks up no ids then: equal weights are put in order by the page.
Page Run::page_by_weight(bool is_first) {
    const Xapian::doccount end = candidates_ + page_size_;
    const Xapian::doccount size = end + std::max(kBeyond, page_size_ / 4);
    if (is_first)
        if (auto few = few_with_lone_word())
            return {*std::move(few), index_.database(), 0, end, false, nullptr};
    ordering_->loosely();
    const Xapian::MSet found =
        is_first ? first_page(size) : enquire_.get_mset(0, size, plan_.looks_at());
    ordering_->exactly();
    return {ranked_in(found),
            index_.database(),
            candidates_,
            end,
            found.size() == size,
            [this](Xapian::doccount first, Xapian::doccount count) {
                return found_in(enquire_.get_mset(first, count, plan_.looks_at()));
            }};
}

// The candidate as an answer, or nothing if its text says otherwise; counted.
std::optional<Candidate> Run::judge(const Found& candidate) {
    ++candidates_;
    auto found = read_and_count(candidate);
    if (found && pinned_.contains(found->document.id)) found.reset();
    return found;
}

std::optional<Candidate> Run::read_and_count(const Found& candidate) {
    auto found = read(candidate);
    if (plan_.needs_text() && !found)
        tally_.refuse();
    else if (plan_.needs_text() && is_certain(*found))
        tally_.confirm(candidate.id, candidate.document);
    return found;
}

// Of most candidates the text alone can tell, uncut.
void Run::judge_for_total(const Found& candidate) {
    std::optional<bool> is_match;
    if (fusion_ == nullptr)
        if (const auto text = index_.text_of(candidate.record))
            is_match = matches_plainly(plan_.pattern(), *text);
    if (!is_match)
        read_and_count(candidate);
    else if (*is_match)
        tally_.confirm(candidate.id, candidate.document);
    else
        tally_.refuse();
}

std::optional<Candidate> Run::read(const Found& candidate) {
    const Xapian::Document& document = candidate.document;
    auto described =
        candidate.record.empty() ? index_.described(document) : index_.described(candidate.record);
    if (!described) {
        damaged_ = described.error();
        const std::string other = index_.name_of(index_.library_with(candidate.id));
        if (!other.empty())
            damaged_ = Error{ErrorCode::stale, other + ": " + damaged_->message, ""};
        return std::nullopt;
    }
    Candidate found;
    found.docid = candidate.id;
    found.number = index_.number_of(candidate.id);
    found.document = *std::move(described);
    index_.renumber(candidate.id, found.document);
    found.weight = found.score = candidate.weight;
    if (query_.sort == Sort::strongest)
        found.score = probability_from_sortable(document.get_value(strength_));
    const bool is_counted_only = fusion_ == nullptr && hits_.size() == wanted();
    const auto is_match = matches_plainly(plan_.pattern(), found.document.text);
    if (is_match == false) return std::nullopt;
    if (is_match == true && is_counted_only) return found;
    found.text = cut_into_words(found.document.text, found.document.citation.lang);
    // What words mean nearly the same is asked of stems, whatever the pattern.
    if (plan_.pattern().needs_stems() || fusion_ != nullptr)
        add_terms(found.document.text, found.text);
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

Marks Run::marks_of(const Candidate& found) const {
    if (fusion_ == nullptr) return mark(plan_.pattern(), found.text);
    return mark(plan_.pattern(), found.text, fusion_->marks(found));
}

Hit Run::hit_of(Candidate& found) const {
    Marks marks = marks_of(found);
    return {found.number,  std::move(found.document), found.score, std::move(marks), 0,
            found.channels};
}

}  // namespace verbatim
