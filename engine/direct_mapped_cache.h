#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace verbatim {

// A direct-mapped cache: each hash has one slot, and what comes takes the place of what is there.
// Begins with 1,024 slots and gets four times as many whenever that many were claimed, up to
// `max_slots` rounded down to a power of two, which must be 1 or more: making many takes a thread
// longer than they save where it meets little. Entry is default-constructible. Not thread-safe.
template <typename Entry>
class DirectMappedCache {
public:
    explicit DirectMappedCache(std::size_t max_slots)
        : max_slots_(std::bit_floor(max_slots)), entries_(std::min(kFirstSlots, max_slots_)) {}

    // What has the slot: perhaps an entry of another hash, or a default one.
    Entry& slot(std::uint64_t hash) { return entries_[hash & (entries_.size() - 1)]; }
    // The slot for something new. May make the cache larger, and then all is forgotten; references
    // from before are invalid. Linear in the slots then, else constant.
    Entry& claim(std::uint64_t hash) {
        if (++claimed_ > entries_.size() && entries_.size() < max_slots_) {
            entries_ = std::vector<Entry>(std::min(entries_.size() * kGrowth, max_slots_));
            claimed_ = 0;
        }
        return slot(hash);
    }
    std::size_t slots() const { return entries_.size(); }

private:
    static constexpr std::size_t kFirstSlots = 1024;
    static constexpr std::size_t kGrowth = 4;

    std::size_t max_slots_;
    std::vector<Entry> entries_;
    std::size_t claimed_ = 0;  // since there are so many slots
};

}  // namespace verbatim
