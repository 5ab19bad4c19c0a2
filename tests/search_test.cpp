#include "engine/search.h"

#include <algorithm>

#include "tests/library_fixture.h"

using namespace verbatim;

namespace {

using Texts = std::vector<std::string>;

bool found(const TestLibrary& test, std::string_view query, std::string_view text) {
    const auto texts = test.texts(query);
    return std::ranges::find(texts, text) != texts.end();
}

}  // namespace

TEST_CASE("words match in every inflection, accents and case aside") {
    const auto test = library_of(
        {"The exports were failing again and again.", "A café with naïve pricing tables, sadly."});
    CHECK(test.texts("export fail").size() == 1);
    CHECK(test.texts("CAFE naive").size() == 1);
    CHECK(marked(test.search("exporting").quotes.at(0)) ==
          "The [exports] were failing again and again.");
    CHECK(test.search("exporting").quotes.at(0).matched == Texts{"exports ~ exporting"});
    CHECK(test.search("naïve").quotes.at(0).matched == Texts{"naïve"});
}

TEST_CASE("exact words and phrases match only as written") {
    const auto test = library_of({"The battery life is too short for travel.",
                                  "Life with this battery is short of fun.",
                                  "The batteries have a long life in here."});
    CHECK(test.texts("\"battery life\"") == Texts{"The battery life is too short for travel."});
    CHECK(marked(test.search("\"battery life\"").quotes.at(0)) ==
          "The [battery life] is too short for travel.");
    CHECK(test.texts("battery").size() == 3);
    Query exact = query_of("battery");
    exact.exact = true;
    CHECK(test.search(exact).quotes.size() == 2);
    CHECK(test.search(exact).total == 2);
    CHECK(test.search(exact).total_is_exact);
}

TEST_CASE("phrases and NEAR are right in Japanese and Chinese") {
    const auto test = library_of({"料金が高いので解約しました。", "高い品質なのに料金は安いです。",
                                  "这个软件太贵了，我们用不起。", "软件很好，但是价格贵。"});
    CHECK(test.texts("\"料金が高い\"") == Texts{"料金が高いので解約しました。"});
    CHECK(marked(test.search("\"料金が高い\"").quotes.at(0)) == "[料金が高い]ので解約しました。");
    CHECK(test.texts("\"太贵了\"") == Texts{"这个软件太贵了，我们用不起。"});
    CHECK(test.texts("\"金が高\"").size() == 1);
    CHECK(test.texts("料金 NEAR/2 高い") == Texts{"料金が高いので解約しました。"});
    CHECK(test.texts("解約").size() == 1);
}

TEST_CASE("NEAR counts words between") {
    const auto test = library_of({"Support never called me back about the refund.",
                                  "The refund came, and later on much later support wrote."});
    CHECK(test.texts("support NEAR/7 refund").size() == 2);
    CHECK(test.texts("support NEAR/6 refund").empty());
}

TEST_CASE("operators, negation and prefixes") {
    const auto test = library_of(
        {"Too expensive for a small team like ours.", "The expense report feature is great fun.",
         "Happy with the price of the small plan.", "It is happily running at our office."});
    CHECK(test.texts("expens*").size() == 2);
    CHECK(test.texts("happy*").size() == 1);
    CHECK(test.texts("happ*").size() == 2);
    CHECK(test.texts("small -price") == Texts{"Too expensive for a small team like ours."});
    CHECK(test.texts("expensive AND team").size() == 1);
    CHECK(test.texts("(price OR office) AND NOT small") ==
          Texts{"It is happily running at our office."});
    CHECK(test.texts("small -\"small plan\"") ==
          Texts{"Too expensive for a small team like ours."});
    CHECK(test.texts("\"small plan\" OR office").size() == 2);
}

TEST_CASE("a stop word alone is found, beside others it need not match") {
    const auto test =
        library_of({"Why would anyone pay for that again?", "Pricing is a mystery to me."});
    CHECK(test.texts("the pricing") == Texts{"Pricing is a mystery to me."});
    CHECK(test.texts("would").size() == 1);
}

TEST_CASE("a degree alone is no answer to what is too much of it") {
    const auto test = library_of(
        {"Too many emails.", "Dear me, that was expensive.", "It is too expensive for us."});
    CHECK(test.texts("too expensive") ==
          Texts{"It is too expensive for us.", "Dear me, that was expensive."});
    CHECK(test.texts("too").size() == 2);
    CHECK(test.texts("\"too many\"").size() == 1);
}

