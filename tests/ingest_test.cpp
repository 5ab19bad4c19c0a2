#include <filesystem>

#include "tests/ingest_fixture.h"

using namespace verbatim;
namespace fs = std::filesystem;

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

TEST_CASE("a long conversation is made ready by idle threads as by one") {
    std::string talk;
    for (int i = 0; i < 300; ++i)
        talk += "Interviewer: And the " + std::to_string(i) + "th?\nDana: Report " +
                std::to_string(i) + " took " + std::string(i % 3 == 0 ? "too long" : "a minute") +
                " and cost us " + std::to_string(i % 7) + " customers.\n";
    const auto answers = [&](unsigned jobs) {
        TestLibrary test;
        test.write("talk.txt", talk);
        AddRequest request;
        request.jobs = jobs;
        request.read.kind = Kind::interview;
        test.add({""}, request);
        Query query = query_of("report");
        query.limit = 1000;
        query.similar = true;
        query.facets = {"lens", "speaker"};
        const Answer answer = test.search(query);
        std::vector<std::string> lines;
        for (const Quote& quote : answer.quotes) {
            std::string line = print_id(quote.id) + std::to_string(quote.score) + quote.text +
                               quote.citation.speaker + quote.citation.question;
            for (const auto& [lens, probability] : quote.lenses)
                line += lens + std::to_string(probability);
            lines.push_back(std::move(line));
        }
        for (const Facet& facet : answer.facets)
            for (const auto& [value, count] : facet.counts)
                lines.push_back(value + std::to_string(count));
        return lines;
    };
    const auto expected = answers(1);
    CHECK(expected.size() > 300);
    CHECK(answers(4) == expected);
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

TEST_CASE("a mapping file may name the reader, and what no reader takes says what it is") {
    TestLibrary test;
    test.write("a.pdf", "%PDF-1.7 and so on");
    const AddReport report = test.add();
    REQUIRE(report.rejects.size() == 1);
    CHECK(report.rejects.front().reject.reason.find("PDF") != std::string::npos);
    test.write("b.txt",
               "text\nA first remark about the price.\nA second remark about the price.\n");
    AddRequest request;
    request.read.mapping = require(
        parse_mapping("m.json", "{\"format\": \"csv\", \"columns\": {\"text\": \"text\"}}"));
    CHECK(test.add({"b.txt"}, request).totals.indexed == 2);
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

TEST_CASE("rows that say the same are duplicates, however many there are") {
    const std::string long_text =
        "The kettle hums all night long and nobody at the desk could tell me why it does so.";
    TestLibrary test;
    std::string reviews = "id,author,text,stars\n";
    for (int i = 0; i < 600; ++i) {
        reviews += "rev-200001,Ben," + long_text + ",5\n";
        reviews += "rev-200002,Ben,???,5\n";
        if (i == 300) reviews += "rev-200001,Ben,The lid came off on the first day.,1\n";
    }
    test.write("reviews.csv", reviews);
    const AddReport report = test.add();
    const FileReport& file = report_of(report, "reviews.csv");
    CHECK(file.counts.indexed == 2);
    CHECK(file.counts.duplicates == 599);
    CHECK(file.counts.empty == 600);
    CHECK(test.texts("lid") == std::vector<std::string>{"The lid came off on the first day."});
    CHECK(test.faults().empty());
}

TEST_CASE("what is said where nobody is known to be a customer is counted, once") {
    constexpr std::string_view kTalk =
        "Ann: The setup took hours for us.\nBob: I agree, it took me the whole day too.\n"
        "Ann: And the price went up.\nBob: Yes, by ten percent, which I did not like.\n";
    TestLibrary test;
    test.write("talk.txt", kTalk);
    test.write("call.txt",
               "Interviewer: What nearly stopped you from buying the lamp?\n"
               "Dana: Honestly, I could not justify the cost to my partner.\n"
               "Interviewer: And what changed your mind?\nDana: The old lamp buzzed all night.\n");
    const AddReport report = test.add();
    CHECK(report.not_quoted.verbatims == 4);
    CHECK(report.not_quoted.speakers == std::vector<std::string>{"Ann", "Bob"});
    CHECK(test.add().not_quoted.verbatims == 0);
    AddRequest request;
    request.read.roles["ann"] = Role::customer;
    TestLibrary told;
    told.write("talk.txt", kTalk);
    CHECK(told.add({""}, request).not_quoted.verbatims == 0);
}

TEST_CASE("notes are nobody's speech, and counted apart") {
    TestLibrary test;
    test.write("notes.md",
               "The team keeps a paper list beside the screen.\n\n"
               "Nobody there had heard of the export, which took us by surprise.\n");
    const AddReport report = test.add();
    REQUIRE(report.files.size() == 1);
    CHECK(report.files.front().format == "notes");
    CHECK(report.not_quoted.notes == 2);
    CHECK(report.not_quoted.verbatims == 0);
    CHECK(report.not_quoted.speakers.empty());
}
