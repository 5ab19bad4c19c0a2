#include "engine/search_pages.h"

#include <algorithm>
#include <iterator>

#include "engine/codec.h"
#include "engine/index_document.h"
#include "engine/plan_portable.h"
#include "engine/schema.h"
#include "engine/text.h"

namespace verbatim {

namespace {

// So many more than are asked for tell, in most cases, where equal weights end.
constexpr Xapian::doccount kBeyond = 20;

Xapian::Query with_value(Xapian::valueno slot) {
    return {Xapian::Query::OP_VALUE_GE, slot, std::string(1, '\0')};
}

// The first of a page, whose documents are asked for at once.
std::vector<Found> first_of(const Xapian::MSet& page, Xapian::doccount count) {
    std::vector<Found> found;
    if (count == 0) return found;
    page.fetch(page[0], page[count - 1]);
    for (Xapian::doccount i = 0; i < count; ++i) {
        const Xapian::MSetIterator match = page[i];
        found.push_back({*match, match.get_weight(), match.get_document()});
    }
    return found;
}

void append(std::vector<Found>& all, std::vector<Found> further) {
    all.insert(all.end(), std::make_move_iterator(further.begin()),
               std::make_move_iterator(further.end()));
}

}  // namespace

std::vector<Found> found_in(const Xapian::MSet& page) {
    std::vector<Found> found;
    found.reserve(page.size());
    for (auto match = page.begin(); match != page.end(); ++match)
        found.push_back({*match, match.get_weight(), match.get_document()});
    return found;
}

RemotePages::RemotePages(Xapian::Query query, const Xapian::Query& weighing, const Index& index,
                         SortedBy order)
    : query_(std::move(query)),
      index_(index),
      order_(order),
      enquire_(index.database()),
      weights_(weighing, index.database()) {
    if (auto sources = index.sources()) sources_ = *std::move(sources);
    if (auto lenses = index.lenses()) lenses_ = *std::move(lenses);
}

std::vector<Found> RemotePages::page(Xapian::doccount first, Xapian::doccount size) {
    std::vector<Found> found = best(first + size);
    found.erase(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(
                                                   std::min<std::size_t>(first, found.size())));
    return found;
}

// The first `count` in their order: of the candidates, which have all that may be among them.
std::vector<Found> RemotePages::best(Xapian::doccount count) {
    std::vector<Found> found = order_.slot ? by_value(count) : by_weight(count);
    std::vector<const Known*> candidates;
    learn(std::move(found), candidates);
    std::ranges::sort(candidates, [this](const Known* a, const Known* b) {
        if (order_.slot && a->key != b->key) {
            if (a->key.empty() || b->key.empty()) return b->key.empty();
            return order_.descending ? a->key > b->key : a->key < b->key;
        }
        if (!order_.slot && a->found.weight != b->found.weight)
            return a->found.weight > b->found.weight;
        return a->id < b->id;
    });
    std::vector<Found> ordered;
    for (const Known* candidate : candidates)
        if (ordered.size() < count) ordered.push_back(candidate->found);
    return ordered;
}

std::vector<Found> RemotePages::by_id(const Xapian::Query& query, Xapian::doccount count) {
    enquire_.set_query(query);
    enquire_.set_sort_by_value(kIdSlot, false);
    const Xapian::MSet page = enquire_.get_mset(0, count);
    return first_of(page, page.size());
}

// What matches and has no term that weighs anything.
Xapian::Query RemotePages::without_weight() const {
    const auto& terms = weights_.weighing_terms();
    if (terms.empty()) return query_;
    return portable_without(query_,
                            Xapian::Query(Xapian::Query::OP_OR, terms.begin(), terms.end()));
}

// Servers' weights differ from ours by less than the tolerance; equal ones go by id.
std::vector<Found> RemotePages::by_weight(Xapian::doccount count) {
    if (weights_.weighing_terms().empty()) return by_id(query_, count);
    for (Xapian::doccount wanted = count + kBeyond;; wanted *= 4) {
        enquire_.set_query(query_);
        enquire_.set_sort_by_relevance_then_value(kIdSlot, false);
        const Xapian::MSet page = enquire_.get_mset(0, wanted);
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
        std::vector<Found> found = first_of(page, among);
        if (weighty < count && weighty < page.size())
            append(found, by_id(without_weight(), count - weighty));
        return found;
    }
}

// Documents with the worst value that has a place go by id among themselves.
std::vector<Found> RemotePages::by_value(Xapian::doccount count) {
    const Xapian::valueno slot = *order_.slot;
    enquire_.set_query(portable_filtered(query_, with_value(slot)));
    enquire_.set_sort_by_value(slot, order_.descending);
    const Xapian::MSet page = enquire_.get_mset(0, count);
    if (page.size() < count) {
        std::vector<Found> found = first_of(page, page.size());
        append(found, by_id(portable_without(query_, with_value(slot)), count - page.size()));
        return found;
    }
    const std::string worst = page.back().get_sort_key();
    Xapian::doccount better = 0;
    while (page[better].get_sort_key() != worst) ++better;
    std::vector<Found> found = first_of(page, better);
    const Xapian::Query equal(Xapian::Query::OP_VALUE_RANGE, slot, worst, worst);
    append(found, by_id(portable_filtered(query_, equal), count - better));
    return found;
}

// Weighs the documents that are not known yet.
void RemotePages::learn(std::vector<Found> found, std::vector<const Known*>& candidates) {
    std::vector<Known*> fresh;
    std::vector<Xapian::Document> documents;
    for (Found& each : found) {
        const auto [entry, is_new] = known_.try_emplace(each.id);
        Known& known = entry->second;
        candidates.push_back(&known);
        if (!is_new) continue;
        known.found = {each.id, 0, rebuilt(each)};
        known.id = known.found.document.get_value(kIdSlot);
        if (order_.slot) known.key = known.found.document.get_value(*order_.slot);
        documents.push_back(known.found.document);
        fresh.push_back(&known);
    }
    const std::vector<double> weights = weights_.of(documents);
    for (std::size_t i = 0; i < fresh.size(); ++i) fresh[i]->found.weight = weights[i];
}

// The document with the terms and values that it was indexed with, which shards do not tell.
Xapian::Document RemotePages::rebuilt(const Found& found) const {
    const auto described = decode_document(found.document.get_data());
    if (!described) return found.document;  // who reads it next says that it is damaged
    const std::uint32_t place =
        described->place.source + index_.first_source(index_.library_with(found.id));
    const auto source =
        std::ranges::find(sources_, place, &std::pair<std::uint32_t, IndexedSource>::first);
    return build(*described, words(described->text),
                 source == sources_.end() ? "" : source->second.round, lenses_.own);
}

}  // namespace verbatim
