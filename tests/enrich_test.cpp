#include "indexer/enrich.h"

#include <algorithm>
#include <fstream>

#include "engine/code_context.h"
#include "engine/library_state.h"
#include "engine/schema.h"
#include "engine/terms.h"
#include "tests/meaning_fixture.h"

// The second stage: which verbatims get codes, and that they keep them whatever happens.
using namespace verbatim;

namespace {

// How many verbatims that are known stand beside others that are; each must have in the file what
// codes_in_context() makes of what the store holds.
std::size_t rows_in_context(const TestLibrary& test) {
    Library library = test.open();
    Library::State& state = library.state();
    const CodeFile& file = *require(state.codes());
    const Store& store = *require(state.store());
    std::size_t beside_others = 0;
    const std::string customers = value_term(find_field("role")->prefix, name_of(Role::customer));
    for (const std::uint32_t number : require(state.index->numbers(customers))) {
        const Document document = require(state.index->document(number));
        const Place place = document.place;
        const auto conversation = require(store.conversation(place.source, place.ordinal));
        const auto codes = require(store.codes(place.source, place.ordinal));
        const auto expected = codes_in_context(conversation, codes);
        const auto at = static_cast<std::size_t>(
            std::ranges::find(conversation.verbatims, document.id, &Verbatim::id) -
            conversation.verbatims.begin());
        const auto row = file.find(number, document.id);
        CAPTURE(document.text);
        REQUIRE(row);
        CHECK(*row == expected[at]);
        const Code* own = codes.find(document.id);
        if (own != nullptr && *row != *own) ++beside_others;
    }
    return beside_others;
}

}  // namespace

TEST_CASE("the second stage done again does nothing, and a change costs what changed") {
    if (!have_models()) return;
    TestLibrary test;
    test.write("r.csv", kMeaningReviews);
    test.add();
    CHECK(enrich_all(test).encoded == 3);
    const auto again = enrich_all(test);
    CHECK(again.encoded == 0);
    CHECK(again.taken == 0);
    test.write("r.csv",
               std::string(kMeaningReviews) + "review-number-5,It never arrived at all.\n");
    test.sync();
    const auto after = enrich_all(test);
    CHECK(after.encoded == 1);
    CHECK(test.faults().empty());
}

TEST_CASE("codes have their context however they reach the file") {
    if (!have_models()) return;
    TestLibrary test;
    test.write("r.csv", kOfSeveralSentences);
    test.write("call.txt",
               "Host: How is it?\nDana: It is too slow for us. I wait for minutes. So I gave up.\n"
               "Host: Why?\nSam: The server was down again. Nobody told us.\n");
    test.add();
    enrich_all(test);
    const std::size_t known = rows_in_context(test);
    CHECK(known >= 6);
    {
        Library library = test.open(Access::write);
        require_done(library.reindex({}));
    }
    CHECK(rows_in_context(test) == known);
    for (const Role role : {Role::agent, Role::customer}) {
        Library library = test.open(Access::write);
        CHECK(require(correct_role(library, "Dana", role, "")) == 1);
    }
    CHECK(rows_in_context(test) == known);
    CHECK(test.faults().empty());
}

TEST_CASE("a conversation is not parted between two batches") {
    if (!have_models()) return;
    TestLibrary test;
    std::string reviews = "id,text,lang\n";
    for (int i = 0; i < 4094; ++i)  // of another language: not encoded
        reviews += "review-number-" + std::to_string(i) + ",Zu teuer Nummer " + std::to_string(i) +
                   ".,de\n";
    reviews +=
        "review-number-x,The box was empty. I called you at once. Nobody answered. So I left.,en\n"
        "review-number-y,Zu teuer.,de\n";
    test.write("r.csv", reviews);
    test.add();
    std::vector<std::uint64_t> ends;
    Library library = test.open(Access::write);
    require(enrich(library, 2, [&](std::uint64_t done, std::uint64_t) { ends.push_back(done); }));
    CHECK(ends == std::vector<std::uint64_t>{4097, 4098});
}

TEST_CASE("codes of an earlier format are made anew from the store") {
    if (!have_models()) return;
    TestLibrary test;
    test.write("r.csv", kOfSeveralSentences);
    test.add();
    enrich_all(test);
    const auto file = test.library() / "index" / kCodesName;
    std::fstream(file, std::ios::in | std::ios::out | std::ios::binary).seekp(8).put('\1');
    const auto report = enrich_all(test);
    CHECK(report.encoded == 0);
    CHECK(report.taken == 5);
    CHECK(rows_in_context(test) == 4);
}

