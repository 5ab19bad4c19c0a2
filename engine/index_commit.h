#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/index_state.h"

// What becomes of documents that were added, and of shards that change. For index_change.cpp.
namespace verbatim {

// Each builds a shard, the documents of which it has in memory.
inline constexpr std::size_t kMostBuilders = 4;

// Steps of one commit, each of which leaves the parts together as they were or as they become.
// Throws what Xapian throws.
class Commit {
public:
    explicit Commit(Index::State& state) : state_(state), writing_(*state.writing) {}

    void put_into_tail(std::uint32_t number, const Xapian::Document& document);
    void take_from_tail(std::uint32_t number);

    // The documents go into a shard that another thread builds.
    void build(std::vector<NumberedDocument> documents);
    // Everything added finds its part: a shard if it is worth one, else the tail.
    void settle_added();
    // Waits for the shards, and opens all parts as they are then.
    void finish_building();
    void rewrite_shards();
    void empty_tail();
    void join_shards();
    // Takes out of the tail what Xapian keeps of documents that left it.
    void forget_bounds();
    void commit();

private:
    void append(std::span<const ShardInfo> run, std::size_t least, std::vector<ShardInfo>& result);
    void put_summary() const;
    void sync_entries() const;
    void finish_first();

    Index::State& state_;
    Index::State::Writing& writing_;
};

}  // namespace verbatim
