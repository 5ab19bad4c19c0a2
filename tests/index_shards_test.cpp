#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <utility>

#include "tests/library_fixture.h"
#include "tests/variable.h"

using namespace verbatim;

namespace fs = std::filesystem;

namespace {

// Two in three say the same, so that scores are equal and ids decide.
std::string reviews(int from, int to) {
    std::string csv = "id,text,rating\n";
    for (int i = from; i < to; ++i) {
        csv += "review-" + std::to_string(i) + ",";
        csv += i % 3 == 0 ? "The export " + std::to_string(i) + " is slow and costs me an hour."
                          : "Setting up the planner was slow.";
        csv += "," + std::to_string(1 + i % 5) + "\n";
    }
    return csv;
}

std::set<std::string> shards_of(const TestLibrary& test) {
    std::set<std::string> shards;
    for (const auto& entry : fs::directory_iterator(test.library() / "index"))
        if (const std::string name = entry.path().filename(); name.starts_with("shard."))
            shards.insert(name);
    return shards;
}

void flip_last_byte(const fs::path& file) {
    std::fstream bytes(file, std::ios::binary | std::ios::in | std::ios::out);
    bytes.seekg(-1, std::ios::end);
    const auto last = static_cast<char>(bytes.get() ^ 0x55);
    bytes.seekp(-1, std::ios::end);
    bytes.put(last);
}

struct Found {
    std::string id;
    double score;
    friend bool operator==(const Found&, const Found&) = default;
};

std::vector<Found> found_by(const TestLibrary& test, const std::string& text) {
    Query query = query_of(text);
    query.limit = 150;
    query.similar = true;
    query.facets = {"rating"};
    std::vector<Found> found;
    for (const Quote& quote : test.search(query).quotes)
        found.push_back({print_id(quote.id), quote.score});
    return found;
}

constexpr const char* kQueries[] = {
    "slow",         "export OR planner", "slow export hour", "exp*",        "\"the planner\"",
    "slow -export", "kind:review",       "rating:1..2 slow", "NOT planner", "planner hour 99"};

std::vector<std::vector<Found>> answers_of(const TestLibrary& test) {
    std::vector<std::vector<Found>> answers;
    for (const char* query : kQueries) answers.push_back(found_by(test, query));
    return answers;
}

}  // namespace

TEST_CASE("shards: however many parts an index has, answers are the same") {
    TestLibrary whole, parts;
    for (const TestLibrary* test : {&whole, &parts}) {
        const Variable shard("VERBATIM_SHARD", test == &whole ? "100000" : "16");
        test->write("a.csv", reviews(0, 130));
        test->add({"a.csv"});
        test->write("b.csv", reviews(130, 133));
        test->add({"b.csv"});
    }
    CHECK(shards_of(whole).empty());
    CHECK(shards_of(parts).size() >= 2);
    CHECK(answers_of(parts) == answers_of(whole));
    CHECK(parts.faults().empty());
}

TEST_CASE("shards: quotes of equal weight come by their ids, however many there are") {
    const Variable shard("VERBATIM_SHARD", "64");
    TestLibrary test;
    test.write("a.csv", reviews(0, 600));
    test.add();
    for (const char* const text : {"slow", "planner", "\"the planner\"", "slow export"}) {
        Query query = query_of(text);
        query.limit = 350;
        query.similar = true;
        const auto quotes = test.search(query).quotes;
        REQUIRE(quotes.size() == 350);
        CHECK(std::ranges::is_sorted(quotes, [](const Quote& a, const Quote& b) {
            return a.score != b.score ? a.score > b.score : a.id < b.id;
        }));
    }
}

// Xapian 1.4 crashes where a part has none of the terms of which the best counts (OP_MAX), and
// more match in the next than are wanted.
TEST_CASE("shards: the beginning of a word that the first parts do not have can be asked for") {
    const Variable shard("VERBATIM_SHARD", "16");
    TestLibrary test;
    test.write("a.csv", reviews(0, 16));
    std::string zithers = "id,text\n";
    for (int i = 0; i < 100; ++i)
        zithers +=
            "z" + std::to_string(i) + ",Tuning a zither takes " + std::to_string(i) + " hours.\n";
    test.write("b.csv", zithers);
    test.add();
    Query query = query_of("zit*");
    query.limit = 5;
    query.similar = true;
    CHECK(test.search(query).quotes.size() == 5);
}

