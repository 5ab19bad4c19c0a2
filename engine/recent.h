#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace verbatim {

// What was met last, by its hash: what comes takes the place of what has the same slot. Begins with
// few slots and makes up to `most` as it fills: making many takes a thread longer than they save
// where it meets little. Not thread-safe.
template <typename Entry>
class Recent {
public:
    explicit Recent(std::size_t most) : entries_(std::min(kFirst, most)), most_(most) {}

    Entry& at(std::uint64_t hash) { return entries_[hash % entries_.size()]; }
    // The slot for something new, which may hold something else.
    Entry& renew(std::uint64_t hash) {
        if (++renewed_ > entries_.size() && entries_.size() < most_) {
            entries_ = std::vector<Entry>(std::min(entries_.size() * kGrowth, most_));
            renewed_ = 0;
        }
        return at(hash);
    }
    std::size_t slots() const { return entries_.size(); }

private:
    static constexpr std::size_t kFirst = 1024;
    static constexpr std::size_t kGrowth = 4;

    std::vector<Entry> entries_;
    std::size_t most_;
    std::size_t renewed_ = 0;  // since there are so many
};

}  // namespace verbatim
