#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace verbatim {

// A text that somebody judged, and the log-odds that a lens gave it.
struct LensOutcome {
    double log_odds = 0;
    bool yes = false;
};

// How good a lens is on judged texts. Texts of equal log-odds count as one step, so their order
// does not matter. All are 0 where no text is `yes`.
struct LensFigures {
    std::size_t texts = 0;
    std::size_t yes = 0;
    double precision = 0, recall = 0, f1 = 0;  // of what has a probability of 0.5 or more
    double best_f1 = 0;                        // at the threshold that is best for these very texts
    double average_precision = 0;
    double precision_at_50 = 0;
    double calibration_error = 0;  // expected (Naeini et al. 2015), ten bins
};
LensFigures lens_figures(std::span<const LensOutcome> outcomes);

// Where 95 % of the figures lie if the texts are drawn anew, with repetition, `draws` times.
struct LensIntervals {
    LensFigures low, high;
};
LensIntervals lens_intervals(std::span<const LensOutcome> outcomes, std::size_t draws = 500);

}  // namespace verbatim
