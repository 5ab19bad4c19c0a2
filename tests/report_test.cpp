#include "cli/report.h"

#include <catch2/catch.hpp>

using namespace verbatim;
using namespace verbatim::cli;

namespace {

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

TEST_CASE("a record that was used but for a part of it is told, and makes the exit status 1") {
    AddReport report = report_of({5, 0, 0, 0, 5, 9});
    report.rejects.push_back({"/voc/a.csv", {{}, "the rating \"five\" is none"}, true});
    CHECK(exit_status(report) == 1);
    CHECK(cli::closing_line(report) ==
          "1 file: 5 records, all indexed → 9 verbatims in 1.9 s. 1 noted. See `verbatim status "
          "--rejects`.");
}

TEST_CASE("files that were taken out and stay out are told, and no fault") {
    AddReport report = report_of({5, 0, 0, 0, 5, 9});
    report.kept_out = {"/voc/old.csv"};
    CHECK(exit_status(report) == 0);
    CHECK(cli::closing_line(report) ==
          "1 file: 5 records, all indexed → 9 verbatims in 1.9 s. 1 file left out: taken out "
          "before; `add` its name brings one back.");
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
          R"("reason":"the row has 3 cells, the header 9"}],"noted":[]})");
}

TEST_CASE("only the first rejects are listed, and the rest counted") {
    RejectRow reject;
    reject.path = "/voc/a.csv";
    reject.reject.locator.line = 2;
    reject.reject.reason = "is\nbroken";
    CHECK(first_rejects({}, "/voc", 80).empty());
    CHECK(first_rejects({reject}, "/voc", 80) == "  a.csv:2: is broken\n");
    const std::string many = first_rejects(std::vector<RejectRow>(1007, reject), "/voc", 80);
    CHECK(many.ends_with("  a.csv:2: is broken\n  and 1,002 more\n"));
}

TEST_CASE("what no search quotes is told with the command that changes it") {
    using Lines = std::vector<std::string>;
    AddReport report = report_of({1, 0, 0, 0, 1, 4});
    CHECK(not_quoted(report).empty());
    report.not_quoted = {4, {"Ann O'Hara"}, 0};
    CHECK(not_quoted(report) ==
          Lines{"Searches leave out 4 verbatims of these: whether Ann O'Hara is a customer is not "
                "known.",
                "If so: `verbatim speakers --set 'Ann O'\\''Hara=customer'`"});
    report.not_quoted = {1, {"(no name)", "Bob"}, 0};
    CHECK(
        not_quoted(report) ==
        Lines{"Searches leave out 1 verbatim of these: whether (no name) and Bob are customers is "
              "not known.",
              "If so: `verbatim speakers --set '(no name)=customer'`; `verbatim speakers --role "
              "unknown` lists all"});
    report.not_quoted = {9, {"A", "B", "C", "D"}, 0};
    CHECK(not_quoted(report).front().find("whether A, B, C and others are") != std::string::npos);
    report.not_quoted = {0, {}, 2};
    CHECK(not_quoted(report) == Lines{"Searches leave out 2 verbatims of notes, which are nobody's "
                                      "words: --role unknown finds them too."});
}
