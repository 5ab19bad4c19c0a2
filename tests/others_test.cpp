#include <algorithm>
#include <memory>

#include "engine/library_others.h"
#include "engine/library_parts.h"
#include "tests/servers.h"

using namespace verbatim;

namespace fs = std::filesystem;

namespace {

// Many say the same, so that scores are equal and ids decide; `month` gives dates and a product.
std::string reviews(int from, int to, const std::string& month) {
    static constexpr const char* kSaid[] = {
        "Setting up the planner was slow.",
        "The export is slow and costs me an hour every single day of the week, slow slow slow.",
        "Too expensive for what the planner does.",
        "Support answered late, and the invoice was wrong.",
        "I could not export the planner, which was slow.",
    };
    // Its stems of "costs" and "planners" are others.
    static constexpr const char* kInSpanish =
        "La empresa dice que todos los planners son muy lentos y que costs no es lo mismo que "
        "eso.";
    std::string csv = "id,text,rating,date,product\n";
    for (int i = from; i < to; ++i) {
        csv += "review-" + std::to_string(i) + ",\"";
        csv += i % 10 == 8 ? kInSpanish : kSaid[i % 5];
        if (i % 4 == 0) csv += " It is number " + std::to_string(i) + ".";
        csv += "\"," + std::to_string(1 + i % 5) + ",";
        if (i % 7 != 0) csv += month + "-0" + std::to_string(1 + i % 3);
        csv += i % 2 == 0 ? ",Planner\n" : ",Exporter\n";
    }
    return csv;
}

struct Found {
    std::vector<std::pair<std::string, double>> quotes;
    std::vector<std::string> sources;
    std::uint64_t total = 0;
    bool is_exact = false;
    std::uint64_t people = 0;
    std::vector<std::pair<std::string, std::vector<std::pair<std::string, std::uint64_t>>>> facets;
    friend bool operator==(const Found&, const Found&) = default;
};

Found found_by(Library& library, const Query& query) {
    INFO(query.text);
    const Answer answer = require(library.search(query));
    CHECK(answer.unreachable.empty());
    Found found;
    for (const Quote& quote : answer.quotes) {
        found.quotes.emplace_back(print_id(quote.id), quote.score);
        found.sources.push_back(quote.citation.source + " " + quote.citation.sha256);
    }
    found.total = answer.total;
    found.is_exact = answer.total_is_exact;
    found.people = answer.people;
    for (const Facet& facet : answer.facets) found.facets.emplace_back(facet.field, facet.counts);
    return found;
}

constexpr const char* kTexts[] = {"slow",
                                  "slow export hour",
                                  "export OR planner",
                                  "planner AND slow",
                                  "exp*",
                                  "\"the planner\"",
                                  "slow -export",
                                  "slow -kind:review",
                                  "kind:review",
                                  "kind:review OR invoice",
                                  "(rating:2 AND slow) OR invoice",
                                  "NOT planner",
                                  "number 44",
                                  "costs slow planners",
                                  "costs planners invoice product:planner",
                                  "costs OR planners OR invoice",
                                  "(costs OR planners) AND slow",
                                  "costs NOT planners",
                                  "(slow NOT costs) OR planners OR invoice",
                                  "rating:1..2 slow",
                                  "date:2026-02 slow",
                                  "product:planner export",
                                  "source:b.csv slow",
                                  "slow -source:b.csv",
                                  "source:a.csv OR invoice",
                                  "slow NEAR/5 planner",
                                  "lens:pain slow",
                                  "nothing-like-it",
                                  "(slow AND planner) OR kind:review",
                                  "(the slow) OR kind:review",
                                  "invoice OR lens:pain",
                                  "kind:review -(slow planner)",
                                  "team:north slow",
                                  "round:spring \"the planner\""};

// In other orders, on further pages, folded, of one source.
std::vector<Query> other_requests() {
    std::vector<Query> queries;
    const auto ask = [&](const char* text) -> Query& {
        return queries.emplace_back(query_of(text));
    };
    for (const Sort sort :
         {Sort::newest, Sort::oldest, Sort::rating, Sort::strongest, Sort::bm25}) {
        Query& ordered = ask("slow");
        ordered.sort = sort;
        ordered.limit = 130;
        ordered.similar = true;
    }
    Query& all = ask("slow");
    all.limit = 400;
    all.similar = true;
    Query& later = ask("kind:review");
    later.limit = 40;
    later.offset = 30;
    later.similar = true;
    ask("slow planner");
    ask("slow").collapse = Collapse::conversation;
    ask("slow").collapse = Collapse::speaker;
    Node source;
    source.type = Node::Type::field;
    source.field = "source";
    source.text = "c.csv";
    ask("slow").filters = {source};
    return queries;
}

std::vector<Query> queries() {
    std::vector<Query> queries;
    for (const char* text : kTexts) {
        queries.push_back(Query{});
        queries.back().text = text;
        queries.back().root = require(parse_query(text, {{"team"}}));
        queries.back().limit = 15;
        queries.back().similar = true;
    }
    for (Query& query : other_requests()) queries.push_back(std::move(query));
    for (std::size_t i = 0; i < queries.size(); ++i) {
        if (i % 3 == 2) continue;
        queries[i].facets = {"rating",  "date", "lens",  "source",
                             "product", "kind", "round", "team"};
        queries[i].people = i % 3 == 0;
    }
    return queries;
}

std::vector<Found> answers_of(const fs::path& directory) {
    Library library = require(Library::open(directory, Access::read));
    std::vector<Found> answers;
    for (const Query& query : queries()) answers.push_back(found_by(library, query));
    return answers;
}

void check_same(const std::vector<Found>& found, const std::vector<Found>& expected) {
    const std::vector<Query> asked = queries();
    REQUIRE(found.size() == expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        CAPTURE(i, asked[i].text);
        CHECK(found[i].quotes == expected[i].quotes);
        CHECK(found[i].sources == expected[i].sources);
        CHECK(found[i].total == expected[i].total);
        CHECK(found[i].is_exact == expected[i].is_exact);
        CHECK(found[i].people == expected[i].people);
        CHECK(found[i].facets == expected[i].facets);
    }
}

void let_search(const fs::path& library, const std::vector<std::string>& others) {
    std::vector<IndexAddress> addresses;
    for (const std::string& other : others)
        addresses.push_back(require(parse_address(other, library)));
    require_done(put_others(library, addresses));
}

// One library, and others that have the same together.
struct Parted {
    TestLibrary whole;
    std::vector<fs::path> parts;

