#include "engine/nearest.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "engine/ascii.h"

namespace verbatim {

namespace {

constexpr std::size_t kLongest = 64;  // bytes; nothing longer is the name of anything
constexpr std::size_t kPrefix = 3;

// Optimal string alignment: Levenshtein's distance with a swap of neighbours as one step.
std::size_t distance(std::string_view a, std::string_view b) {
    std::array<std::vector<std::size_t>, 3> rows;  // two back, one back, current
    for (auto& row : rows) row.resize(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) rows[2][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::rotate(rows.begin(), rows.begin() + 1, rows.end());
        rows[2][0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = rows[1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            rows[2][j] = std::min({rows[1][j] + 1, rows[2][j - 1] + 1, change});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                rows[2][j] = std::min(rows[2][j], rows[0][j - 2] + 1);
        }
    }
    return rows[2][b.size()];
}

bool begins(std::string_view word, std::string_view name) {
    const std::size_t shorter = std::min(word.size(), name.size());
    return shorter >= kPrefix && word.substr(0, shorter) == name.substr(0, shorter);
}

}  // namespace

std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates) {
    if (word.empty() || word.size() > kLongest) return {};
    const std::string typed = lower(word);
    std::string_view best;
    std::size_t best_distance = std::max<std::size_t>(1, typed.size() / 3) + 1;
    for (const std::string_view candidate : candidates) {
        if (candidate.size() > kLongest) continue;
        const std::string name = lower(candidate);
        std::size_t steps = distance(typed, name);
        if (begins(typed, name)) steps = std::min<std::size_t>(steps, 1);
        if (steps >= best_distance || steps >= std::max(typed.size(), name.size())) continue;
        best = candidate;
        best_distance = steps;
    }
    return best;
}

}  // namespace verbatim
