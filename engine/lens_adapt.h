#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/lens_figures.h"
#include "engine/lens_model.h"
#include "engine/lens_training.h"
#include "engine/result.h"

// Lenses of a library's own, and what a library's marks correct in those that ship with Verbatim.
namespace verbatim {

// A text that somebody marked. The inputs are the log-odds of all lenses, as Lenses::score() gives
// them without a code, and with it if there is one; then those of the lens's own cues, if it has
// any.
struct LensMark {
    std::string text;
    bool yes = false;
    std::vector<double> inputs;
    std::optional<Code> code;
    std::vector<double> inputs_with_code;
};

// The name of a lens's own cues among the inputs of its model.
inline constexpr std::string_view kOwnCues = "own cues";

struct LensTask {
    std::string name;
    std::vector<std::string> inputs;
    // The input that is known to answer the question: the lens that is corrected, or its own cues.
    std::optional<std::size_t> basis;
    std::uint64_t codes = 0;  // what made the codes
};

// What so many more marks would bring, as far as what the marks at hand brought tells.
struct LensForecast {
    std::size_t more = 0;
    double average_precision = 0;
    double f1 = 0;
};

struct AdaptedLens {
    LensModelData data;   // one head
    LensFigures before;   // of the basis alone; all 0 without one
    LensFigures figures;  // each mark judged by a model that was trained on others; all 0 where
                          // there are fewer than five of either kind
    LensIntervals intervals;
    std::vector<LensForecast> forecasts;  // 20, 50 and 100 more; none for fewer than 40 marks
};

// Fails with bad_input where there are fewer than five marks of either kind, unless there is a
// basis, which any mark corrects. Same marks, same
// model, whatever the number of threads. 10,000 marks take about 20 s on a core.
Result<AdaptedLens> adapt_lens(const LensTask& task, std::span<const LensMark> marks,
                               unsigned threads);

// What an adapted lens makes of a text, with the inputs as they were for marks.
double adapted_log_odds(const LensModel::Reading& reading, std::span<const double> inputs);
// What one of the inputs adds to it.
double adapted_share(const LensModel::Reading& reading, std::size_t input, double log_odds);

}  // namespace verbatim
