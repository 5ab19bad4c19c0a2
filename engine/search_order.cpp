#include "engine/search_order.h"

#include <algorithm>
#include <string>

#include "engine/lens_set.h"
#include "engine/plan_term.h"
#include "engine/schema.h"
#include "engine/text.h"

namespace verbatim {

Xapian::valueno slot_of(std::string_view field) {
    return static_cast<Xapian::valueno>(find_field(field)->slot);
}

SortedBy sorted_by(Sort sort, Xapian::valueno strength) {
    switch (sort) {
        case Sort::relevance:
        case Sort::bm25:
            return {};
        case Sort::newest:
            return {slot_of("date"), true};
        case Sort::oldest:
            return {slot_of("date"), false};
        case Sort::rating:
            return {slot_of("rating"), true};
        case Sort::strongest:
            return {strength, true};
    }
    return {};
}

Result<Xapian::valueno> strength_slot(const Query& query, const Index& index) {
    const auto lenses = index.lenses();
    if (!lenses) return lenses.error();
    const Node* const lens = lens_of(query);
    const std::string name = lens == nullptr ? "pain" : fold(lens->text);
    for (const IndexedLenses::Own& own : lenses->own)
        if (query.sort == Sort::strongest && own.name == name && !index.agrees_on(own))
            return Error{ErrorCode::bad_query,
                         "lens '" + name +
                             "' has another place in another index, so that quotes of both "
                             "cannot be ordered by it",
                         "order by relevance"};
    return lens_slot(name, lenses->own).value_or(kFirstLensSlot);
}

Order::Order(SortedBy order, Xapian::Enquire& enquire) : order_(order), enquire_(enquire) {
    enquire.set_weighting_scheme(SteadyWeight());
    if (order.slot) {
        keys_.add_value(*order.slot, order.descending, order.descending ? "" : "\xff");
        keys_.add_value(kIdSlot);
    }
    exactly();
}

// Xapian looks no values up then.
void Order::loosely() {
    enquire_.set_sort_by_relevance();
}

void Order::exactly() {
    if (order_.slot)
        enquire_.set_sort_by_key(&keys_, false);
    else
        enquire_.set_sort_by_relevance_then_value(kIdSlot, false);
}

}  // namespace verbatim
