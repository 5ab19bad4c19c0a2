#include "engine/saved_search.h"

#include <algorithm>

#include "tests/meaning_fixture.h"

using namespace verbatim;

namespace {

using Texts = std::vector<std::string>;

constexpr std::string_view kReviews =
    "id,text\n"
    "review-number-1,The price of this lamp is far too high.\n"
    "review-number-2,The price of the bulb is far too high for me.\n"
    "review-number-3,A high price was all that I got from them.\n";

Texts texts_of(const Answer& answer) {
    Texts texts;
    for (const Quote& quote : answer.quotes) texts.push_back(quote.text);
    return texts;
}

Id id_of(const TestLibrary& test, std::string_view query) {
    return test.search(query).quotes.at(0).id;
}

// What came with a source after the one of that number, by text.
Texts after(const TestLibrary& test, std::uint32_t number, std::string_view text = "") {
    Query query = query_of(text);
    query.after = number;
    query.roles = {};
    query.sort = Sort::newest;
    Texts texts = texts_of(test.search(query));
    std::ranges::sort(texts);
    return texts;
}

std::uint32_t highest(const TestLibrary& test) {
    Library library = test.open();
    return require(highest_source(library));
}

}  // namespace

TEST_CASE("a saved search comes back as it was") {
    const SavedSearch before{
        {"search", "too \xff", "-n", "5"}, {1, 1ull << 59}, {7}, 9, 4, "a", "b"};
    CHECK(require(decode_saved_search(encode(before))) == before);
    std::string flipped = encode(before);
    flipped.back() ^= 1;
    CHECK_FALSE(decode_saved_search(flipped));
}

TEST_CASE("names that could not be typed or shown are refused") {
    for (const std::string& name :
         {std::string(), std::string("a/b"), std::string("a\nb"), std::string("-a"),
          std::string(" a"), std::string("a "), std::string(81, 'a'), std::string("\xff")}) {
        CAPTURE(name);
        CHECK_FALSE(check_search_name(name));
    }
    CHECK(check_search_name("too expensive, 値段"));
}

TEST_CASE("searches are kept in the store, and the nearest name is suggested") {
    TestLibrary test;
    test.write("r.csv", kReviews);
    test.add();
    {
        Library library = test.open(Access::write);
        require_done(put_search(library, "price", {{"search", "price"}, {}, {}, 1, 1, "", ""}));
        require_done(put_search(library, "calls", {{"pains"}, {}, {}, 1, 1, "", ""}));
        require_done(library.reindex({}));
    }
    Library library = test.open();
    const auto searches = require(saved_searches(library));
    REQUIRE(searches.size() == 2);
    CHECK(searches.front().name == "calls");
    CHECK(require(saved_search(library, "price")).arguments == Texts{"search", "price"});
    CHECK(saved_search(library, "prise").error().hint == "did you mean price?");
    Library writing = require(Library::open_store(test.library()));
    require_done(note_run(writing, "price", 5, "now"));
    const SavedSearch run = require(saved_search(writing, "price"));
    CHECK(run.current == 5);
    CHECK(run.previous == 1);
    CHECK(run.last_run == "now");
    require_done(erase_search(writing, "price"));
    CHECK_FALSE(saved_search(writing, "price"));
    CHECK_FALSE(erase_search(writing, "price"));
}

TEST_CASE("what is new stays new until something else comes") {
    SavedSearch search;
    search.current = search.previous = 3;
    CHECK(seen(search, 3) == search);
    search = seen(search, 7);
    CHECK(search.previous == 3);
    CHECK(seen(search, 7) == search);
    CHECK(seen(search, 8).previous == 7);
}

TEST_CASE("only the rows that were added to a table since are new") {
    TestLibrary test;
    test.write("r.csv", kReviews);
    test.add();
    const std::uint32_t before = highest(test);
    CHECK(after(test, before).empty());
    test.write("r.csv", std::string(kReviews) + "review-number-4,It arrived broken.\n");
    test.sync();
    const Texts added = {"It arrived broken."};
    CHECK(after(test, before) == added);
    CHECK(after(test, before, "\"arrived broken\"") == added);
    CHECK(after(test, before, "price").empty());
    CHECK(after(test, highest(test)).empty());
    {
        Library library = test.open(Access::write);
        require_done(library.reindex({}));
    }
    CHECK(after(test, before) == added);
    CHECK(test.faults().empty());
}

