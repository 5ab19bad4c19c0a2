#pragma once

#include <cstddef>
#include <cstdint>
#include <unordered_set>
#include <vector>

#include "engine/model.h"

namespace verbatim {

// Conversations that a writer added and searches do not see yet, in at most some megabytes.
class UnseenConversations {
public:
    void insert(Id conversation);
    // True for those that were inserted; where there are many, for some others too.
    bool may_contain(Id conversation) const;
    bool empty() const { return few_.empty() && bits_.empty(); }
    void clear();

private:
    std::unordered_set<Id> few_;
    std::vector<std::uint64_t> bits_;  // a Bloom filter (1970) of all, once there are many
};

}  // namespace verbatim
