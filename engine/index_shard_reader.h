#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

#include "engine/index_shard.h"

namespace verbatim {

// Reads documents of a shard as they become: those of these numbers, in order, at least one. Making
// it goes through all terms of the shard, and takes up to 44 bytes for each posting of these
// documents, of which it keeps 8, with the terms.
class ShardReader {
public:
    // What is given must outlive it.
    ShardReader(const std::filesystem::path& index, const ShardInfo& shard,
                const DocumentChanges& changes, std::span<const std::uint32_t> numbers);
    ~ShardReader();
    ShardReader(const ShardReader&) = delete;
    ShardReader& operator=(const ShardReader&) = delete;

    // The next so many, or all that are left.
    std::vector<NumberedDocument> next(std::size_t count);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace verbatim
