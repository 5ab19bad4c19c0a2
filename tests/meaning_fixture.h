#pragma once

#include <string_view>

#include "engine/meaning/meaning.h"
#include "indexer/enrich.h"
#include "tests/library_fixture.h"

// Libraries whose verbatims' meaning is known.
namespace verbatim {

// Without the models there is nothing to try: scripts/models fetches them.
inline bool have_models() {
    if (Meaning::open()) return true;
    WARN("skipped: the models are not installed, see scripts/models");
    return false;
}

inline constexpr std::string_view kMeaningReviews =
    "id,text\n"
    "review-number-1,I could not justify the cost to my CFO.\n"
    "review-number-2,The battery is empty before lunch.\n"
    "review-number-3,The staff at the hotel were friendly and helpful.\n"
    "review-number-4,Es ist mir leider viel zu teuer und das lohnt sich einfach nicht fuer uns.\n";

inline constexpr std::string_view kOfSeveralSentences =
    "id,text\n"
    "review-number-1,The screen of my tablet is cracked. We are still waiting for an answer.\n"
    "review-number-2,I wrote to your support on Monday. We are still waiting for an answer.\n"
    "review-number-3,It never arrived at all.\n";

inline EnrichReport enrich_all(const TestLibrary& test) {
    Library library = test.open(Access::write);
    return require(enrich(library, 2, {}));
}

// The reviews, and one more in a file of its own.
inline TestLibrary with_gone_csv() {
    TestLibrary test;
    test.write("r.csv", kMeaningReviews);
    test.write("gone.csv",
               "id,text\nreview-number-8,My finance director refused to pay so much.\n");
    test.add();
    enrich_all(test);
    return test;
}

inline void take_out_gone_csv(const TestLibrary& test) {
    Library library = test.open(Access::write);
    require(library.remove(test.file("gone.csv").string(), false));
}

}  // namespace verbatim
