#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "indexer/ingest.h"
#include "tests/library_fixture.h"

// What the tests of add and sync ingest, and how they read its report.
namespace verbatim {

inline constexpr std::string_view kReviews =
    "id,text,rating,date,author\n"
    "rev-20260101-a,The price went up twice this year and nobody told us.,2,2026-01-05,Ada\n"
    "rev-20260101-b,Setup took me ten minutes and the import just worked.,5,2026-02-06,Ben\n"
    "rev-20260101-c,I cannot export my invoices without calling support.,1,2026-03-07,Cleo\n";

inline constexpr std::string_view kInterview =
    "Interviewer: What made you look for something new?\n"
    "Dana: Honestly, the old tool lost my notes twice. I stopped trusting it.\n"
    "Interviewer: And why not the expensive one?\n"
    "Dana: I could not justify the cost to my boss.\n";

inline const FileReport& report_of(const AddReport& report, const std::string& name) {
    const auto found = std::ranges::find_if(
        report.files, [&](const FileReport& file) { return file.path.ends_with(name); });
    REQUIRE(found != report.files.end());
    return *found;
}

inline bool consistent(const Counts& counts) {
    return counts.records() == counts.indexed + counts.duplicates + counts.empty + counts.rejected;
}

}  // namespace verbatim