TEST_CASE("shards: what is taken out, changed or comes back is as in an index of one part") {
    TestLibrary whole, parts;
    for (const TestLibrary* test : {&whole, &parts}) {
        const Variable shard("VERBATIM_SHARD", test == &whole ? "100000" : "16");
        test->write("a.csv", reviews(0, 60));
        test->write("b.csv", reviews(40, 100));
        test->write("c.csv", reviews(100, 120));
        test->add();
        test->erase("a.csv");
        test->write("b.csv", reviews(50, 110));
        test->sync();
    }
    CHECK(answers_of(parts) == answers_of(whole));
    CHECK(parts.faults().empty());
    const Variable shard("VERBATIM_SHARD", "16");
    const std::string id = parts.ids("export").front();
    require(parts.open(Access::write).remove(id, false));
    CHECK(std::ranges::count(parts.ids("export"), id) == 0);
    CHECK(parts.faults().empty());
    require_done(parts.open(Access::write).reindex({}));
    CHECK(std::ranges::count(parts.ids("export"), id) == 0);
    CHECK(parts.faults().empty());
}

// Which is read a few at a time.
TEST_CASE("shards: what leaves one of many documents leaves the others as they are") {
    TestLibrary whole, parts;
    for (const TestLibrary* test : {&whole, &parts}) {
        const Variable shard("VERBATIM_SHARD", test == &whole ? "100000" : "2");
        test->write("a.csv", reviews(0, 150));
        test->add();
        const std::string id = found_by(*test, "99").front().id;
        require(test->open(Access::write).remove(id, false));
        CHECK(found_by(*test, "99").empty());
    }
    CHECK(shards_of(parts).size() <= 8);
    CHECK(answers_of(parts) == answers_of(whole));
    CHECK(parts.faults().empty());
}

TEST_CASE("shards: what the same command added long before is found and replaced") {
    const Variable shard("VERBATIM_SHARD", "2");
    const TestLibrary test;
    test.write("a.csv", reviews(0, 150));
    test.write("b.csv", reviews(0, 150));
    test.add({"a.csv", "b.csv"});
    CHECK(found_by(test, "slow").size() == 150);
    CHECK(test.faults().empty());
}

TEST_CASE("shards: quotes are found by their ids, a few or many") {
    const Variable shard("VERBATIM_SHARD", "16");
    TestLibrary test;
    test.write("a.csv", reviews(0, 150));
    test.add();
    Library library = test.open(Access::read);
    const auto found = found_by(test, "slow");
    REQUIRE(found.size() == 150);
    for (const Found& quote : found)
        CHECK(print_id(require(library.show(quote.id, 0)).quote.id) == quote.id);
    const std::string& some = found.front().id;
    CHECK(print_id(require(library.show(some.substr(0, 8), 0)).quote.id) == some);
    CHECK_FALSE(library.show("00000000zzzz", 0));
    const Shown shown = require(library.show(some, 0));
    const std::string conversation = print_id(shown.conversation.id);
    CHECK(print_id(require(library.show(conversation, 0)).quote.id) == some);
    const auto of_it = found_by(test, "conversation:" + conversation);
    REQUIRE(of_it.size() == 1);
    CHECK(of_it.front().id == some);
}

TEST_CASE("shards: a few additions at a time become shards, which become few") {
    const Variable shard("VERBATIM_SHARD", "8");
    TestLibrary test;
    for (int i = 0; i < 40; ++i) {
        const std::string name = "part" + std::to_string(i) + ".csv";
        test.write(name, reviews(3 * i, 3 * i + 3));
        test.add({name});
    }
    CHECK(shards_of(test).size() >= 2);
    CHECK(shards_of(test).size() <= 8);
    CHECK(found_by(test, "slow").size() == 120);
    CHECK(test.faults().empty());
}

