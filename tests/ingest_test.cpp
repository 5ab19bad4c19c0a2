#include "indexer/ingest.h"

#include <algorithm>
#include <filesystem>

#include "tests/library_fixture.h"

using namespace verbatim;
namespace fs = std::filesystem;

namespace {

constexpr std::string_view kReviews =
    "id,text,rating,date,author\n"
    "rev-20260101-a,The price went up twice this year and nobody told us.,2,2026-01-05,Ada\n"
    "rev-20260101-b,Setup took me ten minutes and the import just worked.,5,2026-02-06,Ben\n"
    "rev-20260101-c,I cannot export my invoices without calling support.,1,2026-03-07,Cleo\n";

constexpr std::string_view kInterview =
    "Interviewer: What made you look for something new?\n"
    "Dana: Honestly, the old tool lost my notes twice. I stopped trusting it.\n"
    "Interviewer: And why not the expensive one?\n"
    "Dana: I could not justify the cost to my boss.\n";

const FileReport& report_of(const AddReport& report, const std::string& name) {
    const auto found = std::ranges::find_if(
        report.files, [&](const FileReport& file) { return file.path.ends_with(name); });
    REQUIRE(found != report.files.end());
    return *found;
}

bool consistent(const Counts& counts) {
    return counts.records() == counts.indexed + counts.duplicates + counts.empty + counts.rejected;
}

}  // namespace

TEST_CASE("what is added is found, and its citation leads back to the source") {
    TestLibrary test;
    test.write("reviews.csv", kReviews);
    const AddReport report = test.add();
    CHECK(report.totals.indexed == 3);
    CHECK(report.totals.verbatims == 3);
    const Answer answer = test.search("invoices");
    REQUIRE(answer.quotes.size() == 1);
    const Quote& quote = answer.quotes.front();
    CHECK(quote.text == "I cannot export my invoices without calling support.");
    CHECK(quote.citation.source == test.file("reviews.csv").string());
    CHECK(quote.citation.locator.row == 4);
    CHECK(quote.citation.record == "rev-20260101-c");
    CHECK(quote.citation.speaker == "Cleo");
    CHECK(quote.citation.rating == 1.0);
    CHECK(quote.citation.date == "2026-03-07");
    CHECK(test.faults().empty());
}

TEST_CASE("adding the same files again changes nothing") {
    TestLibrary test;
    test.write("reviews.csv", kReviews);
    test.write("dana.txt", kInterview);
    test.add();
    const auto ids = test.ids("cost OR invoices OR import");
    const AddReport again = test.add();
    for (const FileReport& file : again.files) CHECK(file.state == FileState::unchanged);
    CHECK(again.totals == Counts{});
    CHECK(test.ids("cost OR invoices OR import") == ids);
    CHECK(test.faults().empty());
}

TEST_CASE("a file whose time alone changed is not read again") {
    TestLibrary test;
    test.write("reviews.csv", kReviews);
    test.add();
    fs::last_write_time(test.file("reviews.csv"),
                        fs::file_time_type::clock::now() + std::chrono::hours(1));
    CHECK(report_of(test.add(), "reviews.csv").state == FileState::unchanged);
    CHECK(report_of(test.sync(), "reviews.csv").state == FileState::unchanged);
}

TEST_CASE("a changed record replaces its verbatims and the others keep their ids") {
    TestLibrary test;
    test.write("reviews.csv", kReviews);
    test.add();
    const auto kept = test.ids("import");
    std::string changed(kReviews);
    changed.replace(changed.find("invoices"), 8, "receipts");
    test.write("reviews.csv", changed);
    const AddReport report = test.sync();
    CHECK(report_of(report, "reviews.csv").state == FileState::changed);
    CHECK(report.totals.indexed == 3);
    CHECK(test.texts("invoices").empty());
    CHECK(test.texts("receipts").size() == 1);
    CHECK(test.ids("import") == kept);
    CHECK(test.faults().empty());
}

