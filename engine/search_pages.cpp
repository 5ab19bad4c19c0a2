#include "engine/search_pages.h"

#include <algorithm>
#include <iterator>
#include <numeric>

#include "engine/codec.h"
#include "engine/index_document.h"
#include "engine/plan_language.h"
#include "engine/plan_portable.h"
#include "engine/plan_term.h"
#include "engine/profile.h"
#include "engine/schema.h"
#include "engine/text.h"

namespace verbatim {

namespace {

// So many more than are asked for tell, in most cases, where equal weights end.
constexpr Xapian::doccount kBeyond = 20;
// Of more documents with the same weight, most records are not read.
constexpr std::size_t kLongRow = 50;

Xapian::Query with_value(Xapian::valueno slot) {
    return {Xapian::Query::OP_VALUE_GE, slot, std::string(1, '\0')};
}

std::vector<Xapian::doccount> first_places(Xapian::doccount count) {
    std::vector<Xapian::doccount> places(count);
    std::iota(places.begin(), places.end(), Xapian::doccount{0});
    return places;
}

// Of the first `among` of a page that goes by weights, then ids: those that may be among `count`.
// Of equal weights the first are enough.
std::vector<Xapian::doccount> may_be_among(Xapian::doccount count, const Xapian::MSet& page,
                                           Xapian::doccount among) {
    std::vector<Xapian::doccount> places;
    for (Xapian::doccount place = 0, equal = 0; place < among; ++place) {
        const bool is_equal = place > 0 && page[place].get_weight() == page[place - 1].get_weight();
        equal = is_equal ? equal + 1 : 1;
        if (equal <= count) places.push_back(place);
    }
    return places;
}

}  // namespace

std::vector<Found> found_in(const Xapian::MSet& page) {
    std::vector<Found> found;
    found.reserve(page.size());
    for (auto match = page.begin(); match != page.end(); ++match)
        found.push_back({*match, match.get_weight(), match.get_document(), {}});
    return found;
}

std::vector<Ranked> ranked_in(const Xapian::MSet& page) {
    std::vector<Ranked> ranked;
    ranked.reserve(page.size());
    for (auto match = page.begin(); match != page.end(); ++match)
        ranked.push_back({*match, match.get_weight()});
    return ranked;
}

Page::Page(std::vector<Found> in_order) : ordered_(std::move(in_order)), size_(ordered_.size()) {}

Page::Page(std::vector<Ranked> found, const Xapian::Database& database, Xapian::doccount first,
           Xapian::doccount last, bool is_cut, Exactly exactly)
    : rest_(std::move(found)),
      database_(database),
      first_(first),
      last_(last),
      is_cut_(is_cut),
      exactly_(std::move(exactly)) {
    size_ = std::max(std::min<std::size_t>(rest_.size(), last), std::size_t{first}) - first;
}

Found Page::found(const Ranked& ranked) const {
    return {
        ranked.id, ranked.weight, database_.get_document(ranked.id, Xapian::DOC_ASSUME_VALID), {}};
}

namespace {

// By ids. The record begins with it, and is read next where the row is short: Xapian keeps no value
// that it was asked for.
void order_row(std::vector<Found>& row) {
    if (row.size() == 1) return;
    const bool is_long = row.size() > kLongRow;
    std::vector<std::pair<std::string, Found>> by_id;
    for (Found& one : row) {
        std::string value = one.document.get_value(is_long ? kIdSlot : kRecordSlot);
        if (!is_long) one.record = value;
        value.resize(std::min(value.size(), sizeof(Id)));
        by_id.emplace_back(std::move(value), std::move(one));
    }
    std::ranges::stable_sort(by_id, {}, &std::pair<std::string, Found>::first);
    row.clear();
    for (auto& [id, one] : by_id) row.push_back(std::move(one));
}

}  // namespace

// Those that have the weight of the next one.
bool Page::order_next_row() {
    if (next_ >= rest_.size() || next_ >= last_) return false;
    const Xapian::doccount begin = next_;
    Xapian::doccount end = begin;
    while (end < rest_.size() && rest_[end].weight == rest_[begin].weight) ++end;
    if (end == rest_.size() && is_cut_) return false;
    next_ = end;
    if (end <= first_) return true;
    std::vector<Found> row;
    for (Xapian::doccount place = begin; place < end; ++place) row.push_back(found(rest_[place]));
    order_row(row);
    std::move(row.begin() + (std::max(begin, first_) - begin),
              row.begin() + (std::min(end, last_) - begin), std::back_inserter(ordered_));
    return true;
}

Found* Page::at(std::size_t place) {
    if (place >= ordered_.size() && place < size_) {
        const StageTimer timing(Stage::match);
        while (place >= ordered_.size() && order_next_row()) continue;
        if (place >= ordered_.size()) {
            const auto known = static_cast<Xapian::doccount>(ordered_.size());
            const auto missing = static_cast<Xapian::doccount>(size_) - known;
            std::ranges::move(exactly_(first_ + known, missing), std::back_inserter(ordered_));
            size_ = ordered_.size();
        }
    }
    return place < ordered_.size() ? &ordered_[place] : nullptr;
}

std::vector<Found> Page::unordered(std::size_t first, std::size_t step, const Index& index) const {
    std::vector<Found> found;
    for (std::size_t place = first; place < size_; place += step) {
        found.push_back(place < ordered_.size() ? ordered_[place]
                                                : this->found(rest_[first_ + place]));
    }
    std::ranges::sort(found, {}, [&](const Found& one) { return index.number_of(one.id); });
    for (Found& one : found)
        if (one.record.empty()) one.record = one.document.get_value(kRecordSlot);
    return found;
}

RemotePages::RemotePages(Xapian::Query query, const Xapian::Query& weighing, const Index& index,
                         SortedBy order)
    : query_(std::move(query)),
      index_(index),
      order_(order),
      enquire_(index.database()),
      weights_(weighing, index.database()),
      looks_at_(looks_at(query_, index)) {
    enquire_.set_weighting_scheme(scaled_weight());
    tell_apart(true);
    if (auto sources = index.sources()) sources_ = *std::move(sources);
    if (auto lenses = index.lenses()) lenses_ = *std::move(lenses);
}

// Servers send no values but those that documents are sorted or told apart by, and look at the
// latter for few: all records differ, and each comes along. Where they have to look at all, they
// would send all: then documents are sorted by their records, which begin with their ids.
void RemotePages::tell_apart(bool by_record) {
    enquire_.set_collapse_key(by_record ? kRecordSlot : Xapian::BAD_VALUENO,
                              by_record ? ~Xapian::doccount{0} : 0);
}

std::vector<Found> RemotePages::page(Xapian::doccount first, Xapian::doccount size) {
    const std::vector<Known*> ordered = best(first + size);
    std::vector<Found> page;
    for (std::size_t i = first; i < ordered.size(); ++i) {
        page.push_back(ordered[i]->found);
        ordered[i]->found.document = Xapian::Document();
    }
    return page;
}

bool RemotePages::comes_before(const Known& a, const Known& b) const {
    if (order_.slot && a.key != b.key) {
        if (a.key.empty() || b.key.empty()) return b.key.empty();
        return order_.descending ? a.key > b.key : a.key < b.key;
    }
    if (!order_.slot && a.found.weight != b.found.weight) return a.found.weight > b.found.weight;
    return a.id < b.id;
}

// The first `count` in their order: of the candidates, which have all that may be among them.
std::vector<RemotePages::Known*> RemotePages::best(Xapian::doccount count) {
    std::vector<Known*> known = learn(order_.slot ? by_value(count) : by_weight(count));
    std::ranges::sort(known,
                      [this](const Known* a, const Known* b) { return comes_before(*a, *b); });
    known.resize(std::min<std::size_t>(known.size(), count));
    return known;
}

RemotePages::Candidates RemotePages::by_id(const Xapian::Query& query, Xapian::doccount count) {
    enquire_.set_query(query);
    enquire_.set_sort_by_value(kIdSlot, false);
    tell_apart(true);
    const Xapian::MSet page = enquire_.get_mset(0, count);
    return {page, first_places(page.size()), false};
}

// Servers' weights differ from ours by less than the tolerance; equal ones go by id. What has no
// weight follows by id: where the page does not end before it, no more than `weighty` others have
// one.
std::vector<RemotePages::Candidates> RemotePages::by_weight(Xapian::doccount count) {
    if (weights_.weighing_terms().empty()) return {by_id(query_, count)};
    for (Xapian::doccount wanted = count + kBeyond;; wanted *= 4) {
        enquire_.set_query(query_);
        enquire_.set_sort_by_relevance_then_value(looks_at_ == 0 ? kIdSlot : kRecordSlot, false);
        tell_apart(looks_at_ == 0);
        const Xapian::MSet page = enquire_.get_mset(0, wanted, looks_at_);
        const auto at_least = [&](double weight) {
            Xapian::doccount number = 0;
            while (number < page.size() && page[number].get_weight() >= weight) ++number;
            return number;
        };
        const double edge =
            page.size() <= count ? 0 : page[count - 1].get_weight() - weights_.tolerance();
        const Xapian::doccount weighty = at_least(kNoWeight);
        const Xapian::doccount among = at_least(std::max(edge, kNoWeight));
        const bool has_all = weighty < page.size() || page.size() < wanted || among < page.size();
        if (!has_all) continue;
        std::vector<Candidates> candidates = {
            {page, may_be_among(count, page, among), looks_at_ > 0}};
        if (weighty < count && weighty < page.size()) {
            Candidates& rest = candidates.emplace_back(by_id(query_, count));
            std::erase_if(rest.places, [&](Xapian::doccount place) {
                return rest.page[place].get_weight() >= kNoWeight;
            });
        }
        return candidates;
    }
}

// Documents with the worst value that has a place go by id among themselves.
std::vector<RemotePages::Candidates> RemotePages::by_value(Xapian::doccount count) {
    const Xapian::valueno slot = *order_.slot;
    enquire_.set_query(portable_filtered(query_, with_value(slot)));
    enquire_.set_sort_by_value(slot, order_.descending);
    tell_apart(true);
    const Xapian::MSet page = enquire_.get_mset(0, count);
    if (page.size() < count)
        return {{page, first_places(page.size()), false},
                by_id(portable_without(query_, with_value(slot)), count - page.size())};
    const std::string worst = page.back().get_sort_key();
    Xapian::doccount better = 0;
    while (page[better].get_sort_key() != worst) ++better;
    const Xapian::Query equal(Xapian::Query::OP_VALUE_RANGE, slot, worst, worst);
    return {{page, first_places(better), false},
            by_id(portable_filtered(query_, equal), count - better)};
}

// Weighs the documents that are not known yet.
std::vector<RemotePages::Known*> RemotePages::learn(const std::vector<Candidates>& candidates) {
    std::vector<Known*> fresh;
    for (const Candidates& some : candidates) read(some, fresh);
    std::vector<Xapian::Document> documents;
    documents.reserve(fresh.size());
    for (const Known* known : fresh) documents.push_back(known->found.document);
    const std::vector<double> weights = weights_.of(documents);
    for (std::size_t i = 0; i < fresh.size(); ++i) fresh[i]->found.weight = weights[i];
    std::vector<Known*> known;
    for (const Candidates& some : candidates)
        for (const Xapian::doccount place : some.places)
            known.push_back(&known_.at(*some.page[place]));
    return known;
}

// The documents that are not known yet.
void RemotePages::read(const Candidates& candidates, std::vector<Known*>& fresh) {
    for (const Xapian::doccount place : candidates.places) {
        const Xapian::MSetIterator match = candidates.page[place];
        const auto [known, is_new] = known_.try_emplace(*match);
        if (!is_new) continue;
        Known& read = known->second;
        read.found = {*match,
                      0,
                      rebuilt(*match, candidates.sorted_by_record ? match.get_sort_key()
                                                                  : match.get_collapse_key()),
                      {}};
        read.id = read.found.document.get_value(kIdSlot);
        if (order_.slot) read.key = read.found.document.get_value(*order_.slot);
        fresh.push_back(&read);
    }
}

// The document with the terms and values that it was indexed with, which shards do not tell.
Xapian::Document RemotePages::rebuilt(Xapian::docid id, const std::string& record) const {
    const auto described = index_.described(record);
    if (!described) {  // who reads it next says that it is damaged
        Xapian::Document damaged;
        damaged.add_value(kRecordSlot, record);
        return damaged;
    }
    const std::uint32_t place =
        described->place.source + index_.first_source(index_.library_with(id));
    const auto source =
        std::ranges::find(sources_, place, &std::pair<std::uint32_t, IndexedSource>::first);
    return build(*described, words(described->text),
                 source == sources_.end() ? "" : source->second.round, lenses_.own);
}

}  // namespace verbatim