TEST_CASE("a copy is as old as what it repeats, and stays so when that is taken out") {
    TestLibrary test;
    test.write("a.csv", kReviews);
    test.add();
    const std::uint32_t before = highest(test);
    test.write("b.csv", std::string(kReviews) + "review-number-4,It arrived broken.\n");
    test.sync();
    CHECK(after(test, before) == Texts{"It arrived broken."});
    test.erase("a.csv");
    test.sync();
    CHECK(after(test, before) == Texts{"It arrived broken."});
}

TEST_CASE("only the sentences that a conversation grew by are new, whatever role they have") {
    for (const std::string& kind : {std::string("call"), std::string("chat")}) {
        CAPTURE(kind);
        TestLibrary test;
        const std::string begin =
            "Host: What is it like to work with the lamp?\n"
            "Dana: It buzzes all night and nobody can sleep.\n"
            "Host: Would you buy it again at that price?\n"
            "Dana: Not before the price comes down a little.\n";
        test.write("talk.txt", begin);
        AddRequest request;
        request.read.kind = kind_from(kind);
        test.add({""}, request);
        const std::uint32_t before = highest(test);
        test.write("talk.txt", begin + "Host: And what did you do then?\nDana: I took it back.\n");
        test.sync();
        const Texts grown = {"And what did you do then?", "I took it back."};
        CHECK(after(test, before) == grown);
        {
            Library library = test.open(Access::write);
            CHECK(require(correct_role(library, "Dana", Role::agent, "")) == 1);
        }
        CHECK(after(test, before) == grown);
    }
}

TEST_CASE("the number of a source that was taken out is not given again") {
    TestLibrary test;
    test.write("a.csv", kReviews);
    test.write("b.csv", "id,text\nreview-number-8,It is a nice lamp.\n");
    test.add();
    const std::uint32_t before = highest(test);
    test.erase("b.csv");
    test.sync();
    test.write("c.csv", "id,text\nreview-number-9,The lamp flickers.\n");
    test.sync();
    CHECK(after(test, before) == Texts{"The lamp flickers."});
}

TEST_CASE("what is marked bad is left out with what repeats it, and told of") {
    TestLibrary test;
    test.write("r.csv",
               std::string(kReviews) + "review-number-4,The price of this lamp is far too high!\n");
    test.add();
    Query query = query_of("price");
    query.facets = {"kind"};
    query.bad = {id_of(test, "\"lamp is far too high\"")};
    const Answer answer = test.search(query);
    CHECK(answer.quotes.size() == 2);
    CHECK(std::ranges::none_of(texts_of(answer), [](const std::string& text) {
        return text.find("lamp") != std::string::npos;
    }));
    CHECK(answer.total == 3);
    CHECK(answer.facets.at(0).counts.at(0).second == 3);
    CHECK(answer.notices == Texts{"1 quote that you marked bad is left out"});
    query.similar = true;
    CHECK(test.search(query).quotes.size() == 3);
    query.root = query_of("\"price of this\"").root;
    CHECK(test.search(query).notices == Texts{"1 quote that you marked bad is left out"});
    query.root = query_of("bulb").root;
    CHECK(test.search(query).notices.empty());
}

TEST_CASE("what is marked good comes first, page by page, and once") {
    TestLibrary test;
    test.write("r.csv", kReviews);
    test.add();
    const Texts plain = test.texts("price");
    for (const bool exact : {false, true}) {
        Query query = query_of("price");
        query.exact = exact;
        query.good = {id_of(test, '"' + plain.back() + '"'), 12345};
        const Answer answer = test.search(query);
        CHECK(texts_of(answer) == Texts{plain.at(2), plain.at(0), plain.at(1)});
        CHECK(answer.quotes.at(0).good);
        CHECK_FALSE(answer.quotes.at(1).good);
        CHECK(answer.quotes.at(0).score >= answer.quotes.at(1).score);
        CHECK(answer.total == 3);
        query.limit = 1;
        query.offset = 1;
        CHECK(texts_of(test.search(query)) == Texts{plain.at(0)});
        query.sort = Sort::newest;
        query.offset = 0;
        CHECK(test.search(query).quotes.size() == 1);
    }
    Query all = query_of("price");
    all.limit = 2;
    for (const std::string& text : plain) all.good.push_back(id_of(test, '"' + text + '"'));
    CHECK(test.search(all).notices ==
          Texts{"You marked all of these good; -n 4 shows what is like them"});
}

