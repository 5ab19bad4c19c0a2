#include "engine/index_unseen.h"

#include <array>

namespace verbatim {

namespace {

constexpr std::size_t kMostFew = 1u << 16;
constexpr std::uint64_t kBits = std::uint64_t{1} << 26;  // 8 MiB: 7 % of others at ten million

// Ids are hashes.
std::array<std::uint64_t, 2> bits_of(Id id) {
    return {id % kBits, id / kBits % kBits};
}

void set(std::vector<std::uint64_t>& bits, Id id) {
    for (const std::uint64_t bit : bits_of(id)) bits[bit / 64] |= std::uint64_t{1} << bit % 64;
}

}  // namespace

void UnseenConversations::insert(Id conversation) {
    if (!bits_.empty()) return set(bits_, conversation);
    few_.insert(conversation);
    if (few_.size() < kMostFew) return;
    bits_.resize(kBits / 64);
    for (const Id id : few_) set(bits_, id);
    few_.clear();
}

bool UnseenConversations::may_contain(Id conversation) const {
    if (bits_.empty()) return few_.contains(conversation);
    for (const std::uint64_t bit : bits_of(conversation))
        if ((bits_[bit / 64] >> bit % 64 & 1) == 0) return false;
    return true;
}

void UnseenConversations::clear() {
    few_ = {};
    bits_ = {};
}

}  // namespace verbatim