    explicit Parted(std::size_t count) {
        const Variable shard("VERBATIM_SHARD", "32");
        whole.write("a.csv", reviews(0, 150, "2026-01"));
        whole.write("b.csv", reviews(140, 260, "2026-02"));
        whole.write("c.csv", reviews(260, 300, "2026-03"));
        AddRequest request;
        request.round = "spring";
        request.read.fields = {{"team", "north"}};
        whole.add({"b.csv"}, request);
        whole.add({"a.csv", "c.csv"});
        for (std::size_t i = 0; i < count; ++i)
            parts.push_back(whole.directory.path() / ("part" + std::to_string(i)));
        if (count == 1)
            fs::copy(whole.library(), parts.front(),
                     fs::copy_options::recursive | fs::copy_options::copy_symlinks);
        else
            require(split(whole.library(), parts, false, {}, {}));
    }
};

}  // namespace

TEST_CASE("others: directories are searched as one library with the same answers") {
    for (const std::size_t count : {1u, 2u, 4u, 8u}) {
        CAPTURE(count);
        const Parted parted(count);
        let_search(parted.parts.front(), {parted.parts.begin() + 1, parted.parts.end()});
        check_same(answers_of(parted.parts.front()), answers_of(parted.whole.library()));
    }
}

TEST_CASE("others: servers are searched as one library with the same answers") {
    for (const std::size_t count : {2u, 4u, 8u}) {
        CAPTURE(count);
        const Parted parted(count);
        std::vector<std::unique_ptr<Server>> servers;
        std::vector<std::string> addresses;
        for (std::size_t i = 1; i < count; ++i) {
            servers.push_back(std::make_unique<Server>(parted.parts[i] / "index" / "parts"));
            addresses.push_back(servers.back()->address());
        }
        let_search(parted.parts.front(), addresses);
        check_same(answers_of(parted.parts.front()), answers_of(parted.whole.library()));
    }
}

