#pragma once

#include <xapian.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/codec_packed.h"
#include "engine/codec_shards.h"
#include "engine/index_document.h"
#include "engine/result.h"

// The immutable parts of an index: files of documents without termlists, which makes them half as
// large and a fifth faster to write. For index_*.cpp.
//
// A document's id in its shard is its number. Functions throw what Xapian and std::filesystem
// throw, and are thread-safe.
namespace verbatim {

// Within guarded(), which tells it.
template <typename Value>
void throw_if_failed(const Result<Value>& done) {
    if (!done) throw Xapian::DatabaseError(done.error().message);
}

// How many documents are built into one shard: VERBATIM_SHARD, for tests, or as many as Xapian
// gathers in memory before it writes.
std::size_t documents_per_shard();

struct NumberedDocument {
    std::uint32_t number = 0;
    Xapian::Document document;
};

// What becomes of documents, by number: those without changes go.
using DocumentChanges = std::map<std::uint32_t, std::optional<std::vector<DocumentChange>>>;

std::string shard_name(std::uint32_t name);  // "shard.7"
bool is_shard_name(const std::string& name);

Xapian::Database open_shard(const std::filesystem::path& index, std::uint32_t name);

// Writes a new shard of these documents, which are in order and at least one, their records packed.
// Durable, but for its entry in the directory, when it returns.
ShardInfo write_shard(const std::filesystem::path& index, std::uint32_t name,
                      std::vector<NumberedDocument> documents, const RecordDictionary& dictionary);

// The numbers of a shard's documents that stay, in order. Fails with DatabaseCorruptError where its
// bytes are not those that were written.
std::vector<std::uint32_t> numbers_staying(const std::filesystem::path& index,
                                           const ShardInfo& shard, const DocumentChanges& changes);

// Writes one shard in the place of several, of which each has higher numbers than the one before;
// likewise durable. The old ones stay. Fails with DatabaseCorruptError where one is damaged.
ShardInfo join_shards(const std::filesystem::path& index, std::uint32_t name,
                      std::span<const ShardInfo> shards);

// Of the bytes of a shard's file.
std::uint64_t hash_of_shard(const std::filesystem::path& index, std::uint32_t name);

// The document itself where what was given reads from the index on demand.
Xapian::Document whole_copy(const Xapian::Document& document);

}  // namespace verbatim