TEST_CASE("check finds a code that is not as it was written") {
    if (!have_models()) return;
    TestLibrary test;
    test.write("r.csv", kOfSeveralSentences);
    test.add();
    enrich_all(test);
    REQUIRE(test.faults().empty());
    const auto file = test.library() / "index" / kCodesName;
    std::fstream(file, std::ios::in | std::ios::out | std::ios::binary).seekp(4096 + 7).put('x');
    CHECK(test.faults().size() == 1);
    {
        Library library = test.open(Access::write);
        require_done(library.reindex({}));
    }
    CHECK(test.faults().empty());
    std::fstream(file, std::ios::in | std::ios::out | std::ios::binary).seekp(20).put('x');
    CHECK(test.faults().size() == 1);
    enrich_all(test);
    CHECK(test.faults().empty());
}

TEST_CASE("a row that a killed writer left half written is written again") {
    if (!have_models()) return;
    TestLibrary test;
    test.write("r.csv", kOfSeveralSentences);
    test.add();
    enrich_all(test);
    {
        const auto path = test.library() / "index" / kCodesName;
        auto file = require(CodeFile::open(path, Access::write));
        require_done(file.put(1, 0, Code{}));  // and no sync()
    }
    CHECK(enrich_all(test).taken == 1);
    CHECK(rows_in_context(test) == 4);
    CHECK(test.faults().empty());
}

TEST_CASE("what was taken out leaves no code behind") {
    if (!have_models()) return;
    const TestLibrary test = with_gone_csv();
    const auto codes = [&] {
        const auto file =
            require(CodeFile::open(test.library() / "index" / kCodesName, Access::read));
        std::size_t rows = 0;
        for (std::uint32_t number = 1; number <= file.last(); ++number)
            rows += file.has(number) ? 1u : 0u;
        return rows;
    };
    const std::size_t before = codes();
    take_out_gone_csv(test);
    CHECK(codes() == before - 1);
}

TEST_CASE("what grows has the same codes in context as what is made anew") {
    if (!have_models()) return;
    const std::string head = "id,text\n";
    const std::string said = "review-number-1,The screen is cracked. We wait for an answer";
    TestLibrary grown;
    grown.write("r.csv", head + said + ".\n");
    grown.add();
    enrich_all(grown);
    const std::string more = head + said + ". The shop has closed since then.\n";
    grown.write("r.csv", more);
    grown.sync();
    enrich_all(grown);
    CHECK(rows_in_context(grown) == 3);  // each as codes_in_context() makes it
}

TEST_CASE("a rebuilt index keeps what is known") {
    if (!have_models()) return;
    TestLibrary test;
    test.write("r.csv", kMeaningReviews);
    test.add();
    enrich_all(test);
    const auto before = test.texts("too expensive");
    {
        Library library = test.open(Access::write);
        require_done(library.reindex({}));
    }
    CHECK(test.texts("too expensive") == before);
    CHECK(enrich_all(test).encoded == 0);
    CHECK(test.faults().empty());
}

TEST_CASE("the order of ingest and the batches change no answer by meaning") {
    if (!have_models()) return;
    TestLibrary forwards, backwards;
    const std::string more =
        "id,text\nreview-number-8,The price is out of reach for a shop of two.\n";
    for (TestLibrary* test : {&forwards, &backwards}) {
        test->write("a.csv", kMeaningReviews);
        test->write("b.csv", more);
    }
    forwards.add({"a.csv"});
    enrich_all(forwards);
    forwards.add({"b.csv"});
    enrich_all(forwards);
    backwards.add({"b.csv"});
    backwards.add({"a.csv"});
    enrich_all(backwards);
    CHECK(forwards.texts("too expensive") == backwards.texts("too expensive"));
}

TEST_CASE("a kill in the second stage costs nothing that was known") {
    if (!have_models()) return;
    for (const char* point : {"codes-written", "codes-committed"}) {
        CAPTURE(point);
        TestLibrary test;
        test.write("r.csv", kMeaningReviews);
        CHECK(run_program(test, {"add", test.file("r.csv")}, point).killed);
        CHECK(test.texts("battery").size() == 1);
        CHECK(run_program(test, {"sync"}).status == 0);
        CHECK(test.faults().empty());
        rows_in_context(test);
        CHECK(test.texts("too expensive").front() == "I could not justify the cost to my CFO.");
    }
}