TEST_CASE("a sentence of an edited interview keeps its id") {
    TestLibrary test;
    test.write("dana.txt", kInterview);
    test.add();
    const auto kept = test.ids("justify");
    REQUIRE(kept.size() == 1);
    std::string changed(kInterview);
    changed.replace(changed.find("twice"), 5, "three times");
    test.write("dana.txt", changed);
    test.sync();
    CHECK(test.ids("justify") == kept);
    CHECK(test.texts("\"lost my notes three times\"").size() == 1);
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

TEST_CASE("the same review in two exports is one conversation with two sources") {
    TestLibrary test;
    test.write("a.csv", kReviews);
    test.write("b.jsonl",
               "{\"id\": \"rev-20260101-c\", \"text\": \"I cannot export my invoices without "
               "calling support.\", "
               "\"rating\": 1, \"date\": \"2026-03-07\", \"author\": \"Cleo\"}\n"
               "{\"id\": \"rev-20260101-z\", \"text\": \"The new calendar is lovely and quick.\", "
               "\"rating\": 5, "
               "\"date\": \"2026-04-01\", \"author\": \"Zoe\"}\n");
    const AddReport report = test.add();
    CHECK(report.totals.indexed + report.totals.duplicates == 5);
    CHECK(report.totals.duplicates == 1);
    CHECK(test.texts("invoices").size() == 1);
    CHECK(test.texts("invoices source:a.csv").size() == 1);
    CHECK(test.texts("invoices source:b.jsonl").size() == 1);
    test.erase("a.csv");
    test.sync();
    CHECK(test.texts("invoices").size() == 1);
    CHECK(test.texts("import").empty());
    CHECK(test.faults().empty());
}

TEST_CASE("order, threads and the number of calls change no answer") {
    const auto answers = [](const std::vector<std::vector<std::string>>& calls, unsigned jobs) {
        TestLibrary test;
        test.write("a.csv", kReviews);
        test.write("b.txt", kInterview);
        test.write("c.csv",
                   std::string(kReviews) +
                       "rev-20260101-d,The price is fair for what it does.,4,2026-04-08,Dov\n");
        for (const auto& call : calls) {
            AddRequest request;
            request.jobs = jobs;
            test.add(call, request);
        }
        std::vector<std::string> result;
        for (const char* query : {"price", "cost boss", "the", "import OR invoices"})
            for (const std::string& id : test.ids(query)) result.push_back(id);
        CHECK(test.faults().empty());
        return result;
    };
    const auto expected = answers({{"a.csv", "b.txt", "c.csv"}}, 1);
    CHECK(expected.size() >= 5);
    CHECK(answers({{"c.csv"}, {"b.txt"}, {"a.csv"}}, 3) == expected);
    CHECK(answers({{"b.txt"}, {"a.csv", "c.csv"}, {"b.txt"}}, 2) == expected);
}

TEST_CASE("every record of a file is accounted for") {
    TestLibrary test;
    test.write("r.csv",
               "id,text,rating\n"
               "review-2026-1,The trial ended before I could try the reports.,3\n"
               "review-2026-2,,4\n"
               "review-2026-3,only two\n"
               "review-2026-1,The trial ended before I could try the reports.,3\n");
    test.write("empty.csv", "");
    test.write("noise.bin", std::string_view("\x00\x01\x02\x03", 4));
    const AddReport report = test.add();
    for (const FileReport& file : report.files) CHECK(consistent(file.counts));
    const Counts& counts = report_of(report, "r.csv").counts;
    CHECK(counts.indexed == 1);
    CHECK(counts.empty == 1);
    CHECK(counts.rejected == 1);
    CHECK(counts.duplicates == 1);
    CHECK(report_of(report, "empty.csv").counts.rejected == 1);
    CHECK(report_of(report, "noise.bin").counts.rejected == 1);
    Library library = test.open();
    const auto rejects = require(library.rejects());
    CHECK(rejects.size() == 3);
    CHECK(std::ranges::any_of(rejects,
                              [](const RejectRow& row) { return row.reject.locator.row == 4; }));
}

TEST_CASE("an unreadable path is reported and the rest goes on") {
    TestLibrary test;
    test.write("reviews.csv", kReviews);
    fs::create_symlink(test.file("nowhere"), test.file("broken.csv"));
    const AddReport report = test.add();
    CHECK(report_of(report, "broken.csv").state == FileState::unreadable);
    CHECK(report.totals.indexed == 3);
    CHECK(report.rejects.size() == 1);
}

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

TEST_CASE("a corrected role changes what is quoted, now and after the file changes") {
    TestLibrary test;
    test.write(
        "call.txt",
        "Sam: The onboarding was confusing for my team.\nKim: I see, tell me more about it.\n"
        "Sam: Nobody understood the second screen.\nKim: Let me note that.\n");
    test.add();
    const auto quoted = [&] { return test.texts("onboarding").size(); };
    {
        Library library = test.open(Access::write);
        CHECK(require(correct_role(library, "Sam", Role::agent, "")) == 1);
    }
    CHECK(quoted() == 0);
    {
        Library library = test.open(Access::write);
        CHECK(require(correct_role(library, "sam", Role::customer, "")) == 1);
        CHECK_FALSE(correct_role(library, "Nobody", Role::customer, ""));
    }
    CHECK(quoted() == 1);
    test.write(
        "call.txt",
        "Sam: The onboarding was confusing for my whole team.\nKim: I see, tell me more about it.\n"
        "Sam: Nobody understood the second screen.\nKim: Let me note that.\n");
    test.sync();
    CHECK(quoted() == 1);
    CHECK(test.faults().empty());
}

TEST_CASE("reindex gives the same answers from the store alone") {
    TestLibrary test;
    test.write("reviews.csv", kReviews);
    test.write("dana.txt", kInterview);
    test.add();
    const auto before = test.ids("cost OR price OR import OR notes");
    test.erase("reviews.csv");
    test.erase("dana.txt");
    {
        Library library = test.open(Access::write);
        require_done(library.reindex({}));
    }
    CHECK(test.ids("cost OR price OR import OR notes") == before);
    CHECK(test.faults().empty());
}

TEST_CASE("a preview writes nothing and shows how a file is understood") {
    TestLibrary test;
    test.write("reviews.csv", kReviews);
    AddRequest request;
    request.paths = {test.file("")};
    const auto previews = require(preview_add(nullptr, request));
    REQUIRE(previews.size() == 1);
    CHECK(previews.front().format == "csv");
    CHECK(previews.front().counts.indexed == 3);
    CHECK(previews.front().verbatims.size() == 3);
    CHECK_FALSE(previews.front().notes.empty());
    CHECK(test.texts("import").empty());
}

TEST_CASE("an anonymous row keeps apart from rows that come later") {
    TestLibrary test;
    test.write("s.csv", "answer\nPrice of it\n");
    test.add();
    test.write("s.csv", "answer\nToo slow\nPrice of it\nPrice of it\nPrice of it\n");
    const AddReport grown = test.sync();
    CHECK(grown.totals.indexed == 4);
    CHECK(grown.totals.duplicates == 0);
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

TEST_CASE("a role corrected for one source stays when it moves") {
    TestLibrary test;
    const std::string call =
        "Sam: The onboarding was confusing for my team.\nKim: I see, tell me more about it.\n"
        "Sam: Nobody understood the second screen.\nKim: Let me note that.\n";
    test.write("a.txt", call);
    test.add();
    {
        Library library = test.open(Access::write);
        require(correct_role(library, "Sam", Role::customer, test.file("a.txt")));
    }
    CHECK(test.texts("onboarding").size() == 1);
    fs::rename(test.file("a.txt"), test.file("b.txt"));
    test.sync();
    test.write("b.txt", call + "Sam: And nobody ever answered our mails.\n");
    test.sync();
    CHECK(test.texts("onboarding").size() == 1);
}

TEST_CASE("a mapping file may name the reader, and what no reader takes says what it is") {
    TestLibrary test;
    test.write("a.zip", std::string_view("PK\x03\x04 and so on", 14));
    const AddReport report = test.add();
    REQUIRE(report.rejects.size() == 1);
    CHECK(report.rejects.front().reject.reason.find("zip") != std::string::npos);
    test.write("b.txt",
               "text\nA first remark about the price.\nA second remark about the price.\n");
    AddRequest request;
    request.read.mapping = require(
        parse_mapping("m.json", "{\"format\": \"csv\", \"columns\": {\"text\": \"text\"}}"));
    CHECK(test.add({"b.txt"}, request).totals.indexed == 2);
}

TEST_CASE("a corrected speaker decides the others, as if the file were read anew") {
    TestLibrary test;
    test.write("call.txt",
               "Sam: The onboarding was confusing for my team.\nKim: I see how that went for you.\n"
               "Sam: Nobody understood the second screen.\nKim: That is a note for me to take.\n");
    test.add();
    {
        Library library = test.open(Access::write);
        require(correct_role(library, "Kim", Role::interviewer, ""));
    }
    CHECK(test.texts("onboarding").size() == 1);
    {
        Library library = test.open(Access::write);
        require(correct_role(library, "Kim", Role::customer, ""));
        require(correct_role(library, "Sam", Role::interviewer, ""));
    }
    CHECK(test.texts("onboarding").empty());
    CHECK(test.texts("note").size() == 1);
    CHECK(test.faults().empty());
}

TEST_CASE("copies stay accounted for once, however they are read again and taken out") {
    TestLibrary test;
    test.write("a.csv", kReviews);
    test.write("b.csv", kReviews);
    const auto accounted = [&] { return require(test.open().status()).counts; };
    const Counts once{3, 3, 0, 0, 3, 3};
    CHECK(test.add().totals == once);
    CHECK(accounted() == once);
    AddRequest round;
    round.round = "2026-06";
    const AddReport again = test.add({""}, round);
    CHECK(report_of(again, "a.csv").counts == Counts{3, 0, 0, 0, 3, 3});
    CHECK(report_of(again, "b.csv").counts == Counts{0, 3, 0, 0, 0, 0});
    CHECK(accounted() == once);
    Library library = test.open(Access::write);
    const auto gone = require(library.remove(test.file("a.csv").string(), false));
    CHECK(gone.conversations == 0);
    CHECK(require(library.status()).counts == Counts{3, 0, 0, 0, 3, 3});
    const Answer answer = require(library.search(query_of("invoices")));
    require(library.remove(print_id(answer.quotes.at(0).id), false));
    CHECK(require(library.status()).counts == Counts{2, 0, 0, 1, 2, 2});
    CHECK(require(library.rejects()).size() == 1);
}

TEST_CASE("the name of a file dates a conversation and does not name it") {
    TestLibrary test;
    test.write("a/dana.txt", kInterview);
    test.write("b/2026-05-12-dana.txt", kInterview);
    const AddReport report = test.add();
    CHECK(report.totals.conversations == 1);
    CHECK(report.totals.duplicates == 1);
    test.erase("b/2026-05-12-dana.txt");
    test.sync();
    const auto ids = test.ids("justify");
    CHECK(test.search("justify").quotes.at(0).citation.date.empty());
    fs::rename(test.file("a/dana.txt"), test.file("a/2026-05-13-dana.txt"));
    test.sync();
    const Answer dated = test.search("justify");
    CHECK(dated.quotes.at(0).citation.date == "2026-05-13");
    CHECK(dated.quotes.at(0).citation.source == test.file("a/2026-05-13-dana.txt").string());
    CHECK(test.ids("justify") == ids);
    CHECK(test.faults().empty());
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

TEST_CASE("what is only noted is not rejected") {
    TestLibrary test;
    test.write("r.csv",
               "id,text,rating,date\nreview-2026-1,The lamp flickers.,4,2026-01-01\n"
               "review-2026-2,It hums at night.,5,2026-01-02\n"
               "review-2026-3,It is too heavy.,3,2026-99-99\n");
    const AddReport report = test.add();
    CHECK(report.totals.rejected == 0);
    REQUIRE(report.rejects.size() == 1);
    CHECK(report.rejects.front().warning);
    const Status status = require(test.open().status());
    CHECK(status.rejects_by_reason.empty());
    CHECK(status.notes_by_reason.size() == 1);
}