TEST_CASE("fields filter, with ranges, part of a path, and keys of --set") {
    TestLibrary test;
    test.write("trust/pilot.csv",
               "id,text,rating,date,author,product\n"
               "review-number-1,The price is too high for us.,1,2026-01-31,Ann Lee,Tiller Pro\n"
               "review-number-2,The price is right for a shop.,5,2026-02-01,Bo Day,Tiller Go\n"
               "review-number-3,The price is fine for me.,3,,Cy,Tiller Pro\n");
    AddRequest request;
    request.read.fields = {{"plan", "Team"}};
    request.round = "spring";
    test.add({"trust"}, request);
    CHECK(test.texts("price rating:1..3").size() == 2);
    CHECK(test.texts("price rating:..2").size() == 1);
    CHECK(test.texts("price date:2026-01").size() == 1);
    CHECK(test.texts("price date:2026-02..").size() == 1);
    CHECK(test.texts("price date:..2026-12").size() == 2);
    CHECK(test.texts("price source:pilot").size() == 3);
    CHECK(test.texts("price source:amazon").empty());
    CHECK(test.texts("price speaker:ann").size() == 1);
    CHECK(test.texts("price product:\"tiller pro\"").size() == 2);
    CHECK(test.texts("price round:spring kind:review").size() == 3);
    CHECK(test.texts("price -product:go").size() == 2);
    Query by_key = query_of("price");
    by_key.filters.push_back({Node::Type::field, "team", "plan", {}, {}, 0, {}});
    CHECK(test.search(by_key).quotes.size() == 3);
    by_key.filters.back().text = "solo";
    CHECK(test.search(by_key).quotes.empty());
}

TEST_CASE("only customers are quoted unless another role is asked for") {
    TestLibrary test;
    test.write(
        "call.txt",
        "Interviewer: Was the price a problem for you?\nDana: The price was a shock to us.\n"
        "Interviewer: What else about the price?\nDana: Nothing, really nothing else at all.\n");
    test.add();
    CHECK(test.texts("price") == Texts{"The price was a shock to us."});
    Query query = query_of("price");
    query.roles = {Role::interviewer};
    const Answer asked = test.search(query);
    CHECK(asked.quotes.size() == 2);
    for (const Quote& quote : asked.quotes) CHECK(quote.citation.role == Role::interviewer);
    query.roles = {};
    CHECK(test.search(query).quotes.size() == 3);
}

TEST_CASE(
    "ranges of the library's own keys hold beside phrases, and a hyphen may stand before a star") {
    TestLibrary test;
    test.write("r.csv", "id,text\nreview-number-1,The price is too high for e-mailing.\n");
    AddRequest request;
    request.read.fields = {{"tier", "b1"}};
    test.add({"r.csv"}, request);
    Query query = query_of("\"too high\"");
    Node range{Node::Type::range, {}, "tier", "a", "c", 0, {}};
    query.root = {Node::Type::group, {}, {}, {}, {}, 0, {query.root, range}};
    CHECK(test.search(query).quotes.size() == 1);
    query.root.children.back().lower = "c";
    CHECK(test.search(query).quotes.empty());
    CHECK(test.texts("e-mail*").size() == 1);
    CHECK(test.texts("e-mall*").empty());
}

TEST_CASE("an interview in German is searched in German") {
    const auto test =
        library_of({"Die Rechnungen waren ständig falsch und niemand hat geantwortet.",
                    "Der Preis ist für kleine Betriebe leider viel zu hoch."});
    CHECK(test.texts("rechnung falsch").size() == 1);
    CHECK(test.texts("preise").size() == 1);
    CHECK(test.texts("lang:de").size() == 2);
    CHECK(found(test, "hoher OR hoch", "Der Preis ist für kleine Betriebe leider viel zu hoch."));
}

TEST_CASE("a role in the query replaces the customers, and values that cannot be are told") {
    TestLibrary test;
    test.write("call.txt",
               "Interviewer: Was the price a problem?\nDana: The price was a shock to us.\n"
               "Interviewer: Why the price?\nDana: We are small.\n");
    test.add();
    CHECK(test.texts("price role:interviewer").size() == 2);
    Library library = test.open();
    for (const char* text :
         {"lens:pian price", "kind:revew", "date:2023-13 price", "rating:1..x", "role:boss"}) {
        const auto answer = library.search(query_of(text));
        REQUIRE_FALSE(answer);
        CHECK(answer.error().code == ErrorCode::bad_query);
    }
    CHECK(library.search(query_of("lens:pian")).error().hint.find("lens:pain") !=
          std::string::npos);
}

TEST_CASE("a phrase is found within a round, and not in another") {
    TestLibrary test;
    test.write("a.csv", "id,text\nr1,The page is slow today.\n");
    AddRequest request;
    request.round = "2026-05";
    test.add({"a.csv"}, request);
    CHECK(test.texts("\"page is slow\" round:2026-05").size() == 1);
    CHECK(test.texts("\"page is slow\" round:2026-06").empty());
    CHECK(test.texts("\"page is slow\" -round:2026-05").empty());
}
