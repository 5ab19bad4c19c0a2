#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "cli/console.h"
#include "engine/library.h"
#include "indexer/ingest.h"

namespace verbatim::cli {

// Work under way, as it is drawn.
struct Work {
    std::string item;         // the file being read; may be empty
    std::uint64_t done = 0;   // of total, in bytes or in whatever
    std::uint64_t total = 0;  // 0: not known
    bool in_bytes = false;
    std::uint64_t verbatims = 0;  // so far, for the rate; 0: no rate
};

// One line, at most `width` cells: bar, share, amount, rate, remaining time, item. What does not
// fit is left out, the item first.
std::string progress_line(const Work& work, double seconds, std::size_t width);

// Draws work on one line of stderr if that is a terminal, at most ten times a second, and clears it
// when it ends.
class ProgressLine {
public:
    explicit ProgressLine(Console& console);
    ~ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    void draw(const Work& work);
    double seconds() const;  // since it began

    // As the libraries want them; valid as long as this is.
    Progress counting();
    IngestProgressFn ingesting();

private:
    using Clock = std::chrono::steady_clock;

    Console& console_;
    Clock::time_point began_ = Clock::now();
    Clock::time_point drawn_;
    bool is_drawn_ = false;
};

}  // namespace verbatim::cli
