#include "engine/index_ids.h"

#include <algorithm>

#include "engine/terms.h"

namespace verbatim {

namespace {

// Reading all ids pays for itself by then: each look-up reads a thousandth of them, from all over
// the file.
constexpr std::size_t kAskedOften = 64;

std::vector<PlaceOfId> all_ids(std::span<const Xapian::Database> shards, std::uint32_t slot) {
    std::vector<PlaceOfId> places;
    std::uint32_t part = 0;
    for (const Xapian::Database& shard : shards) {
        ++part;
        const auto end = shard.valuestream_end(slot);
        for (auto value = shard.valuestream_begin(slot); value != end; ++value)
            places.push_back({id_from_sortable(*value), part, value.get_docid()});
    }
    std::ranges::stable_sort(places, {}, &PlaceOfId::id);
    return places;
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

std::vector<PlaceOfId> IdTables::find(const Xapian::Database& tail,
                                      std::span<const Xapian::Database> shards,
                                      std::string_view prefix, std::uint32_t slot, Id id) {
    std::vector<PlaceOfId> found;
    const std::string term = id_term(prefix, id);
    const auto add_from = [&](const Xapian::Database& database, std::uint32_t part) {
        for (const PlaceOfId& place : ids_with(database, term, slot))
            if (place.id == id) found.push_back({id, part, place.number});
    };
    add_from(tail, 0);
    Table& table = tables_[slot];
    if (++table.asked < kAskedOften) {
        for (std::uint32_t i = 0; i < shards.size(); ++i) add_from(shards[i], i + 1);
        return found;
    }
    if (table.places.empty()) table.places = all_ids(shards, slot);
    const auto [first, last] = std::ranges::equal_range(table.places, id, {}, &PlaceOfId::id);
    found.insert(found.end(), first, last);
    return found;
}

}  // namespace verbatim
