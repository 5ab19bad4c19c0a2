#include "engine/meaning/antonyms.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <unordered_map>

namespace verbatim {

namespace {

// What is said for something and what is said against it, separated by spaces. Words of one sense
// alone, in every form that counts: stems would make "useless" the opposite of "use".
struct Opposites {
    std::string_view one, other;
};

constexpr Opposites kOpposites[] = {
    {"easy easily easier easiest simple simpler effortless effortlessly straightforward intuitive "
     "breeze",
     "hard harder difficult difficulty difficulties complicated complex tough impossible "
     "challenging cumbersome confusing"},
    {"cheap cheaper cheapest affordable inexpensive", "expensive pricey pricy overpriced costly"},
    {"fast faster fastest quick quickly quicker prompt promptly instant instantly speedy swift "
     "swiftly",
     "slow slowly slower slowest sluggish delayed late"},
    {"good great excellent amazing awesome wonderful fantastic perfect superb brilliant",
     "bad terrible awful horrible poor worse worst dreadful disappointing disappointed lousy"},
    {"friendly polite courteous helpful attentive",
     "rude unfriendly unhelpful impolite dismissive arrogant"},
    {"clean spotless", "dirty filthy"},
    {"quiet silent", "loud noisy"},
    {"reliable dependable flawless flawlessly", "unreliable flaky buggy crashing crashes"},
    {"comfortable comfy", "uncomfortable"},
    {"safe secure", "unsafe insecure dangerous"},
    {"love loved loves", "hate hated hates dislike"},
    {"happy satisfied pleased delighted", "unhappy dissatisfied disappointed upset angry"},
    {"fresh", "stale"},
    {"honest transparent", "dishonest shady misleading"},
    {"useful", "useless"},
};

template <typename Visit>
void each_word(std::string_view list, const Visit& visit) {
    for (std::size_t begin = 0; begin < list.size();) {
        const std::size_t end = std::min(list.find(' ', begin), list.size());
        visit(list.substr(begin, end - begin));
        begin = end + 1;
    }
}

// By word the lists that it is in: bit 2n is the first of kOpposites[n], 2n + 1 the other.
using Lists = std::unordered_map<std::string_view, std::uint64_t>;

Lists make_lists() {
    static_assert(std::size(kOpposites) <= 32);
    Lists lists;
    std::uint64_t bit = 1;
    for (const auto& [one, other] : kOpposites)
        for (const std::string_view side : {one, other}) {
            each_word(side, [&](std::string_view word) { lists[word] |= bit; });
            bit <<= 1;
        }
    return lists;
}

std::uint64_t lists_of(std::string_view word) {
    static const Lists lists = make_lists();
    const auto found = lists.find(word);
    return found == lists.end() ? 0 : found->second;
}

}  // namespace

bool are_of_one_side(std::string_view a, std::string_view b) {
    return (lists_of(a) & lists_of(b)) != 0;
}

bool are_opposites(std::string_view a, std::string_view b) {
    constexpr std::uint64_t kFirst = 0x5555555555555555;
    const std::uint64_t of_a = lists_of(a), of_b = lists_of(b);
    const std::uint64_t beside_a = (of_a & kFirst) << 1 | (of_a >> 1 & kFirst);
    return (of_a & of_b) == 0 && (beside_a & of_b) != 0;
}

}  // namespace verbatim
