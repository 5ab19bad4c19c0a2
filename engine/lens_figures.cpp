#include "engine/lens_figures.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/exponential.h"

namespace verbatim {

namespace {

constexpr std::size_t kDepth = 50;
constexpr std::size_t kBins = 10;

// After each distinct log-odds from the highest down.
struct Step {
    std::size_t found = 0;
    std::size_t taken = 0;
};

std::vector<Step> steps(std::span<const LensOutcome> outcomes) {
    std::vector<LensOutcome> order(outcomes.begin(), outcomes.end());
    std::ranges::sort(order, std::greater(), &LensOutcome::log_odds);
    std::vector<Step> steps;
    Step now;
    for (std::size_t i = 0; i < order.size(); ++i) {
        if (order[i].yes) ++now.found;
        ++now.taken;
        if (i + 1 == order.size() || order[i + 1].log_odds != order[i].log_odds)
            steps.push_back(now);
    }
    return steps;
}

double f1_of(const Step& step, std::size_t yes) {
    return 2 * static_cast<double>(step.found) / static_cast<double>(step.taken + yes);
}

// A step that crosses the depth counts in part.
double precision_at(std::size_t depth, const std::vector<Step>& steps) {
    depth = std::min(depth, steps.back().taken);
    Step before;
    for (const Step& step : steps) {
        if (step.taken >= depth) {
            const double share = static_cast<double>(depth - before.taken) /
                                 static_cast<double>(step.taken - before.taken);
            const auto found = static_cast<double>(before.found) +
                               share * static_cast<double>(step.found - before.found);
            return found / static_cast<double>(depth);
        }
        before = step;
    }
    return 0;
}

double calibration_error(std::span<const LensOutcome> outcomes) {
    std::array<double, kBins> off{};
    for (const LensOutcome& outcome : outcomes) {
        const double probability = 1 / (1 + exponential(-outcome.log_odds));
        const auto bin = static_cast<std::size_t>(probability * kBins);
        off[std::min(bin, kBins - 1)] += probability - (outcome.yes ? 1 : 0);
    }
    double sum = 0;
    for (const double bin : off) sum += std::abs(bin);
    return sum / static_cast<double>(outcomes.size());
}

// Every figure, to go through them by number.
constexpr std::array kMembers = {&LensFigures::precision,
                                 &LensFigures::recall,
                                 &LensFigures::f1,
                                 &LensFigures::best_f1,
                                 &LensFigures::average_precision,
                                 &LensFigures::precision_at_50,
                                 &LensFigures::calibration_error};

// A sequence of numbers that is the same everywhere (Steele et al. 2014, SplitMix64).
std::uint64_t next_draw(std::uint64_t& state) {
    std::uint64_t z = state += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

}  // namespace

LensFigures lens_figures(std::span<const LensOutcome> outcomes) {
    LensFigures figures;
    figures.texts = outcomes.size();
    figures.yes = static_cast<std::size_t>(std::ranges::count(outcomes, true, &LensOutcome::yes));
    if (figures.yes == 0) return figures;
    const auto yes = static_cast<double>(figures.yes);
    Step at_half, before;
    for (const LensOutcome& outcome : outcomes) {
        if (outcome.log_odds < 0) continue;
        ++at_half.taken;
        at_half.found += outcome.yes ? 1 : 0;
    }
    if (at_half.taken > 0)
        figures.precision = static_cast<double>(at_half.found) / static_cast<double>(at_half.taken);
    figures.recall = static_cast<double>(at_half.found) / yes;
    figures.f1 = f1_of(at_half, figures.yes);
    const std::vector<Step> all = steps(outcomes);
    for (const Step& step : all) {
        figures.best_f1 = std::max(figures.best_f1, f1_of(step, figures.yes));
        figures.average_precision += static_cast<double>(step.found - before.found) / yes *
                                     static_cast<double>(step.found) /
                                     static_cast<double>(step.taken);
        before = step;
    }
    figures.precision_at_50 = precision_at(kDepth, all);
    figures.calibration_error = calibration_error(outcomes);
    return figures;
}

LensIntervals lens_intervals(std::span<const LensOutcome> outcomes, std::size_t draws) {
    LensIntervals intervals{lens_figures(outcomes), lens_figures(outcomes)};
    if (outcomes.empty() || draws == 0) return intervals;
    std::array<std::vector<double>, kMembers.size()> values;
    std::vector<LensOutcome> drawn(outcomes.size());
    std::uint64_t state = outcomes.size();
    for (std::size_t draw = 0; draw < draws; ++draw) {
        for (LensOutcome& outcome : drawn) outcome = outcomes[next_draw(state) % outcomes.size()];
        const LensFigures figures = lens_figures(drawn);
        for (std::size_t i = 0; i < kMembers.size(); ++i) values[i].push_back(figures.*kMembers[i]);
    }
    const std::size_t cut = draws * 25 / 1000;
    for (std::size_t i = 0; i < kMembers.size(); ++i) {
        std::ranges::sort(values[i]);
        intervals.low.*kMembers[i] = values[i][cut];
        intervals.high.*kMembers[i] = values[i][draws - 1 - cut];
    }
    return intervals;
}

}  // namespace verbatim
