#include "engine/search.h"

#include <algorithm>
#include <deque>
#include <iterator>

#include "engine/index_walk.h"
#include "engine/profile.h"
#include "engine/schema.h"
#include "engine/search_run.h"

namespace verbatim {

namespace {

// "In other words" lists so many, at least so near.
constexpr std::size_t kMostOtherWords = 3;
constexpr double kOtherWords = 0.55;
// So many texts tell what share of the candidates are answers.
constexpr std::size_t kSample = 150;
// What remains of the score of a text that says nothing of it; later candidates get no more.
constexpr double kLeastShare = 0.4;
// So much is left to one that says nothing but words of the query.
constexpr double kBare = 0.4;

bool is_worse(const Candidate& a, const Candidate& b) {
    return a.score != b.score ? a.score < b.score : a.document.id > b.document.id;
}

}  // namespace

void Run::pin() {
    if (!comes_first()) return;
    std::vector<Candidate> found;
    for (const Found& good : marked_good())
        if (damaged_)
            break;
        else if (auto answer = read(good))
            found.push_back(*std::move(answer));
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
        Page page = next_page();
        if (is_first && fusion_ != nullptr)
            take_by_meaning(page);
        else if (is_first && goes_by_coverage_)
            take_by_coverage(page);
        else
            take_in_order(page);
    }
}

void Run::take_by_meaning(Page& page) {
    std::vector<Candidate> found;
    for (std::size_t next = 0; !damaged_ && page.at(next) != nullptr; ++next)
        if (auto answer = judge(*page.at(next))) found.push_back(*std::move(answer));
    reorder(found);
    for (Candidate& answer : found) keep(answer);
    if (fusion_->has_words() && query_.offset == 0 && hits_.size() == wanted())
        keep_other_words(found);
}

// What says more of the query, and says it as written, comes first. Candidates come with falling
// weights, which what they say can only lower: the best of those that were read is the next hit as
// soon as none that follows can pass it. What was not lowered comes before what follows with the
// same weight, as those come by id. Where texts must be read for the total, all are.
void Run::take_by_coverage(Page& page) {
    std::deque<Candidate> judged;  // too large to be moved about in a heap
    std::vector<Candidate*> waiting;
    const auto comes_later = [](const Candidate* a, const Candidate* b) {
        return is_worse(*a, *b);
    };
    std::size_t next = 0;
    while (!damaged_) {
        const Found* const follows = page.at(next);
        const bool is_known =
            !waiting.empty() && (follows == nullptr || waiting.front()->score > follows->weight ||
                                 (waiting.front()->score == follows->weight &&
                                  waiting.front()->weight == follows->weight));
        if (is_known && hits_.size() < wanted()) {
            std::ranges::pop_heap(waiting, comes_later);
            keep(*waiting.back());
            waiting.pop_back();
        } else if (follows != nullptr && !done()) {
            if (auto answer = judge(*follows)) {
                lower(*answer);
                waiting.push_back(&judged.emplace_back(*std::move(answer)));
                std::ranges::push_heap(waiting, comes_later);
            }
            ++next;
        } else {
            break;
        }
    }
    exhausted_ = exhausted_ && next == page.size();
}

void Run::take_in_order(Page& page) {
    std::size_t next = 0;
    while (!damaged_ && (plan_.needs_text() ? hits_.size() < wanted() : !done())) {
        const Found* const found = page.at(next);
        if (found == nullptr) break;
        if (auto answer = judge(*found)) keep_later(*answer);
        ++next;
    }
    if (plan_.needs_text() && !damaged_ && !done()) next += count_further(page, next);
    exhausted_ = exhausted_ && next == page.size();
}

// What is verified for the total alone. Where that can be no more than an estimate, a sample is
// enough: of all that may be answers if they can be walked, else of the best.
std::size_t Run::count_further(Page& page, std::size_t next) {
    const std::size_t left = page.size() - next;
    const bool is_estimate = !exhausted_ && !tally_.counts_all();
    const bool is_only_page = exhausted_ && candidates_ == next;
    if (!is_estimate && !is_only_page) return count_in_order(page, next);
    std::vector<Found> looked_at = is_estimate ? sample_of_all() : std::vector<Found>();
    if (looked_at.empty()) {
        const std::size_t step = is_estimate ? std::max<std::size_t>(1, left / kSample) : 1;
        if (is_estimate) tally_.begin_sample();
        looked_at = page.unordered(next, step, index_);
    }
    for (const Found& found : looked_at) {
        if (damaged_) break;
        judge_for_total(found);
    }
    candidates_ += static_cast<Xapian::doccount>(left);
    return left;
}

