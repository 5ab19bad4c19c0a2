#include <filesystem>

#include "engine/writer.h"
#include "tests/ingest_fixture.h"

using namespace verbatim;
namespace fs = std::filesystem;

TEST_CASE("a file whose time alone changed is not read again") {
    TestLibrary test;
    test.write("reviews.csv", kReviews);
    test.add();
    fs::last_write_time(test.file("reviews.csv"),
                        fs::file_time_type::clock::now() + std::chrono::hours(1));
    CHECK(report_of(test.add(), "reviews.csv").state == FileState::unchanged);
    CHECK(report_of(test.sync(), "reviews.csv").state == FileState::unchanged);
}

TEST_CASE("sync finds new, moved and removed files") {
    TestLibrary test;
    test.write("a/reviews.csv", kReviews);
    test.write("a/dana.txt", kInterview);
    test.add({"a"});
    const auto ids = test.ids("invoices");
    test.write("a/new.txt",
               "Interviewer: Anything else?\nErik: The mobile app drains my battery badly.\n"
               "Interviewer: How often?\nErik: Daily.\n");
    fs::rename(test.file("a/reviews.csv"), test.file("a/renamed.csv"));
    test.erase("a/dana.txt");
    const AddReport report = test.sync();
    CHECK(report_of(report, "new.txt").state == FileState::added);
    CHECK(report_of(report, "renamed.csv").state == FileState::moved);
    CHECK(report_of(report, "renamed.csv").moved_from == test.file("a/reviews.csv").string());
    CHECK(report_of(report, "dana.txt").state == FileState::removed);
    CHECK(test.ids("invoices") == ids);
    CHECK(test.search("invoices").quotes.front().citation.source ==
          test.file("a/renamed.csv").string());
    CHECK(test.texts("justify").empty());
    CHECK(test.texts("battery").size() == 1);
    CHECK(test.faults().empty());
}

TEST_CASE("calls are read again when the file of their parties came, changed, moved or went") {
    TestLibrary test;
    test.write("gong/transcripts.json",
               R"({"callTranscripts": [{"callId": "7782342274025900001", "transcript": [
                {"speakerId": "65001", "sentences": [{"start": 1000, "end": 3000,
                 "text": "The export lost every second row."}]},
                {"speakerId": "65002", "sentences": [{"start": 4000, "end": 5000,
                 "text": "Let me look at that export."}]}]}]})");
    const auto parties = [](const std::string& side) {
        return R"({"calls": [{"metaData": {"id": "7782342274025900001"}, "parties": [
            {"speakerId": "65001", "name": "Rob Vance", "affiliation": ")" +
               side +
               R"("}, {"speakerId": "65002", "name": "Ines Calder", "affiliation": "Internal"}]}]})";
    };
    test.add({"gong"});
    CHECK(test.texts("export").empty());
    test.write("gong/calls.json", parties("External"));
    const AddReport came = test.sync();
    CHECK(report_of(came, "transcripts.json").state == FileState::changed);
    CHECK(test.texts("export").size() == 1);
    CHECK(report_of(test.sync(), "transcripts.json").state == FileState::unchanged);
    test.write("gong/calls.json", parties("Internal "));
    test.add({"gong/calls.json"});
    CHECK(test.texts("export").empty());
    test.write("gong/calls.json", parties("External"));
    test.sync();
    CHECK(test.texts("export").size() == 1);
    test.write("gong/calls.json", "{}");
    test.sync();
    CHECK(test.texts("export").empty());
    test.write("gong/calls.json", parties("External"));
    test.sync();
    CHECK(test.texts("export").size() == 1);
    test.write("calls/other.txt", kInterview);
    fs::rename(test.file("gong/calls.json"), test.file("calls/calls.json"));
    test.add();
    CHECK(test.texts("export").empty());
    fs::rename(test.file("calls/calls.json"), test.file("gong/calls.json"));
    test.add();
    CHECK(test.texts("export").size() == 1);
    test.erase("gong/calls.json");
    test.sync();
    CHECK(test.texts("export").empty());
    CHECK(test.faults().empty());
}

TEST_CASE("sources of a folder that is gone are kept, and said to be") {
    TestLibrary test;
    test.write("disk/reviews.csv", kReviews);
    test.add({"disk"});
    fs::rename(test.file("disk"), test.file("unmounted"));
    const AddReport report = test.sync();
    CHECK(report_of(report, "disk").state == FileState::unreadable);
    CHECK(test.texts("invoices").size() == 1);
}

TEST_CASE("flags hold for a file that was renamed since") {
    TestLibrary test;
    test.write("x.csv", kReviews);
    test.add({"x.csv"});
    fs::rename(test.file("x.csv"), test.file("y.csv"));
    AddRequest request;
    request.round = "june";
    test.add({"y.csv"}, request);
    CHECK(test.texts("invoices round:june").size() == 1);
    CHECK(test.texts("invoices").size() == 1);
    CHECK(test.faults().empty());
}

TEST_CASE("a reading that yields nothing does not replace one that did") {
    TestLibrary test;
    test.write("tab.tsv", "id\ttext\nreview-2026-1\tThe lamp flickers all evening.\n");
    test.add();
    AddRequest wrong;
    wrong.format = "webvtt";
    const AddReport report = test.add({""}, wrong);
    CHECK(report_of(report, "tab.tsv").state == FileState::unreadable);
    CHECK_FALSE(report.rejects.empty());
    CHECK(test.texts("flickers").size() == 1);
    CHECK(report_of(test.sync(), "tab.tsv").state == FileState::unchanged);
    CHECK(test.faults().empty());
}

TEST_CASE("files that could not be read are listed until they can be or are gone") {
    TestLibrary test;
    test.write("a/reviews.csv", kReviews);
    fs::create_symlink("nowhere", test.file("a/broken.csv"));
    fs::create_directory_symlink("..", test.file("a/loop"));
    test.add({"a"});
    const auto listed = [&] { return require(test.open().rejects()).size(); };
    CHECK(listed() == 2);
    CHECK(require(test.open().status()).unread_by_reason.at("a broken link") == 1);
    test.write("other.csv", "text\nIt is fine.\n");
    test.add({"other.csv"});
    CHECK(listed() == 2);
    fs::remove(test.file("a/broken.csv"));
    test.sync();
    CHECK(listed() == 1);
}

// As `remove` leaves it when it is killed before the removal, and `add` after the file came back.
TEST_CASE("a file that is there is read again, though a killed command noted that it is not") {
    TestLibrary test;
    test.write("reviews.csv", kReviews);
    test.add();
    {
        Library library = test.open(Access::write);
        require_done(Writer(library).put_setting("gone/" + test.file("reviews.csv").string(), ""));
    }
    test.write("reviews.csv", std::string(kReviews) + "\n");
    CHECK(report_of(test.sync(), "reviews.csv").state == FileState::changed);
}

// A reader's index is older than the store, which it opens when it needs it.
TEST_CASE("a quote is shown whose source is read again at that moment") {
    TestLibrary test;
    test.write("reviews.csv", kReviews);
    test.add();
    const std::string id = test.ids("invoices").front();
    Library reader = test.open();
    test.write("reviews.csv", std::string(kReviews) + "\n");
    test.sync();
    CHECK(print_id(require(reader.show(id, 3)).quote.id) == id);
}
