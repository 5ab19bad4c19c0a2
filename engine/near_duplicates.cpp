#include "engine/near_duplicates.h"

#include <algorithm>

#include "engine/hash.h"

namespace verbatim {

namespace {

constexpr double kSimilar = 0.8;
constexpr std::size_t kShort = 5;
constexpr std::size_t kWindow = 500;

using Terms = std::vector<std::uint64_t>;

Terms distinct_terms(const CutText& text) {
    Terms terms;
    terms.reserve(text.terms.size());
    for (const auto& term : text.terms) terms.push_back(hash64(term));
    std::ranges::sort(terms);
    terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
    return terms;
}

bool similar(const Terms& a, const Terms& b) {
    if (std::min(a.size(), b.size()) < kShort) return a == b;
    const double smaller = static_cast<double>(std::min(a.size(), b.size()));
    if (smaller < kSimilar * static_cast<double>(std::max(a.size(), b.size()))) return false;
    std::size_t shared = 0;
    for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
        if (*i == *j)
            ++shared, ++i, ++j;
        else if (*i < *j)
            ++i;
        else
            ++j;
    }
    return static_cast<double>(shared) >=
           kSimilar * static_cast<double>(a.size() + b.size() - shared);
}

}  // namespace

std::optional<std::size_t> NearDuplicates::find(const Terms& terms) const {
    const std::size_t first = kept_.size() - std::min(kept_.size(), kWindow);
    for (std::size_t i = first; i < kept_.size(); ++i)
        if (similar(kept_[i], terms)) return i;
    return std::nullopt;
}

std::optional<std::size_t> NearDuplicates::find(const CutText& text) const {
    return find(distinct_terms(text));
}

std::optional<std::size_t> NearDuplicates::find_or_keep(const CutText& text) {
    Terms terms = distinct_terms(text);
    if (const auto found = find(terms)) return found;
    kept_.push_back(std::move(terms));
    return std::nullopt;
}

}  // namespace verbatim
