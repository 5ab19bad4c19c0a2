#include "engine/index_ids.h"

#include <algorithm>

#include "engine/terms.h"

namespace verbatim {

namespace {

// Reading all ids pays for itself by then: each look-up reads a thousandth of them, which lie in a
// fifth of the blocks.
constexpr std::size_t kAskedOften = 16;

void add_all(const Xapian::Database& database, std::uint32_t part, std::uint32_t slot,
             std::vector<PlaceOfId>& places) {
    const auto end = database.valuestream_end(slot);
    for (auto value = database.valuestream_begin(slot); value != end; ++value)
        places.push_back({id_from_sortable(*value), part, value.get_docid()});
}

}  // namespace

std::vector<PlaceOfId> ids_with(const Xapian::Database& database, const std::string& term,
                                std::uint32_t slot) {
    std::vector<PlaceOfId> found;
    const auto end = database.valuestream_end(slot);
    auto value = database.valuestream_begin(slot);
    const auto last = database.postlist_end(term);
    for (auto posting = database.postlist_begin(term); posting != last; ++posting) {
        if (value != end) value.skip_to(*posting);
        if (value == end) break;
        if (value.get_docid() == *posting) found.push_back({id_from_sortable(*value), 0, *posting});
    }
    return found;
}

std::vector<PlaceOfId> IdTables::find(const Xapian::Database& tail, bool tail_stays,
                                      std::span<const Xapian::Database> shards,
                                      std::string_view prefix, std::uint32_t slot, Id id) {
    std::vector<PlaceOfId> found;
    const std::string term = id_term(prefix, id);
    const auto add_from = [&](const Xapian::Database& database, std::uint32_t part) {
        for (const PlaceOfId& place : ids_with(database, term, slot))
            if (place.id == id) found.push_back({id, part, place.number});
    };
    Table& table = tables_[slot];
    const bool is_often = ++table.asked >= kAskedOften;
    if (!is_often || !tail_stays) add_from(tail, 0);
    if (!is_often) {
        for (std::uint32_t i = 0; i < shards.size(); ++i) add_from(shards[i], i + 1);
        return found;
    }
    if (table.places.empty()) {
        if (tail_stays) add_all(tail, 0, slot, table.places);
        for (std::uint32_t i = 0; i < shards.size(); ++i)
            add_all(shards[i], i + 1, slot, table.places);
        std::ranges::stable_sort(table.places, {}, &PlaceOfId::id);
    }
    const auto first = std::ranges::lower_bound(table.places, id, {}, &PlaceOfId::id);
    const auto last = std::ranges::upper_bound(table.places, id, {}, &PlaceOfId::id);
    found.insert(found.end(), first, last);
    return found;
}

}  // namespace verbatim
