#include "tests/ingest_fixture.h"

using namespace verbatim;

TEST_CASE("a removed source stays out of sync until it is added again") {
    TestLibrary test;
    test.write("a/reviews.csv", kReviews);
    test.write("a/dana.txt", kInterview);
    test.add({"a"});
    {
        Library library = test.open(Access::write);
        CHECK(require(library.remove(test.file("a/reviews.csv").string(), true)).verbatims == 3);
        CHECK(require(library.remove(test.file("a/reviews.csv").string(), false)).sources == 1);
    }
    test.sync();
    CHECK(test.texts("invoices").empty());
    CHECK(test.texts("justify").size() == 1);
    test.add({"a/reviews.csv"});
    CHECK(test.texts("invoices").size() == 1);
    CHECK(test.faults().empty());
}

TEST_CASE("a removed conversation stays out when its source is read again") {
    TestLibrary test;
    test.write("reviews.csv", kReviews);
    test.add();
    {
        Library library = test.open(Access::write);
        CHECK(require(library.remove(test.ids("invoices").front(), false)).conversations == 1);
    }
    CHECK(test.texts("invoices").empty());
    test.write("reviews.csv",
               std::string(kReviews) +
                   "rev-20260101-d,A late review about the calendar view.,4,2026-04-08,Dov\n");
    const AddReport report = test.sync();
    CHECK(report.totals.rejected == 1);
    CHECK(test.texts("invoices").empty());
    CHECK(test.texts("calendar").size() == 1);
    CHECK(test.faults().empty());
}

TEST_CASE("a source of which nothing is left but what was taken out is read again as any other") {
    TestLibrary test;
    test.write("reviews.csv", kReviews);
    test.add();
    {
        Library library = test.open(Access::write);
        require(library.remove(test.ids("invoices").front(), false));
    }
    test.write("reviews.csv", std::string(kReviews.substr(0, kReviews.find('\n') + 1)) +
                                  std::string(kReviews.substr(kReviews.find("rev-20260101-c"))));
    const AddReport report = test.sync();
    CHECK(report_of(report, "reviews.csv").state == FileState::changed);
    CHECK(report.totals.rejected == 1);
    CHECK(test.texts("price").empty());
    CHECK(test.faults().empty());
}

TEST_CASE(
    "the text of what is taken out is counted no more, where one source holds it and where two") {
    TestLibrary test;
    test.write("a.csv", kReviews);
    test.write("b.csv", std::string(kReviews) + "rev-20260101-d,Late again.,4,2026-04-08,Dov\n");
    test.add();
    for (const char* const word : {"invoices", "again"}) {
        Library library = test.open(Access::write);
        require(library.remove(test.ids(word).front(), false));
        std::uint64_t bytes = 0;
        for (const std::string& text : test.texts("")) bytes += text.size();
        CHECK(require(library.status()).text_bytes == bytes);
    }
}

TEST_CASE("a removed folder is not read by sync any more") {
    TestLibrary test;
    test.write("a/reviews.csv", kReviews);
    test.add({"a"});
    {
        Library library = test.open(Access::write);
        CHECK(require(library.remove(test.file("a/").string(), false)).sources == 1);
    }
    test.write("a/dana.txt", kInterview);
    test.sync();
    CHECK(test.texts("justify").empty());
}

TEST_CASE("what was taken out stays out until it is named itself") {
    TestLibrary test;
    test.write("a/reviews.csv", kReviews);
    test.write("a/dana.txt", kInterview);
    test.add({"a"});
    const auto ids = test.ids("invoices");
    {
        Library library = test.open(Access::write);
        require(library.remove(test.file("a/reviews.csv").string(), false));
    }
    const AddReport folder = test.add({"a"});
    CHECK(folder.totals.records() == 0);
    CHECK(folder.rejects.empty());
    CHECK(folder.kept_out == std::vector<std::string>{test.file("a/reviews.csv").string()});
    CHECK(test.texts("invoices").empty());
    test.add({"a/reviews.csv"});
    CHECK(test.ids("invoices") == ids);
    {
        Library library = test.open(Access::write);
        require(library.remove(test.file("a").string(), false));
    }
    CHECK(test.add({"a"}).totals.indexed == 4);
    CHECK(test.ids("invoices") == ids);
    CHECK(test.faults().empty());
}