TEST_CASE("shards: parts stay few whatever comes in turn") {
    const Variable shard("VERBATIM_SHARD", "8");
    TestLibrary test;
    int last = 0;
    for (int i = 0; i < 120; ++i) {
        const int first = std::exchange(last, last + (i % 2 == 0 ? 1 : 5));
        const std::string name = "part" + std::to_string(i) + ".csv";
        test.write(name, reviews(first, last));
        test.add({name});
    }
    CHECK(shards_of(test).size() <= 32);
    for (int i = 0; i < 120; i += 3) test.erase("part" + std::to_string(i) + ".csv");
    test.sync();
    CHECK(shards_of(test).size() <= 32);
    CHECK(test.faults().empty());
}

TEST_CASE("shards: a damaged one is neither joined nor written anew") {
    const Variable shard("VERBATIM_SHARD", "8");
    TestLibrary test;
    test.write("a.csv", reviews(0, 16));
    test.add();
    flip_last_byte(test.library() / "index" / *shards_of(test).begin());
    test.write("b.csv", reviews(16, 40));
    {
        Library library = test.open(Access::write);
        AddRequest request;
        request.paths = {test.file("b.csv")};
        const auto added = add(library, request, {});
        REQUIRE_FALSE(added);
        CHECK(added.error().hint.find("reindex") != std::string::npos);
    }
    CHECK_FALSE(test.faults().empty());
    require_done(test.open(Access::write).reindex({}));
    CHECK(test.faults().empty());
    CHECK(found_by(test, "slow").size() >= 16);
}

TEST_CASE("shards: files that no list names are taken away, damaged ones are found") {
    const Variable shard("VERBATIM_SHARD", "16");
    TestLibrary test;
    test.write("a.csv", reviews(0, 40));
    test.add();
    const auto listed = shards_of(test);
    fs::create_directory(test.library() / "index" / "shard.99.unfinished");
    std::ofstream(test.library() / "index" / "shard.98") << "left behind";
    (void)test.open(Access::write);
    CHECK(shards_of(test) == listed);
    const fs::path file = test.library() / "index" / *listed.begin();
    flip_last_byte(file);
    REQUIRE(test.faults().size() == 1);
    CHECK(test.faults().front().find(listed.begin()->c_str()) != std::string::npos);
    require_done(test.open(Access::write).reindex({}));
    CHECK(test.faults().empty());
    fs::remove(test.library() / "index" / *shards_of(test).begin());
    const auto opened = Library::open(test.library(), Access::read);
    REQUIRE_FALSE(opened);
    CHECK(opened.error().hint.find("reindex") != std::string::npos);
}

TEST_CASE("shards: a reader that opened before a writer goes on, or opens anew") {
    const Variable shard("VERBATIM_SHARD", "16");
    TestLibrary test;
    test.write("a.csv", reviews(0, 40));
    test.add();
    Library reader = test.open();
    const auto search = [&] {
        Query query = query_of("slow");
        query.limit = 500;
        query.similar = true;
        return require(reader.search(query)).quotes.size();
    };
    CHECK(search() == 40);
    for (int i = 1; i < 4; ++i) {
        test.write("a.csv", reviews(0, 40 + 20 * i));
        test.sync();
        const std::size_t found = search();
        CHECK(found >= 40);
        CHECK(found <= static_cast<std::size_t>(40 + 20 * i));
    }
}

TEST_CASE("shards: a kill leaves the parts as they were or as they become") {
    const Variable shard("VERBATIM_SHARD", "16");
    for (const char* point : {"shards-written", "shards-listed"}) {
        CAPTURE(point);
        TestLibrary test;
        test.write("a.csv", reviews(0, 40));
        test.add();
        test.write("b.csv", reviews(100, 140));
        CHECK(run_program(test, {"add", test.file("b.csv")}, point).killed);
        CHECK((found_by(test, "slow").size() == 40 || found_by(test, "slow").size() == 80));
        CHECK(run_program(test, {"sync"}).status == 0);
        test.add({"b.csv"});
        CHECK(found_by(test, "slow").size() == 80);
        CHECK(test.faults().empty());
        test.erase("a.csv");
        CHECK(run_program(test, {"sync"}, point).killed);
        CHECK(run_program(test, {"sync"}).status == 0);
        CHECK(found_by(test, "slow").size() == 40);
        CHECK(test.faults().empty());
    }
}
