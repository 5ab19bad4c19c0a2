#include "engine/near_duplicates.h"

#include <algorithm>

#include "engine/hash.h"
#include "engine/terms.h"

namespace verbatim {

namespace {

constexpr std::size_t kShort = 5;
constexpr std::size_t kWindow = 500;

using Words = std::vector<std::uint64_t>;

template <typename Of>
Words distinct(const CutText& text, const Of& of) {
    Words words;
    words.reserve(text.words.size());
    for (const Word& word : text.words) words.push_back(hash64(of(word)));
    std::ranges::sort(words);
    words.erase(std::unique(words.begin(), words.end()), words.end());
    return words;
}

// Of texts of few words their stems; to stem a longer one takes as long as all else.
Words distinct_words(const CutText& text) {
    Words words =
        distinct(text, [](const Word& word) -> const std::string& { return word.folded; });
    if (words.size() >= kShort) return words;
    return distinct(text, [&](const Word& word) { return text_term(word, text.lang); });
}

// Of m and n words, s in both, s / (m + n - s) is at least 4/5 where 9 times those that are in one
// alone, m + n - 2s, are at most m + n. Given up as soon as they are more.
bool similar(const Words& a, const Words& b) {
    if (std::min(a.size(), b.size()) < kShort) return a == b;
    const std::size_t most_alone = (a.size() + b.size()) / 9;
    std::size_t alone = 0;
    auto i = a.begin(), j = b.begin();
    while (i != a.end() && j != b.end() && alone <= most_alone) {
        if (*i == *j) {
            ++i, ++j;
        } else {
            ++alone;
            ++(*i < *j ? i : j);
        }
    }
    alone += static_cast<std::size_t>((a.end() - i) + (b.end() - j));
    return alone <= most_alone;
}

}  // namespace

std::optional<std::size_t> NearDuplicates::find(const Words& words) const {
    const std::size_t first = kept_.size() - std::min(kept_.size(), kWindow);
    for (std::size_t i = first; i < kept_.size(); ++i)
        if (similar(kept_[i], words)) return i;
    return std::nullopt;
}

std::optional<std::size_t> NearDuplicates::find(const CutText& text) const {
    return find(distinct_words(text));
}

std::optional<std::size_t> NearDuplicates::find_or_keep(const CutText& text) {
    Words words = distinct_words(text);
    if (const auto found = find(words)) return found;
    kept_.push_back(std::move(words));
    return std::nullopt;
}

}  // namespace verbatim
