#include "indexer/enrich.h"

#include <algorithm>
#include <fstream>

#include "engine/code_context.h"
#include "engine/library_state.h"
#include "engine/meaning/meaning.h"
#include "engine/meaning/models.h"
#include "engine/schema.h"
#include "engine/terms.h"
#include "tests/library_fixture.h"
#include "tests/variable.h"

using namespace verbatim;

namespace {

constexpr std::string_view kReviews =
    "id,text\n"
    "review-number-1,I could not justify the cost to my CFO.\n"
    "review-number-2,The battery is empty before lunch.\n"
    "review-number-3,The staff at the hotel were friendly and helpful.\n"
    "review-number-4,Es ist mir leider viel zu teuer und das lohnt sich einfach nicht fuer uns.\n";

// Without the models there is nothing to try: scripts/models fetches them.
bool have_models() {
    if (Meaning::open()) return true;
    WARN("skipped: the models are not installed, see scripts/models");
    return false;
}

EnrichReport enrich_all(const TestLibrary& test) {
    Library library = test.open(Access::write);
    return require(enrich(library, 2, {}));
}

std::vector<std::string> all_texts(const TestLibrary& test, const std::string& words) {
    std::vector<std::string> texts;
    for (const Quote& quote : test.search(words).quotes) texts.push_back(quote.text);
    return texts;
}

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

constexpr std::string_view kOfSeveralSentences =
    "id,text\n"
    "review-number-1,The screen of my tablet is cracked. We are still waiting for an answer.\n"
    "review-number-2,I wrote to your support on Monday. We are still waiting for an answer.\n"
    "review-number-3,It never arrived at all.\n";

}  // namespace

TEST_CASE("what means the same is found without a common word") {
    if (!have_models()) return;
    TestLibrary test;
    test.write("r.csv", kReviews);
    test.add();
    CHECK(all_texts(test, "too expensive").empty());
    const auto report = enrich_all(test);
    CHECK(report.encoded == 3);  // the German one is left to its words
    const auto texts = all_texts(test, "too expensive");
    REQUIRE_FALSE(texts.empty());
    CHECK(texts.front() == "I could not justify the cost to my CFO.");
    Query exact = query_of("too expensive");
    exact.exact = true;
    CHECK(test.search(exact).quotes.empty());
    CHECK(all_texts(test, "\"too expensive\"").empty());
}

