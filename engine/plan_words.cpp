#include "engine/plan_words.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace verbatim {

namespace {

constexpr std::ptrdiff_t kMostLoose = 100;

std::uint64_t frequency_of(const PatternWord& word, const Index& index) {
    std::uint64_t most = 0;
    for (const auto& [language, term] : word.terms) most = std::max(most, index.frequency(term));
    return most;
}

bool is_word(const Pattern& pattern) {
    return pattern.type == Node::Type::word;
}

}  // namespace

Pattern of_telling_words(Pattern pattern, const Index& index) {
    if (std::ranges::count_if(pattern.children, is_word) <= kMostLoose) return pattern;
    const bool all_weak = std::ranges::none_of(
        pattern.children, [](const Pattern& child) { return is_word(child) && !child.weak; });
    std::map<std::string, std::uint64_t> frequencies;
    for (const Pattern& child : pattern.children)
        if (is_word(child) && (all_weak || !child.weak))
            frequencies.try_emplace(child.words.front().folded,
                                    frequency_of(child.words.front(), index));
    std::vector<std::pair<std::uint64_t, std::string>> rarest;
    for (const auto& [word, frequency] : frequencies)
        rarest.emplace_back(frequency == 0 ? index.size() + 1 : frequency, word);
    std::ranges::sort(rarest);
    std::set<std::string> telling;
    for (std::size_t i = 0; i < rarest.size() && i < std::size_t{kMostLoose}; ++i)
        telling.insert(rarest[i].second);
    std::erase_if(pattern.children, [&](const Pattern& child) {
        return is_word(child) && telling.erase(child.words.front().folded) == 0;
    });
    return pattern;
}

}  // namespace verbatim
