#include "cli/progress.h"

#include <catch2/catch.hpp>
#include <sstream>

#include "cli/report.h"
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

AddReport report_of(Counts counts) {
    AddReport report;
    FileReport file;
    file.path = "/voc/reviews.csv";
    file.format = "csv";
    file.counts = counts;
    report.files = {file};
    report.totals = counts;
    report.seconds = 1.94;
    return report;
}

}  // namespace

TEST_CASE("progress is one line with share, amount, rate, remaining time and file") {
    CHECK(progress_line(half_of_a_file(), 10, 120) ==
          "━━━━━━━━━━──────────  50%  650 MB of 1.3 GB  41,200 verbatims/s  0:10 left  "
          "reviews/trustpilot.csv");
    CHECK(progress_line(half_of_a_file(), 10, 90) ==
          "━━━━━━━━━━──────────  50%  650 MB of 1.3 GB  41,200 verbatims/s  0:10 left  "
          "…rustpilot.csv");
}

TEST_CASE("progress never is wider than the terminal") {
    for (std::size_t width = 1; width < 120; ++width)
        CHECK(display_width(progress_line(half_of_a_file(), 10, width)) <= width);
}

TEST_CASE("a rate and a remaining time are told only when they mean something") {
    CHECK(progress_line(half_of_a_file(), 0.5, 60) ==
          "━━━━━━━━━━──────────  50%  650 MB of 1.3 GB  …trustpilot.csv");
    Work unknown;
    unknown.done = 1200;
    CHECK(progress_line(unknown, 10, 60) == "1,200");
    Work over = half_of_a_file();
    over.done = over.total + 5;  // the file grew
    CHECK(progress_line(over, 10, 40).starts_with("━━━━━━━━━━━━━━━━━━━━ 100%"));
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

TEST_CASE("the closing line accounts for every record") {
    Counts counts{2030, 12, 6, 3, 2030, 9120};
    CHECK(cli::closing_line(report_of(counts)) ==
          "1 file: 2,051 records = 2,030 indexed + 12 duplicates + 6 empty + 3 rejected → "
          "9,120 verbatims in 1.9 s. See `verbatim status --rejects`.");
    CHECK(cli::closing_line(report_of({5, 0, 0, 0, 5, 9})) ==
          "1 file: 5 records, all indexed → 9 verbatims in 1.9 s.");
    CHECK(cli::closing_line(report_of({0, 0, 1, 0, 0, 0})) ==
          "1 file: 1 record = 1 empty → 0 verbatims in 1.9 s.");
    AddReport again = report_of({});
    again.files.front().state = FileState::unchanged;
    CHECK(cli::closing_line(again) == "1 file, nothing new in 1.9 s.");
    again.files.push_back(again.files.front());
    again.files.front().state = FileState::removed;
    CHECK(cli::closing_line(again) ==
          "2 files (1 removed, 1 unchanged): 0 records → 0 verbatims in 1.9 s.");
}

TEST_CASE("what could not be read makes the exit status 1") {
    CHECK(exit_status(report_of({5, 1, 1, 0, 5, 9})) == 0);
    CHECK(exit_status(report_of({5, 0, 0, 1, 5, 9})) == 1);
    AddReport unreadable = report_of({});
    unreadable.files.front().state = FileState::unreadable;
    CHECK(exit_status(unreadable) == 1);
}

TEST_CASE("a report as JSON has the contract's keys in the contract's order") {
    AddReport report = report_of({4, 1, 0, 1, 4, 9});
    RejectRow reject;
    reject.path = "/voc/reviews.csv";
    reject.reject.locator.row = 6;
    reject.reject.reason = "the row has 3 cells, the header 9";
    report.rejects = {reject};
    CHECK(dump(report_json(report, "/voc")) ==
          R"({"schema":"verbatim.add/1","files":[{"path":"reviews.csv","format":"csv",)"
          R"("kind":"review","state":"new","records":6,"indexed":4,"duplicates":1,"empty":0,)"
          R"("rejected":1,"conversations":4,"verbatims":9}],"totals":{"files":1,"records":6,)"
          R"("indexed":4,"duplicates":1,"empty":0,"rejected":1,"conversations":4,"verbatims":9,)"
          R"("seconds":1.94},"rejects":[{"path":"reviews.csv","locator":{"row":6},)"
          R"("reason":"the row has 3 cells, the header 9"}]})");
}

TEST_CASE("only the first rejects are listed, and the rest counted") {
    RejectRow reject;
    reject.path = "/voc/a.csv";
    reject.reject.locator.line = 2;
    reject.reject.reason = "is\nbroken";
    CHECK(first_rejects({}, "/voc").empty());
    CHECK(first_rejects({reject}, "/voc") == "  a.csv:2: is broken\n");
    const std::string many = first_rejects(std::vector<RejectRow>(1007, reject), "/voc");
    CHECK(many.ends_with("  a.csv:2: is broken\n  and 1,002 more\n"));
}
