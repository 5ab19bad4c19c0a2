#include "engine/library_meaning.h"

#include <algorithm>
#include <fstream>

#include "engine/meaning/models.h"
#include "tests/meaning_fixture.h"
#include "tests/variable.h"

// What a search answers where the meaning of the verbatims is known.
using namespace verbatim;

TEST_CASE("what means the same is found without a common word") {
    if (!have_models()) return;
    TestLibrary test;
    test.write("r.csv", kMeaningReviews);
    test.add();
    CHECK(test.texts("too expensive").empty());
    const auto report = enrich_all(test);
    CHECK(report.encoded == 3);  // the German one is left to its words
    const auto texts = test.texts("too expensive");
    REQUIRE_FALSE(texts.empty());
    CHECK(texts.front() == "I could not justify the cost to my CFO.");
    Query exact = query_of("too expensive");
    exact.exact = true;
    CHECK(test.search(exact).quotes.empty());
    CHECK(test.texts("\"too expensive\"").empty());
}

// A word that is several to the index is a phrase, which needs no stems of a text; what means
// nearly the same does, of German too.
TEST_CASE("what is written in one go is found by meaning in any language") {
    if (!have_models()) return;
    TestLibrary test;
    test.write(
        "r.csv",
        "id,text\n"
        "review-number-1,I never got an answer to my e-mail from the support team.\n"
        "review-number-2,\"Auf meine E-Mail an den Support habe ich nie eine Antwort bekommen.\"\n"
        "review-number-3,My message to the help desk was ignored for a whole week.\n");
    test.add();
    enrich_all(test);
    Query query = query_of("e-mail");
    const Answer answer = test.search(query);
    CHECK(answer.by_meaning);
    REQUIRE(answer.quotes.size() >= 2);
    CHECK(std::ranges::count_if(answer.quotes, [](const Quote& quote) {
              return marked(quote).find("ail]") != std::string::npos;
          }) == 2);
    query.root.type = Node::Type::prefix;
    query.root.text = query.text = "mess";
    CHECK(test.search(query).quotes.front().text.starts_with("My message"));
}

// One byte in the middle of the weights: the file looks whole.
TEST_CASE("a model with a wrong byte is refused, and words alone answer") {
    if (!have_models()) return;
    const TemporaryDirectory models;
    for (const std::string_view name : {kEncoderFile, kWordsFile})
        std::filesystem::copy_file(require(find_model(name)), models.path() / name);
    TestLibrary test;
    test.write("r.csv", kMeaningReviews);
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

// They would take longer to open than the search takes.
TEST_CASE("models are not opened where nothing is known that they could compare") {
    const TemporaryDirectory models;
    for (const std::string_view name : {kEncoderFile, kWordsFile})
        std::ofstream(models.path() / name) << "no model";
    const Variable chosen("VERBATIM_MODELS", models.path());
    TestLibrary test;
    test.write("r.csv", kMeaningReviews);
    test.add();
    const Answer answer = test.search(query_of("cost"));
    CHECK_FALSE(answer.by_meaning);
    CHECK_FALSE(answer.models_are_unusable);
    CHECK(answer.no_meaning.find("not known yet; `verbatim sync`") != std::string::npos);
    REQUIRE(answer.quotes.size() == 1);
}

TEST_CASE("codes of other models are not compared, and that is told") {
    if (!have_models()) return;
    TestLibrary test;
    test.write("r.csv", kMeaningReviews);
    test.add();
    enrich_all(test);
    {
        const std::filesystem::path place = test.library() / "index" / kCodesName;
        CodeFile codes = require(CodeFile::open(place, Access::write));
        const std::uint64_t identity = codes.identity();
        require_done(codes.begin(identity + 1));
        require_done(codes.put(1, Id{1}, Code{}));
        require_done(codes.sync());
    }
    Query query = query_of("cost");
    const Answer answer = test.search(query);
    CHECK_FALSE(answer.by_meaning);
    CHECK(answer.no_meaning.find("other models alone; `verbatim sync`") != std::string::npos);
    REQUIRE(answer.quotes.size() == 1);
    query.like = {"too expensive"};
    const auto refused = test.open().search(query);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::not_found);
    enrich_all(test);
    CHECK(test.search(query_of("cost")).by_meaning);
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
    const auto texts = test.texts("too expensive");
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
    const auto texts = test.texts("hidden fees");
    REQUIRE(texts.size() == 3);
    CHECK(texts.front().starts_with("So we are stuck"));
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

TEST_CASE("who has all words of a query, in whatever form, is known to have them") {
    if (!have_models()) return;
    TestLibrary test;
    test.write("r.csv",
               "id,text\n"
               "review-number-1,They cancelled my subscriptions for no reason.\n"
               "review-number-2,Never buy the subscription.\n");
    test.add();
    enrich_all(test);
    const auto has_all = [&](std::string_view text) {
        Query query = query_of(text);
        query.explain = true;
        std::vector<std::string> having;
        for (const Quote& quote : test.search(query).quotes)
            for (const std::string& line : quote.explanation)
                if (line.find("has all words") != std::string::npos) having.push_back(quote.text);
        return having;
    };
    CHECK(has_all("cancel the subscription") ==
          std::vector<std::string>{"They cancelled my subscriptions for no reason."});
    CHECK(has_all("subscription").empty());
}

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
    CHECK(words_line() == "its words 0.26");
    query.by_meaning = ByMeaning::concepts;
    CHECK(words_line() == "its words 0.07");
}

TEST_CASE("filters hold for what is found by meaning") {
    if (!have_models()) return;
    TestLibrary test;
    test.write("r.csv",
               "id,text,rating\nreview-number-1,I could not justify the cost to my CFO.,1\n"
               "review-number-2,Nobody here would pay that kind of money.,5\n");
    test.add();
    enrich_all(test);
    const auto texts = test.texts("too expensive rating:5");
    REQUIRE(texts.size() == 1);
    CHECK(texts.front() == "Nobody here would pay that kind of money.");
    CHECK(test.texts("too expensive -CFO").size() == 1);
}
