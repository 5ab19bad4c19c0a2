#include "engine/lens_manner.h"

#include <catch2/catch.hpp>
#include <string>

using namespace verbatim;

namespace {

using Names = std::vector<std::string_view>;

Names manners(std::string_view text) {
    Names names;
    for (const std::size_t manner : manners_of(text, words(text)))
        names.push_back(kManners[manner]);
    return names;
}

}  // namespace

TEST_CASE("what is put as a demand, with or without please, is told") {
    CHECK(manners("Add a search to the list of invoices.") == Names{"demands"});
    CHECK(manners("2. Maybe let us sort the invoices by date.") == Names{"demands"});
    CHECK(manners("Open is the state of most of them.").empty());
    CHECK(manners("Then please, also add a search to the list.") == Names{"asks please"});
    CHECK(manners("We were too busy to please anybody else.").empty());
}

TEST_CASE("wishes and advice are told") {
    CHECK(manners("I'd really love a list that sorts itself.") == Names{"would like"});
    CHECK(manners("My team would very much like that as well.") == Names{"would like"});
    CHECK(manners("It would take me all of the day.").empty());
    CHECK(manners("There should at least be enough of them.") == Names{"should be", "at least"});
    CHECK(manners("All invoices should be sorted by their date.") ==
          Names{"should be", "should be done"});
    CHECK(manners("You should see the mess that it made.").empty());
    CHECK(manners("I strongly suggest a list of all invoices.") == Names{"advises"});
    CHECK(manners("The invoices could simply be sorted by date.") == Names{"could be"});
    CHECK(manners("Sort them by date, or atleast by name.") == Names{"demands", "at least"});
}

TEST_CASE("what is seldom a wish is told: code, scraps, how things stand, and what comes next") {
    for (const char* code :
         {"It fails when list.sort() has run.", "A <div> stands there in the page",
          "see https://example.org about all of that", "it ends in app.ui.list of it",
          "the block { } is left there empty"})
        CHECK(manners(code) == Names{"is code"});
    CHECK(manners("We sorted them by hand. Then by date.").empty());
    CHECK(manners("Not at all") == Names{"is short"});
    CHECK(manners("") == Names{"is short"});
    CHECK(manners("At the moment we sort them all by hand.") == Names{"tells of now"});
    CHECK(manners("These are the steps that lead to it: \n") == Names{"announces"});
}
