#include "engine/codec_shards.h"

#include "engine/codec_frame.h"
#include "record.pb.h"

// The list of an index's shards.
namespace verbatim {

std::string encode(const ShardList& from) {
    record::IndexedShards to;
    to.set_last(from.last);
    to.set_last_name(from.last_name);
    for (const ShardInfo& shard : from.shards) {
        auto& listed = *to.add_shards();
        listed.set_name(shard.name);
        listed.set_first(shard.first);
        listed.set_last(shard.last);
        listed.set_documents(shard.documents);
        listed.set_hash(shard.hash);
        listed.mutable_slots()->Assign(shard.slots.begin(), shard.slots.end());
    }
    return frame(to);
}

Result<ShardList> decode_shards(std::string_view bytes) {
    const auto from = unframe<record::IndexedShards>(bytes);
    if (!from) return from.error();
    ShardList to{{}, from->last(), from->last_name()};
    for (const auto& shard : from->shards())
        to.shards.push_back({shard.name(),
                             shard.first(),
                             shard.last(),
                             shard.documents(),
                             shard.hash(),
                             {shard.slots().begin(), shard.slots().end()}});
    return to;
}

}  // namespace verbatim
