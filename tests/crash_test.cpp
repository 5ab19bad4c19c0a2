#include <set>

#include "engine/kill_point.h"
#include "tests/library_fixture.h"

using namespace verbatim;

namespace {

std::string reviews(int from, int to, const std::string& word) {
    std::string csv = "id,text,author\n";
    for (int i = from; i < to; ++i)
        csv += "review-number-" + std::to_string(i) + ",The " + word + " number " +
               std::to_string(i) + " of the planner made me wait.,Author " + std::to_string(i) +
               "\n";
    return csv;
}

std::set<std::string> set_of(const std::vector<std::string>& texts) {
    return {texts.begin(), texts.end()};
}

std::vector<std::string> all_texts(const TestLibrary& test, const std::string& query) {
    Query all = query_of(query);
    all.limit = 1000;
    all.similar = true;
    std::vector<std::string> texts;
    for (const Quote& quote : test.search(all).quotes) texts.push_back(quote.text);
    return texts;
}

// Everything acknowledged is there once, and nothing else but what the interrupted command adds.
void check_whole(const TestLibrary& test, std::size_t least, std::size_t most) {
    // A reader that comes before the repair sees whole quotes, and nothing twice.
    const auto before = all_texts(test, "planner");
    CHECK(before.size() == set_of(before).size());
    CHECK(test.faults().empty());
    CHECK(run_program(test, {"check"}).status == 0);
    {
        Library finished = test.open();
        const CheckReport report = require(finished.check({}));
        CHECK_FALSE(report.unfinished);
        CHECK(report.faults.empty());
    }
    const auto texts = all_texts(test, "planner");
    CHECK(texts.size() == set_of(texts).size());
    CHECK(texts.size() >= least);
    CHECK(texts.size() <= most);
}

}  // namespace

TEST_CASE("a kill while new files are added loses nothing and doubles nothing") {
    for (const char* point :
         {"source-begun", "store-written", "store-written:2", "index-committed"}) {
        CAPTURE(point);
        TestLibrary test;
        test.write("old.csv", reviews(0, 20, "export"));
        test.add({"old.csv"});
        test.write("a.csv", reviews(100, 110, "import"));
        test.write("b.csv", reviews(200, 210, "login"));
        CHECK(run_program(test, {"add", test.file("a.csv"), test.file("b.csv")}, point).killed);
        if (point != std::string("index-committed")) CHECK(all_texts(test, "planner").size() == 20);
        check_whole(test, 20, 40);
        CHECK(all_texts(test, "export").size() == 20);
        test.add({"a.csv", "b.csv"});
        check_whole(test, 40, 40);
    }
}

TEST_CASE("a kill while a file changes leaves the old or the new reading") {
    for (const char* point : {"source-begun", "store-written", "source-switched",
                              "places-forgotten", "index-refreshed"}) {
        CAPTURE(point);
        TestLibrary test;
        test.write("a.csv", reviews(0, 20, "export"));
        test.add({"a.csv"});
        test.write("a.csv", reviews(0, 10, "export") + reviews(10, 20, "import").substr(15));
        CHECK(run_program(test, {"sync"}, point).killed);
        check_whole(test, 20, 20);
        test.sync();
        check_whole(test, 20, 20);
        CHECK(all_texts(test, "import").size() == 10);
        CHECK(all_texts(test, "export").size() == 10);
    }
}

TEST_CASE("a kill while a source is removed is finished at the next opening") {
    for (const char* point : {"source-switched", "places-forgotten", "index-refreshed"}) {
        CAPTURE(point);
        TestLibrary test;
        test.write("a.csv", reviews(0, 20, "export"));
        test.write("b.csv", reviews(10, 30, "export"));
        test.add();
        test.erase("a.csv");
        CHECK(run_program(test, {"sync"}, point).killed);
        check_whole(test, 20, 20);
    }
}

TEST_CASE("a kill while the index is rebuilt leaves the old or the new one") {
    for (const char* point : {"reindex-begun", "reindex-built", "reindex-switched"}) {
        CAPTURE(point);
        TestLibrary test;
        test.write("a.csv", reviews(0, 20, "export"));
        test.add();
        CHECK(run_program(test, {"reindex"}, point).killed);
        CHECK(all_texts(test, "planner").size() == 20);
        check_whole(test, 20, 20);
        std::size_t indexes = 0;
        for (const auto& entry : std::filesystem::directory_iterator(test.library()))
            indexes += entry.path().filename().string().starts_with("index.") ? 1u : 0u;
        CHECK(indexes == 1);
    }
}

TEST_CASE("a kill while a role is corrected leaves the index in step with the store") {
    TestLibrary test;
    test.write("call.txt",
               "Sam: The planner was confusing for my team.\nKim: I see, tell me more about it.\n"
               "Sam: Nobody understood the planner at all.\nKim: Let me note that.\n");
    test.add();
    CHECK(run_program(test, {"speakers", "--set", "Sam=agent"}, "role-corrected").killed);
    check_whole(test, 0, 2);
}

TEST_CASE("a kill while lenses judge anew leaves scores that the next run completes") {
    TestLibrary test;
    test.write("a.csv", reviews(0, 20, "export"));
    test.add();
    test.write("cues.txt", "planner\n");
    CHECK(
        run_program(test, {"lens", "new", "planning", "--cues", test.file("cues.txt")}, "rescored")
            .killed);
    check_whole(test, 20, 20);
    test.write("b.csv", reviews(30, 35, "export"));
    CHECK(run_program(test, {"add", "--no-meaning", test.file("b.csv")}).status == 0);
    Query of_lens = query_of("lens:planning");
    of_lens.similar = true;
    CHECK(test.search(of_lens).total == 25);
}

TEST_CASE("every kill point that is named is visited") {
    std::set<std::string> visited = {
        "source-begun",    "store-written",    "index-committed",
        "source-switched", "places-forgotten", "index-refreshed",
        "reindex-begun",   "reindex-built",    "reindex-switched",
        "role-corrected",  "codes-written",    "codes-committed",
        "rescored",        "shards-written",   "shards-listed",     // index_shards_test.cpp
        "backup-copied",   "restore-copied",   "restore-switched",  // backup_test.cpp
        "part-trimmed",    "libraries-taken",  "made-indexed",
        "made-published"};  // parts_test.cpp
    for (const auto point : kKillPoints) CHECK(visited.contains(std::string(point)));
}