TEST_CASE("marks are set, changed and taken back, and those that are gone are told") {
    TestLibrary test;
    test.write("r.csv", kReviews);
    test.add();
    Library library = test.open();
    const Id lamp = id_of(test, "lamp");
    CHECK(require(find_verbatim(library, print_id(lamp).substr(0, 8))) == lamp);
    CHECK_FALSE(find_verbatim(library, "zzzzzzzz"));
    const Id conversation = test.search("lamp").quotes.at(0).citation.conversation;
    CHECK(find_verbatim(library, print_id(conversation)).error().code == ErrorCode::bad_input);
    SavedSearch search;
    mark(search, lamp, Mark::good);
    mark(search, 12345, Mark::good);
    mark(search, lamp, Mark::bad);
    CHECK(search.good == std::vector<Id>{12345});
    CHECK(search.bad == std::vector<Id>{lamp});
    CHECK(require(gone(library, search)) == std::vector<Id>{12345});
    CHECK(require(find_marked(search, print_id(12345))) == 12345);
    CHECK_FALSE(find_marked(search, "zzzz"));
    mark(search, 12345, Mark::none);
    CHECK(search.good.empty());
}

namespace {

void add_with_meaning(const TestLibrary& test) {
    test.add();
    enrich_all(test);
}

// Where the answer has the text with this part; its size if nowhere.
std::size_t place(const TestLibrary& test, const Query& query, std::string_view part) {
    const Texts texts = texts_of(test.search(query));
    const auto has = [&](const std::string& text) { return text.find(part) != text.npos; };
    return static_cast<std::size_t>(std::ranges::find_if(texts, has) - texts.begin());
}

constexpr std::string_view kSupport =
    "id,text\n"
    "review-number-1,Support never answered my mails about the broken lamp.\n"
    "review-number-2,Nobody at support wrote back to me for three weeks.\n"
    "review-number-3,I could not justify the cost of support to my CFO.\n"
    "review-number-4,Paying for support on top of the price is too expensive.\n"
    "review-number-5,Support für die Lampe gibt es leider gar nicht mehr bei euch.\n";

}  // namespace

TEST_CASE("marks lead by meaning to what is like the good and away from what is like the bad") {
    if (!have_models()) return;
    TestLibrary test;
    test.write("r.csv", kSupport);
    add_with_meaning(test);
    Query query = query_of("support");
    query.good = {id_of(test, "\"justify the cost\"")};
    CHECK(place(test, query, "justify") == 0);
    CHECK(place(test, query, "too expensive") == 1);
    std::swap(query.good, query.bad);
    CHECK(place(test, query, "too expensive") > place(test, query, "never answered"));
    CHECK(place(test, query, "too expensive") > place(test, query, "wrote back"));
    // Among the strongest of a lens too, where no words lead.
    query = query_of("");
    query.sort = Sort::strongest;
    query.good = {id_of(test, "\"justify the cost\"")};
    CHECK(place(test, query, "too expensive") == 1);
    query.good = {id_of(test, "\"wrote back\"")};
    CHECK(place(test, query, "never answered") == 1);
}

TEST_CASE("marks and examples order what a phrase finds, and lose none of it") {
    if (!have_models()) return;
    TestLibrary test;
    test.write("r.csv", kSupport);
    add_with_meaning(test);
    Query query = query_of("\"support\"");
    query.good = {id_of(test, "\"justify the cost\"")};
    CHECK(test.search(query).quotes.size() == 5);
    CHECK(place(test, query, "too expensive") == 1);
    query.good.clear();
    query.like = {"It costs too much."};
    CHECK(test.search(query).quotes.size() == 5);
    CHECK(place(test, query, "Lampe") == 4);
    query.root = Node{};  // examples alone find what is near
    CHECK(place(test, query, "Lampe") == test.search(query).quotes.size());
}

TEST_CASE("examples need to know what the verbatims mean") {
    if (!have_models()) return;
    TestLibrary test;
    test.write("r.csv", kSupport);
    test.add();
    Library library = test.open();
    Query query = query_of("");
    query.like = {"It costs too much."};
    CHECK(library.search(query).error().hint == "`verbatim sync` finds out");
}

TEST_CASE("of what is new, only what has a word or is near is shown") {
    if (!have_models()) return;
    TestLibrary test;
    test.write("r.csv", kSupport);
    add_with_meaning(test);
    Query query = query_of("too expensive");
    query.after = highest(test);
    test.write("new.csv",
               "id,text\n"
               "review-number-6,It costs far too much money for us.\n"
               "review-number-7,An expensive lamp.\n"
               "review-number-8,My daughter chose the blue one for her desk.\n");
    add_with_meaning(test);
    CHECK(test.search(query).quotes.size() == 2);
    CHECK(place(test, query, "costs far too much") < 2);
    CHECK(place(test, query, "expensive lamp") < 2);
}