TEST_CASE("others: over ssh, and all three kinds together") {
    const LocalSsh ssh;
    const Parted parted(4);
    let_search(parted.parts[0],
               {"ssh:there:" + parted.parts[1].string(), "ssh:there:" + parted.parts[2].string(),
                "ssh:there:" + parted.parts[3].string()});
    const auto expected = answers_of(parted.whole.library());
    check_same(answers_of(parted.parts[0]), expected);
    const Server server(parted.parts[1] / "index" / "parts");
    let_search(parted.parts[0], {server.address(), "ssh:there:" + parted.parts[2].string(),
                                 parted.parts[3].string()});
    check_same(answers_of(parted.parts[0]), expected);
}

TEST_CASE("others: each library numbers its sources, and citations name the right ones") {
    TestLibrary one, two;
    one.write("a.csv", reviews(0, 30, "2026-01"));
    two.write("b.csv", reviews(30, 60, "2026-02"));
    two.write("c.csv", reviews(60, 90, "2026-02"));
    one.add({"a.csv"});
    two.add({"b.csv"});
    two.add({"c.csv"});
    const fs::path whole = one.directory.path() / "whole";
    require(merge({one.library(), two.library()}, whole, false, {}, {}));
    const auto expected = answers_of(whole);
    let_search(one.library(), {two.library()});
    check_same(answers_of(one.library()), expected);
    const Server server(two.library() / "index" / "parts");
    let_search(one.library(), {server.address()});
    check_same(answers_of(one.library()), expected);
    const Answer answer = one.search(query_of("source:b.csv number"));
    REQUIRE_FALSE(answer.quotes.empty());
    CHECK(answer.quotes.front().index == server.address());
    CHECK(answer.quotes.front().citation.source == two.file("b.csv").string());
}

TEST_CASE("others: what two libraries hold is shown once") {
    TestLibrary one, two;
    for (const TestLibrary* test : {&one, &two}) {
        test->write("a.csv", reviews(0, 30, "2026-01"));
        test->add();
    }
    let_search(one.library(), {two.library()});
    Query query = query_of("slow");
    query.limit = 100;
    query.similar = true;
    const Answer answer = one.search(query);
    CHECK(answer.quotes.size() == 18);
    for (const Quote& quote : answer.quotes) CHECK(quote.index.empty());
    query.collapse = Collapse::conversation;
    for (const Quote& quote : one.search(query).quotes) CHECK(quote.index.empty());
    query.collapse = Collapse::none;
    for (const std::size_t i : {17u, 16u, 15u}) query.good.push_back(answer.quotes[i].id);
    const Answer marked = one.search(query);
    REQUIRE(marked.quotes.size() == 18);
    for (std::size_t i = 0; i < 18; ++i) CHECK(marked.quotes[i].good == (i < 3));
    std::swap(query.good, query.bad);
    const Answer left = one.search(query);
    REQUIRE_FALSE(left.notices.empty());
    CHECK(left.notices.front().starts_with("3 quotes that you marked bad"));
}

TEST_CASE("others: a library under two names is searched once") {
    TestLibrary one, two;
    one.write("a.csv", reviews(0, 10, "2026-01"));
    two.write("b.csv", reviews(10, 20, "2026-01"));
    one.add();
    two.add();
    const fs::path link = one.directory.path() / "link";
    fs::create_directory_symlink(two.library(), link);
    const Server server(one.library() / "index" / "parts");
    let_search(one.library(), {two.library(), link, server.address()});
    const Answer answer = one.search(query_of("slow"));
    CHECK(answer.total == 12);
    CHECK(answer.unreachable == std::vector<std::string>{link, server.address()});
    REQUIRE(answer.notices.size() == 2);
    CHECK(answer.notices[0].ends_with("it is the same as " + two.library().string()));
    CHECK(answer.notices[1].ends_with("it is the same as this library"));
}

