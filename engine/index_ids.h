#pragma once

#include <xapian.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "engine/model.h"

// How documents are found by the ids that their values are. For index_*.cpp.
namespace verbatim {

// Where a document is: in the tail, part 0, or in a shard.
struct PlaceOfId {
    Id id = 0;
    std::uint32_t part = 0;
    std::uint32_t number = 0;
};

// Looks ids up. A few are found by their terms; when many are asked for, all ids are read into
// memory, 16 bytes each, but for those of a tail that is written to.
class IdTables {
public:
    // The documents in which the slot has the id; `prefix` is that of the terms.
    std::vector<PlaceOfId> find(const Xapian::Database& tail, bool tail_stays,
                                std::span<const Xapian::Database> shards, std::string_view prefix,
                                std::uint32_t slot, Id id);
    void clear() { tables_.clear(); }  // when the shards change

private:
    struct Table {
        std::size_t asked = 0;
        std::vector<PlaceOfId> places;  // by id, once it was asked often
    };
    std::map<std::uint32_t, Table> tables_;  // by slot
};

// Of the documents that have the term: the ids in their slots, with the document's own id.
std::vector<PlaceOfId> ids_with(const Xapian::Database& database, const std::string& term,
                                std::uint32_t slot);

}  // namespace verbatim
