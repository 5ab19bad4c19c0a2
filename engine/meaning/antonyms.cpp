#include "engine/meaning/antonyms.h"

#include <string>
#include <unordered_map>

#include "engine/text.h"

namespace verbatim {

namespace {

// What is said for something and what is said against it, separated by spaces.
struct Opposites {
    std::string_view one, other;
};

constexpr Opposites kOpposites[] = {
    {"easy easily easier simple simpler simply effortless straightforward breeze intuitive",
     "hard harder difficult difficulty complicated complex tough impossible challenging cumbersome "
     "confusing"},
    {"cheap cheaper cheapest affordable inexpensive", "expensive pricey pricy overpriced costly"},
    {"fast faster fastest quick quickly quicker prompt promptly instant instantly speedy swift",
     "slow slowly slower slowest sluggish delayed late forever"},
    {"good great excellent amazing awesome wonderful fantastic perfect superb brilliant better "
     "best",
     "bad terrible awful horrible poor worse worst dreadful disappointing disappointed"},
    {"friendly polite kind courteous helpful attentive",
     "rude unfriendly unhelpful impolite dismissive arrogant"},
    {"clean spotless", "dirty filthy"},
    {"quiet silent", "loud noisy"},
    {"reliable dependable flawless flawlessly", "unreliable flaky buggy crashing crashes"},
    {"comfortable comfy", "uncomfortable"},
    {"safe secure", "unsafe insecure dangerous"},
    {"love loved loves", "hate hated hates dislike"},
    {"early", "late"},
    {"clear clearly", "unclear confusing misleading"},
    {"happy satisfied pleased delighted", "unhappy dissatisfied disappointed upset angry"},
    {"long longer", "short shorter"},
    {"big bigger large larger huge", "small smaller tiny"},
    {"high higher", "low lower"},
    {"full", "empty"},
    {"hot", "cold"},
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

// By stem the lists that a word is in: bit 2n of the first of kOpposites[n], 2n + 1 of the other.
using Lists = std::unordered_map<std::string, std::uint64_t>;

Lists make_lists() {
    static_assert(std::size(kOpposites) <= 32);
    Lists lists;
    std::uint64_t bit = 1;
    for (const auto& [one, other] : kOpposites)
        for (const std::string_view side : {one, other}) {
            each_word(side, [&](std::string_view word) { lists[stem(word, "en")] |= bit; });
            bit <<= 1;
        }
    return lists;
}

}  // namespace

bool are_opposites(std::string_view a, std::string_view b) {
    static const Lists lists = make_lists();
    constexpr std::uint64_t kFirst = 0x5555555555555555;
    const auto of_a = lists.find(stem(a, "en"));
    if (of_a == lists.end()) return false;
    const auto of_b = lists.find(stem(b, "en"));
    if (of_b == lists.end() || (of_a->second & of_b->second) != 0) return false;
    return ((of_a->second & kFirst) << 1 & of_b->second) != 0 ||
           ((of_b->second & kFirst) << 1 & of_a->second) != 0;
}

}  // namespace verbatim