TEST_CASE("others: what asks for this library alone asks no other") {
    TestLibrary one;
    one.write("a.csv", reviews(0, 10, "2026-01"));
    one.add();
    const std::string id = one.ids("\"export is slow\"").front();
    let_search(one.library(), {(one.directory.path() / "nowhere").string()});
    Library library = require(Library::open(one.library(), Access::read));
    CHECK(require(library.show(id, 1)).conversation.utterances.size() == 1);
    Query since = query_of("slow");
    since.after = 1;
    const Answer answer = require(library.search(since));
    CHECK(answer.unreachable.empty());
    REQUIRE(answer.notices.size() == 1);
    CHECK(answer.notices.front().starts_with("Only this library"));
}

TEST_CASE("others: what is down is left out and named") {
    const LocalSsh ssh;
    const Parted parted(3);
    Server server(parted.parts[1] / "index" / "parts");
    const std::string nowhere = (parted.whole.directory.path() / "nowhere").string();
    let_search(parted.parts[0], {server.address(), parted.parts[2].string()});
    Library library = require(Library::open(parted.parts[0], Access::read));
    Query query = query_of("slow");
    query.limit = 400;
    query.similar = true;
    const Answer all = require(library.search(query));
    CHECK(all.quotes.size() == 180);
    CHECK(all.unreachable.empty());
    server.stop();
    const Answer open = require(library.search(query));  // connected, and found out in the middle
    CHECK(open.quotes.size() < 180);
    CHECK(open.unreachable == std::vector<std::string>{server.address()});
    Library again = require(Library::open(parted.parts[0], Access::read));
    const Answer some = require(again.search(query));
    CHECK(some.quotes.size() < 180);
    CHECK(some.unreachable == std::vector<std::string>{server.address()});
    REQUIRE_FALSE(some.notices.empty());
    CHECK(some.notices.front() ==
          "This is not all: " + server.address() +
              " is left out, because couldn't connect (Connection refused)");
    let_search(parted.parts[0],
               {"ssh:down:" + parted.parts[1].string(), nowhere, parted.parts[2].string()});
    Library third = require(Library::open(parted.parts[0], Access::read));
    const Answer rest = require(third.search(query));
    CHECK(rest.unreachable ==
          std::vector<std::string>{"ssh:down:" + parted.parts[1].string(), nowhere});
    CHECK(rest.quotes.size() == some.quotes.size());
}

TEST_CASE("others: a server that serves some parts only, or no library, is refused") {
    const Parted parted(2);
    const Server tail(parted.parts[1] / "index");
    const auto documents = documents_at(require(parse_address(tail.address(), "/")));
    REQUIRE_FALSE(documents);
    CHECK(documents.error().message.find("parts") != std::string::npos);
}

TEST_CASE("others: a filter that all documents of a large part pass works on servers") {
    TestLibrary one, two;
    const Variable shard("VERBATIM_SHARD", "6000");
    one.write("a.csv", reviews(0, 50, "2026-01"));
    one.add();
    two.write("a.csv", reviews(50, 6500, "2026-02"));
    two.write("b.csv", reviews(6500, 6600, "2026-02"));
    two.add();
    two.erase("b.csv");
    two.sync();
    const Server server(two.library() / "index" / "parts");
    let_search(one.library(), {server.address()});
    for (const char* text : {"number 6400", "kind:review invoice", "invoice -kind:call",
                             "invoice -lang:en", "-kind:review"}) {
        CAPTURE(text);
        (void)one.search(query_of(text));
    }
    CHECK(one.search(query_of("\"number 6400\"")).quotes.size() == 1);
}

TEST_CASE("others: addresses") {
    CHECK(require(parse_address("search2:7700", "/home")).kind == IndexAddress::Kind::server);
    CHECK(require(parse_address("ssh:me@search2:/data/x", "/")).kind == IndexAddress::Kind::ssh);
    CHECK(require(parse_address("old/", "/home")).path == "/home/old");
    CHECK(require(parse_address("./old:1", "/home")).path == "/home/old:1");
    for (const char* bad : {"", "host:70000", "host:0", "ssh:host", "ssh:-oProxyCommand=x:/y",
                            "ssh:host:/a b", "ssh:host:$(x)"}) {
        CAPTURE(bad);
        CHECK_FALSE(parse_address(bad, "/home"));
    }
}
