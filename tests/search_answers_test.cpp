#include <cmath>

#include "engine/search.h"
#include "engine/terms.h"
#include "tests/library_fixture.h"

// What comes first, how many there are, and what stands beside them.
using namespace verbatim;

using Texts = std::vector<std::string>;

TEST_CASE("facet counts add up to the total, with and without phrases") {
    TestLibrary test;
    std::string csv = "id,text,rating,product\n";
    for (int i = 0; i < 60; ++i)
        csv += "review-number-" + std::to_string(i) + ",Number " + std::to_string(i * 7919) +
               " says the customer support line is " + (i % 2 == 0 ? "slow" : "busy") + " on day " +
               std::to_string(i * 104729) + "," + std::to_string(1 + i % 5) + ",Product " +
               std::to_string(i % 3) + "\n";
    test.write("r.csv", csv);
    test.add();
    for (const char* text : {"support", "\"support line is slow\""}) {
        Query query = query_of(text);
        query.facets = {"rating", "product", "kind"};
        query.limit = 5;
        const Answer answer = test.search(query);
        REQUIRE(answer.facets.size() == 3);
        for (const Facet& facet : answer.facets) {
            std::uint64_t sum = 0;
            for (const auto& [value, count] : facet.counts) sum += count;
            CHECK(sum == answer.total);
        }
        CHECK(answer.total_is_exact);
        CHECK(answer.quotes.size() <= 5);
    }
    Query rating = query_of("support");
    rating.facets = {"rating"};
    CHECK(test.search(rating).facets.at(0).counts.at(0) ==
          std::pair<std::string, std::uint64_t>("1", 12));
}

TEST_CASE("near-duplicates are folded into the best unless asked for") {
    const auto test = library_of({"The app crashes every single time I open my calendar view.",
                                  "The app crashes every single time I open the calendar view!",
                                  "Nice app but it crashes for a friend of mine when exporting."});
    const Answer answer = test.search("app crashes calendar");
    REQUIRE(answer.quotes.size() == 2);
    CHECK(answer.quotes.front().similar == 1);
    CHECK(answer.total == 3);
    Query all = query_of("app crashes calendar");
    all.similar = true;
    CHECK(test.search(all).quotes.size() == 3);
}

TEST_CASE("sorting, paging and collapsing") {
    TestLibrary test;
    test.write("r.csv",
               "id,text,rating,date,author,author_id\n"
               "review-number-1,Support was slow to answer me.,1,2026-01-01,Ann,u-1\n"
               "review-number-2,Support fixed the import quickly.,5,2026-03-01,Bo,u-2\n"
               "review-number-3,Support sent me in circles for weeks.,2,2026-02-01,Ann,u-1\n"
               "review-number-4,Support has no phone number at all.,3,,Dee,u-4\n");
    test.add();
    Query query = query_of("support");
    const auto ratings = [&] {
        std::vector<double> values;
        for (const Quote& quote : test.search(query).quotes)
            values.push_back(quote.citation.rating.value_or(0));
        return values;
    };
    query.sort = Sort::newest;
    CHECK(ratings() == std::vector<double>{5, 2, 1, 3});
    query.sort = Sort::oldest;
    CHECK(ratings() == std::vector<double>{1, 2, 5, 3});
    query.sort = Sort::rating;
    CHECK(ratings() == std::vector<double>{5, 3, 2, 1});
    query.limit = 2;
    query.offset = 1;
    CHECK(ratings() == std::vector<double>{3, 2});
    query = query_of("support");
    query.collapse = Collapse::speaker;
    CHECK(test.search(query).quotes.size() == 3);
}

TEST_CASE("plain BM25 lets any word match and orders nothing anew") {
    const auto test = library_of({"We work in Excel, from Excel and to Excel.",
                                  "Excellent help from the people at the desk.",
                                  "It took the whole of a Monday to arrive."});
    const std::string relevant = "Excellent help from the people at the desk.";
    CHECK(test.texts("the excellent").front() == relevant);
    CHECK(test.texts("the excellent").size() == 2);
    Query plain = query_of("the excellent");
    plain.sort = Sort::bm25;
    const auto quotes = test.search(plain).quotes;
    CHECK(quotes.size() == 3);
    plain.root = query_of("excellent").root;
    CHECK(test.search(plain).quotes.front().text != relevant);
}

TEST_CASE("a word counts more in a short text, and twice more than once") {
    CHECK(normalized_frequency(1, 25) == kOnce);
    CHECK(normalized_frequency(1, 100) == kOnce / 2);
    CHECK(normalized_frequency(1, 1) == normalized_frequency(1, 4));
    CHECK(normalized_frequency(1, 4) < 128);
    CHECK(normalized_frequency(2, 25) == 2 * kOnce);
    CHECK(normalized_frequency(1, 1'000'000) == 1);
    const std::string rest =
        " when we open it in the morning and all of the people here are waiting";
    const auto test = library_of({"An export takes long" + rest + rest + ".", "The export is slow.",
                                  "The export of an export is a slow export" + rest + "."});
    Query plain = query_of("export");
    plain.sort = Sort::bm25;
    const auto quotes = test.search(plain).quotes;
    REQUIRE(quotes.size() == 3);
    CHECK(quotes[0].text.starts_with("The export of an export"));
    CHECK(quotes[1].text == "The export is slow.");
    CHECK(quotes[0].score > quotes[1].score);
    CHECK(quotes[1].score > quotes[2].score);
    CHECK(quotes[0].score < 2 * quotes[1].score);
}

