#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/result.h"

// Which files an index consists of besides its tail. For index_*.cpp.
namespace verbatim {

// One immutable part of an index: a file.
struct ShardInfo {
    std::uint32_t name = 0;   // of its file
    std::uint32_t first = 0;  // the lowest and the highest number of its documents
    std::uint32_t last = 0;
    std::uint32_t documents = 0;
    std::uint64_t hash = 0;            // of the file's bytes
    std::vector<std::uint32_t> slots;  // that any of its documents has a value in, in order
    friend bool operator==(const ShardInfo&, const ShardInfo&) = default;
};

struct ShardList {
    std::vector<ShardInfo> shards;
    std::uint32_t last = 0;       // the highest number that a document has or had
    std::uint32_t last_name = 0;  // the highest that a shard has or had
    friend bool operator==(const ShardList&, const ShardList&) = default;
};

// Record bytes (codec.h); decoding fails with damaged.
std::string encode(const ShardList& list);
Result<ShardList> decode_shards(std::string_view bytes);

}  // namespace verbatim
