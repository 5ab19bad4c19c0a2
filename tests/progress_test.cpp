#include "cli/progress.h"

#include <catch2/catch.hpp>
#include <sstream>

#include "engine/text.h"

using namespace verbatim;
using namespace verbatim::cli;

namespace {

Work half_of_a_file() {
    Work work;
    work.item = "reviews/trustpilot.csv";
    work.done = 650'000'000;
    work.total = 1'300'000'000;
    work.in_bytes = true;
    work.verbatims = 412'000;
    return work;
}

}  // namespace

TEST_CASE("progress is one line with share, amount, rate, remaining time and file") {
    CHECK(progress_line(half_of_a_file(), 10, 120) ==
          "━━━━━━━━━━──────────  50%  650 MB of 1.3 GB  41,200 verbatims/s  0:10 left  "
          "reviews/trustpilot.csv");
    CHECK(progress_line(half_of_a_file(), 10, 90) ==
          "━━━━━━━━━━──────────  50%  650 MB of 1.3 GB  41,200 verbatims/s  0:10 left  "
          "…rustpilot.csv");
    CHECK(progress_line(half_of_a_file(), 10, 59) ==
          "━━──  50%  650 MB of 1.3 GB  41,200 verbatims/s  0:10 left");
}

TEST_CASE("progress never is wider than the terminal") {
    for (std::size_t width = 1; width < 120; ++width)
        CHECK(display_width(progress_line(half_of_a_file(), 10, width)) <= width);
}

TEST_CASE("a rate and a remaining time are told only when they mean something") {
    CHECK(progress_line(half_of_a_file(), 0.5, 60) ==
          "━━──  50%  650 MB of 1.3 GB  reviews/trustpilot.csv");
    Work unknown;
    unknown.done = 1200;
    CHECK(progress_line(unknown, 10, 60) == "1,200");
    Work over = half_of_a_file();
    over.done = over.total + 5;  // the file grew
    CHECK(progress_line(over, 10, 40).starts_with("━━━━ 100%"));
}

TEST_CASE("progress is drawn on a terminal only, and cleared at the end") {
    std::ostringstream out, err;
    Console console{.out = out, .err = err};
    { ProgressLine(console).counting()(1, 2); }
    CHECK(err.str().empty());
    console.err_is_terminal = true;
    {
        ProgressLine progress(console);
        progress.counting()(1, 2);
        progress.counting()(2, 2);  // at once: not drawn again
    }
    CHECK(err.str() == "\r\x1b[K━━━━━━━━━━──────────  50%  1 of 2\r\x1b[K");
}