// Where equal weights end on another page, none may be left out or counted twice.
std::size_t Run::count_in_order(Page& page, std::size_t next) {
    const std::size_t first = next;
    for (Found* found = page.at(next); found != nullptr && !damaged_; found = page.at(++next)) {
        if (found->record.empty()) found->record = found->document.get_value(kRecordSlot);
        judge_for_total(*found);
        ++candidates_;
    }
    return next - first;
}

// Evenly spread over all candidates; nothing where they cannot be walked.
std::vector<Found> Run::sample_of_all() {
    if (fusion_ != nullptr || plan_.walked() == nullptr) return {};
    const auto all = index_.walked(*plan_.walked(), {});
    if (!all) return {};
    const std::size_t size = all->size(), step = std::max<std::size_t>(1, size / kSample);
    tally_.begin_sample_of(size);
    std::vector<Found> sample;
    std::size_t place = 0;
    for (auto number = all->next(0); number; number = all->next(*number + 1)) {
        if (++place % step != 0) continue;
        const Xapian::docid id = index_.id_of(*number);
        Found& found = sample.emplace_back(
            Found{id, 0, index_.database().get_document(id, Xapian::DOC_ASSUME_VALID), {}});
        found.record = found.document.get_value(kRecordSlot);
    }
    return sample;
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

// The first page is ordered anew: what says more of the query, and says it as written or in other
// words, comes first. Later pages keep their order below it.
void Run::reorder(std::vector<Candidate>& found) const {
    if (fusion_ != nullptr && query_.sort == Sort::strongest) fusion_->lean(found);
    if (fusion_ != nullptr && query_.sort == Sort::relevance) {
        for (Candidate& answer : found) {
            answer.says_all = says_all(plan_.pattern(), answer.text);
            answer.says_no_more = says_no_more(plan_.pattern(), answer.text);
        }
        fusion_->order(found);
    }
    if (!goes_by_coverage_) return;
    std::ranges::for_each(found, [this](Candidate& answer) { lower(answer); });
    std::ranges::sort(found, [](const auto& a, const auto& b) { return is_worse(b, a); });
}

// By what its text leaves unsaid of the query, and where it says nothing else.
void Run::lower(Candidate& found) const {
    found.score *= kLeastShare + (1 - kLeastShare) * coverage(plan_.pattern(), found.text);
    if (says_no_more(plan_.pattern(), found.text)) found.score *= kBare;
}

void Run::keep_later(Candidate& found) {
    if (goes_by_coverage_ || (fusion_ != nullptr && query_.sort == Sort::relevance))
        found.score *= kLeastShare;
    if (fusion_ != nullptr && !hits_.empty())
        found.score = std::min(found.score, hits_.back().score);
    keep(found);
}

// What several libraries hold is shown once: as the first of them has it, which is this one.
bool Run::is_held_twice(Candidate& found) {
    const auto [place, is_new] = kept_.try_emplace(found.document.id, hits_.size());
    if (is_new) return false;
    if (place->second == hits_.size()) return true;  // it was folded into another
    Hit& hit = hits_[place->second];
    if (hit.document.id == found.document.id &&
        found.document.place.source < hit.document.place.source) {
        hit.document = std::move(found.document);
        hit.number = found.number;
    }
    return true;
}

void Run::keep(Candidate& found) {
    const bool repeats_bad = !query_.bad.empty() && !query_.similar && bad_.find(found.text);
    if (hits_.size() == wanted()) return;
    if (index_.has_others() && is_held_twice(found)) return;
    if (repeats_bad || collapsed(found)) return;
    if (!query_.similar)
        if (const auto kept = duplicates_.find_or_keep(found.text)) {
            ++hits_[*kept].similar;
            found.kept = true;
            return;
        }
    if (!is_certain(found))
        tally_.list_uncounted(found.docid, index_.database().get_document(found.docid));
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
