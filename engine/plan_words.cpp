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

// What tells a loose word from others: a word of hyphens or of Han is a phrase to the index.
std::string key_of(const Pattern& pattern) {
    std::string key;
    for (const PatternWord& word : pattern.words) key += word.folded + ' ';
    return key;
}

std::uint64_t frequency_of(const Pattern& pattern, const Index& index) {
    std::uint64_t fewest = index.size() + 1;
    for (const PatternWord& word : pattern.words)
        if (const auto frequency = frequency_of(word, index); frequency > 0)
            fewest = std::min(fewest, frequency);
    return fewest;
}

void keep_telling(Pattern& group, const Index& index) {
    if (std::ranges::count_if(group.children, &Pattern::is_loose) <= kMostLoose) return;
    const bool all_weak = std::ranges::none_of(
        group.children, [](const Pattern& child) { return child.is_loose() && !child.weak; });
    std::map<std::string, std::uint64_t> frequencies;
    for (const Pattern& child : group.children)
        if (child.is_loose() && (all_weak || !child.weak))
            if (const auto key = key_of(child); !frequencies.contains(key))
                frequencies.emplace(key, frequency_of(child, index));
    std::vector<std::pair<std::uint64_t, std::string>> rarest;
    rarest.reserve(frequencies.size());
    for (const auto& [key, frequency] : frequencies) rarest.emplace_back(frequency, key);
    std::ranges::sort(rarest);
    std::set<std::string> telling;
    for (std::size_t i = 0; i < rarest.size() && i < std::size_t{kMostLoose}; ++i)
        telling.insert(rarest[i].second);
    std::erase_if(group.children, [&](const Pattern& child) {
        return child.is_loose() && telling.erase(key_of(child)) == 0;
    });
}

}  // namespace

Pattern of_telling_words(Pattern pattern, const Index& index) {
    for (Pattern& child : pattern.children) child = of_telling_words(std::move(child), index);
    if (pattern.type == Node::Type::group) keep_telling(pattern, index);
    return pattern;
}

}  // namespace verbatim