// One byte in the middle of the weights: the file looks whole.
TEST_CASE("a model with a wrong byte is refused, and words alone answer") {
    if (!have_models()) return;
    const TemporaryDirectory models;
    for (const std::string_view name : {kEncoderFile, kWordsFile})
        std::filesystem::copy_file(require(find_model(name)), models.path() / name);
    TestLibrary test;
    test.write("r.csv", kReviews);
    test.add();
    enrich_all(test);
    const Variable chosen("VERBATIM_MODELS", models.path());
    CHECK(test.search(query_of("cost")).by_meaning);
    std::fstream file(models.path() / kWordsFile, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(4'000'000);
    file.put('\x7F').put('\x01').put('\x7F').put('\x01');
    file.close();
    CHECK(Meaning::open().error().code == ErrorCode::damaged);
    const Answer answer = test.search(query_of("cost"));
    CHECK_FALSE(answer.by_meaning);
    CHECK(answer.models_are_unusable);
    CHECK(answer.no_meaning.find("words.vbm") != std::string::npos);
    REQUIRE(answer.quotes.size() == 1);
}

TEST_CASE("a complaint that is calmly put is not taken for content") {
    if (!have_models()) return;
    TestLibrary test;
    test.write("r.csv",
               "id,text,rating\n"
               "review-number-1,\"I know things get more expensive, and this is overpriced.\",1\n"
               "review-number-2,I'd rather pay a bit more for one.,3\n"
               "review-number-3,Now I pay half of that and I can see it happen.,5\n");
    test.add();
    enrich_all(test);
    const auto texts = all_texts(test, "too expensive");
    REQUIRE_FALSE(texts.empty());
    CHECK(texts.front() == "I know things get more expensive, and this is overpriced.");
}

TEST_CASE("who denies what is sought comes after who says it, complaint or not") {
    if (!have_models()) return;
    TestLibrary test;
    test.write(
        "r.csv",
        "id,text\n"
        "review-number-1,No hidden fees with this company.\n"
        "review-number-2,There haven't been any hidden fees so far.\n"
        "review-number-3,So we are stuck paying for hidden fees and being moved to a seat.\n");
    test.add();
    enrich_all(test);
    const auto texts = all_texts(test, "hidden fees");
    REQUIRE(texts.size() == 3);
    CHECK(texts.front().starts_with("So we are stuck"));
}

TEST_CASE("the second stage done again does nothing, and a change costs what changed") {
    if (!have_models()) return;
    TestLibrary test;
    test.write("r.csv", kReviews);
    test.add();
    CHECK(enrich_all(test).encoded == 3);
    const auto again = enrich_all(test);
    CHECK(again.encoded == 0);
    CHECK(again.taken == 0);
    test.write("r.csv", std::string(kReviews) + "review-number-5,It never arrived at all.\n");
    test.sync();
    const auto after = enrich_all(test);
    CHECK(after.encoded == 1);
    CHECK(test.faults().empty());
}

TEST_CASE("the same words mean what stands beside them too") {
    if (!have_models()) return;
    TestLibrary test;
    test.write("r.csv", kOfSeveralSentences);
    test.add();
    enrich_all(test);
    Query query = query_of("support never replies");
    query.similar = true;
    const Answer answer = test.search(query);
    REQUIRE(answer.quotes.size() >= 2);
    CHECK(answer.quotes[0].citation.record == "review-number-2");
    CHECK(answer.quotes[0].text == "We are still waiting for an answer.");
    CHECK(answer.quotes[1].text == answer.quotes[0].text);
    CHECK(answer.quotes[1].score < answer.quotes[0].score);
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

TEST_CASE("in other words, only who surely complains is taken for upset") {
    if (!have_models()) return;
    TestLibrary test;
    test.write("r.csv", "id,text\nreview-number-1,We pay for it every month.\n");
    test.add();
    enrich_all(test);
    Query query = query_of("too expensive");
    query.explain = true;
    const auto is_content = [&] {
        const auto lines = test.search(query).quotes.at(0).explanation;
        return std::ranges::any_of(lines, [](const std::string& line) {
            return line.find("is content") != std::string::npos;
        });
    };
    CHECK_FALSE(is_content());
    query.by_meaning = ByMeaning::concepts;
    CHECK(is_content());
}

namespace {

// The reviews, and one more in a file of its own.
TestLibrary with_gone_csv() {
    TestLibrary test;
    test.write("r.csv", kReviews);
    test.write("gone.csv",
               "id,text\nreview-number-8,My finance director refused to pay so much.\n");
    test.add();
    enrich_all(test);
    return test;
}

void take_out_gone_csv(const TestLibrary& test) {
    Library library = test.open(Access::write);
    require(library.remove(test.file("gone.csv").string(), false));
}

}  // namespace

TEST_CASE("what was taken out is not found by meaning, whoever is asked for") {
    if (!have_models()) return;
    const TestLibrary test = with_gone_csv();
    take_out_gone_csv(test);
    Query query = query_of("too expensive");
    query.roles = {};
    const Answer answer = test.search(query);
    CHECK(answer.by_meaning);
    REQUIRE_FALSE(answer.quotes.empty());
    for (const Quote& quote : answer.quotes)
        CHECK(quote.text.find("director") == std::string::npos);
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

TEST_CASE("an explanation weighs the channels as the search did") {
    if (!have_models()) return;
    TestLibrary test;
    test.write("r.csv", "id,text\nreview-number-1,It is far too expensive for us.\n");
    test.add();
    enrich_all(test);
    Query query = query_of("expensive");
    query.explain = true;
    const auto words_line = [&] {
        const Answer answer = test.search(query);
        for (const std::string& line : answer.quotes.at(0).explanation)
            if (line.starts_with("its words")) return line.substr(0, line.find(','));
        return std::string();
    };
    CHECK(words_line() == "its words 0.20");
    query.by_meaning = ByMeaning::concepts;
    CHECK(words_line() == "its words 0.05");
}

TEST_CASE("a rebuilt index keeps what is known") {
    if (!have_models()) return;
    TestLibrary test;
    test.write("r.csv", kReviews);
    test.add();
    enrich_all(test);
    const auto before = all_texts(test, "too expensive");
    {
        Library library = test.open(Access::write);
        require_done(library.reindex({}));
    }
    CHECK(all_texts(test, "too expensive") == before);
    CHECK(enrich_all(test).encoded == 0);
    CHECK(test.faults().empty());
}

TEST_CASE("the order of ingest and the batches change no answer by meaning") {
    if (!have_models()) return;
    TestLibrary forwards, backwards;
    const std::string more =
        "id,text\nreview-number-8,The price is out of reach for a shop of two.\n";
    for (TestLibrary* test : {&forwards, &backwards}) {
        test->write("a.csv", kReviews);
        test->write("b.csv", more);
    }
    forwards.add({"a.csv"});
    enrich_all(forwards);
    forwards.add({"b.csv"});
    enrich_all(forwards);
    backwards.add({"b.csv"});
    backwards.add({"a.csv"});
    enrich_all(backwards);
    CHECK(all_texts(forwards, "too expensive") == all_texts(backwards, "too expensive"));
}

TEST_CASE("a kill in the second stage costs nothing that was known") {
    if (!have_models()) return;
    for (const char* point : {"codes-written", "codes-committed"}) {
        CAPTURE(point);
        TestLibrary test;
        test.write("r.csv", kReviews);
        CHECK(run_program(test, {"add", test.file("r.csv")}, point).killed);
        CHECK(all_texts(test, "battery").size() == 1);
        CHECK(run_program(test, {"sync"}).status == 0);
        CHECK(test.faults().empty());
        rows_in_context(test);
        CHECK(all_texts(test, "too expensive").front() ==
              "I could not justify the cost to my CFO.");
    }
}

TEST_CASE("filters hold for what is found by meaning") {
    if (!have_models()) return;
    TestLibrary test;
    test.write("r.csv",
               "id,text,rating\nreview-number-1,I could not justify the cost to my CFO.,1\n"
               "review-number-2,Nobody here would pay that kind of money.,5\n");
    test.add();
    enrich_all(test);
    const auto texts = all_texts(test, "too expensive rating:5");
    REQUIRE(texts.size() == 1);
    CHECK(texts.front() == "Nobody here would pay that kind of money.");
    CHECK(all_texts(test, "too expensive -CFO").size() == 1);
}