TEST_CASE("context, span, prefix and suffix are those of the conversation") {
    TestLibrary test;
    test.write("call.txt",
               "Interviewer: How did it go?\nDana: It was hard. We lost a week of work on it. Then "
               "we gave up.\n"
               "Interviewer: Why was that?\nDana: Nobody answered.\n");
    test.add();
    const Answer answer = test.search("week");
    REQUIRE(answer.quotes.size() == 1);
    const Quote& quote = answer.quotes.front();
    REQUIRE(quote.before.size() == 1);
    CHECK(quote.before.front().text == "How did it go?");
    CHECK(quote.after.front().text == "Why was that?");
    Library library = test.open();
    const Shown shown = require(library.show(print_id(quote.id), 1));
    const std::string& said = shown.conversation.utterances[shown.utterance].text;
    CHECK(said.substr(quote.citation.span.begin,
                      quote.citation.span.end - quote.citation.span.begin) == quote.text);
    CHECK(said.ends_with(quote.citation.prefix + quote.text + quote.citation.suffix));
    CHECK(require(library.show(print_id(quote.id).substr(0, 8), 1)).quote.id == quote.id);
    CHECK(require(library.show(print_id(quote.citation.conversation), 1)).conversation.id ==
          quote.citation.conversation);
    CHECK_FALSE(library.show("zzzzzzzzzzzz", 1));
    CHECK_FALSE(library.show("../etc", 1));
}

TEST_CASE("ties are broken by id, so pages do not overlap") {
    Texts texts;
    for (int i = 0; i < 40; ++i)
        texts.push_back("Fantastic " + std::string(1, static_cast<char>('a' + i % 26)) + "x" +
                        std::to_string(i) + " thing happened yesterday.");
    const auto test = library_of(texts);
    Query query = query_of("fantastic");
    query.limit = 40;
    std::vector<Id> all, paged;
    for (const Quote& quote : test.search(query).quotes) all.push_back(quote.id);
    query.limit = 7;
    for (query.offset = 0; query.offset < 42; query.offset += 7)
        for (const Quote& quote : test.search(query).quotes) paged.push_back(quote.id);
    CHECK(all.size() == 40);
    CHECK(paged == all);
}

TEST_CASE("the strongest are those that can be quoted") {
    const std::string complaint = "The app crashes all the time and support never answers me.";
    std::string rant = complaint;
    for (int i = 0; i < 12; ++i)
        rant += " and it crashes, it is broken, and it is a waste of money number " +
                std::to_string(i) + ",";
    const auto test = library_of({rant, "Bad.", complaint});
    Query query;
    query.sort = Sort::strongest;
    query.filters.push_back({Node::Type::field, "pain", "lens", {}, {}, 0, {}});
    const Answer answer = test.search(query);
    REQUIRE_FALSE(answer.quotes.empty());
    CHECK(answer.quotes.front().text == complaint);
}

TEST_CASE("one quote of each conversation is one that answers") {
    const auto test = library_of(
        {"Trial free of worries. The free trial was fine.", "A free trial for everyone here."});
    Query query = query_of("\"free trial\"");
    query.collapse = Collapse::conversation;
    query.facets = {"kind"};
    const Answer answer = test.search(query);
    CHECK(answer.quotes.size() == 2);
    CHECK(answer.facets.at(0).counts.at(0).second == answer.total);
}

TEST_CASE("of many texts that may have a phrase a sample tells how many have it") {
    // A third of them, in a third of the texts; of rare words few enough to look at all.
    std::string rows = "id,text\n";
    for (int i = 0; i < 3000; ++i) {
        const std::string number = std::to_string(i),
                          words = i % 3 == 0 ? "slow bank" : "bank slow";
        rows += "review-" + number + ",The " + words + (i < 900 ? " crumples " : " wrinkles ") +
                "paper number " + number + ".\n";
    }
    const TestLibrary test;
    test.write("r.csv", rows);
    test.add();
    Query query = query_of("\"slow bank\"");
    query.similar = true;
    Answer answer = test.search(query);
    CHECK(answer.quotes.size() == query.limit);
    CHECK_FALSE(answer.total_is_exact);
    CHECK(std::abs(static_cast<double>(answer.total) - 1000) < 250);
    query = query_of("\"slow bank\" AND crumples");
    query.similar = true;
    answer = test.search(query);
    CHECK(answer.total == 300);
    CHECK(answer.total_is_exact);
    query = query_of("\"slow bank\"");
    query.similar = true;
    query.facets = {"kind"};
    answer = test.search(query);
    CHECK(answer.total == 1000);
    CHECK(answer.total_is_exact);
}

TEST_CASE("a query for no quotes still counts") {
    const auto test = library_of({"The price is high.", "The price is fair."});
    Query query = query_of("price");
    query.limit = 0;
    query.facets = {"kind"};
    const Answer answer = test.search(query);
    CHECK(answer.quotes.empty());
    CHECK(answer.total == 2);
    CHECK(answer.facets.at(0).counts.at(0).second == 2);
}

TEST_CASE("what says more of the query, and says it as written, comes first") {
    const auto test =
        library_of({"Never, never, never!", "An excellent tool in every way we know.",
                    "We do it all in Excel today at work.", "Support never answered us.",
                    "It is a fine thing to have around."});
    CHECK(test.texts("support never answered").front() == "Support never answered us.");
    CHECK(test.texts("excel").front() == "We do it all in Excel today at work.");
}

TEST_CASE("what says nothing but the query comes last") {
    const auto test = library_of(
        {"A refund.", "Refunds", "They never sent the refund.", "It is a refund for us."});
    const Texts texts = test.texts("refund");
    REQUIRE(texts.size() == 4);
    CHECK(texts[2] == "A refund.");
    CHECK(texts[3] == "Refunds");
}
