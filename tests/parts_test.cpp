#include <algorithm>
#include <fstream>

#include "engine/library_parts.h"
#include "engine/library_version.h"
#include "engine/saved_search.h"
#include "engine/store_keys.h"
#include "engine/writer.h"
#include "tests/library_fixture.h"
#include "tests/parts_fixture.h"

using namespace verbatim;

namespace fs = std::filesystem;

namespace {

Status status_of(const fs::path& directory) {
    Library library = require(Library::open(directory, Access::read));
    return require(library.status());
}

std::vector<std::string> faults_of(const fs::path& directory) {
    Library library = require(Library::open(directory, Access::read));
    return require(verbatim::check(library, {})).faults;
}

std::vector<std::pair<std::string, double>> slow_in(const fs::path& directory) {
    Library library = require(Library::open(directory, Access::read));
    Query query = query_of("slow export");
    query.limit = 500;
    query.similar = true;
    std::vector<std::pair<std::string, double>> found;
    for (const Quote& quote : require(library.search(query)).quotes)
        found.emplace_back(print_id(quote.id), quote.score);
    return found;
}

}  // namespace

TEST_CASE("parts: a split library and one that is merged of its parts answer alike") {
    TestLibrary test;
    test.write("a.csv", reviews(0, 80) + "review-900,\n");
    test.write("b.csv", reviews(60, 120));
    test.add();
    const std::string gone = test.ids("\"export 7 is\"").front();
    require(test.open(Access::write).remove(gone, false));
    {
        Library writable = test.open(Access::write);
        SavedSearch slow;
        slow.arguments = {"search", "slow"};
        require_done(put_search(writable, "slow", slow));
    }
    const fs::path directory = test.directory.path();
    const std::vector<fs::path> parts = {directory / "p0", directory / "p1", directory / "p2"};
    const auto planned = require(split(test.library(), parts, true, {}, {}));
    CHECK_FALSE(fs::exists(parts[0]));
    const auto made = require(split(test.library(), parts, false, {}, {}));
    std::uint64_t verbatims = 0;
    Counts counts;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        CAPTURE(i);
        CHECK(made[i].conversations == planned[i].conversations);
        CHECK(made[i].verbatims == planned[i].verbatims);
        CHECK(made[i].verbatims > 20);
        CHECK(faults_of(parts[i]).empty());
        CHECK_FALSE(fs::exists(parts[i].string() + ".making"));
        verbatims += status_of(parts[i]).verbatims;
        counts += status_of(parts[i]).counts;
        Library part = require(Library::open(parts[i], Access::read));
        CHECK(require(saved_searches(part)).size() == 1);
    }
    const Status whole = status_of(test.library());
    CHECK(verbatims == whole.verbatims);
    CHECK(counts == whole.counts);
    const auto again = require(merge(parts, directory / "again", false, {}, {}));
    CHECK(again.notices.empty());
    CHECK(again.whole.verbatims == whole.verbatims);
    CHECK(faults_of(directory / "again").empty());
    CHECK(status_of(directory / "again").counts == whole.counts);
    CHECK(slow_in(directory / "again") == slow_in(test.library()));
    test.write("a.csv", reviews(0, 79) + "review-900,\n" + reviews(200, 203).substr(8));
    test.sync();
    {
        Library merged = require(Library::open(directory / "again", Access::write));
        CHECK(require(verbatim::sync(merged, 0, {})).totals.verbatims > 0);
    }
    CHECK(faults_of(directory / "again").empty());
    CHECK(slow_in(directory / "again").size() == 122);
    CHECK(slow_in(directory / "again") == slow_in(test.library()));
}

TEST_CASE("parts: what is there already is not overwritten") {
    TestLibrary test;
    test.write("a.csv", reviews(0, 8));
    test.add();
    const fs::path directory = test.directory.path();
    const fs::path files = directory / "files";
    CHECK_FALSE(split(test.library(), {directory / "p0", files}, false, {}, {}));
    CHECK_FALSE(fs::exists(directory / "p0"));
    CHECK_FALSE(split(test.library(), {directory / "p0", directory / "p0"}, false, {}, {}));
    CHECK_FALSE(merge({test.library()}, files, false, {}, {}));
}

TEST_CASE("parts: a library of that name is not taken for one that a killed run left") {
    TestLibrary test;
    test.write("a.csv", reviews(0, 8));
    test.add();
    const fs::path directory = test.directory.path(), users = directory / "p1.making";
    require_done(Library::create(users));
    const std::vector<fs::path> parts = {directory / "p0", directory / "p1"};
    for (const bool dry_run : {true, false}) {
        const auto foreign = split(test.library(), parts, dry_run, {}, {});
        REQUIRE_FALSE(foreign);
        CHECK(foreign.error().message.find("p1.making") != std::string::npos);
        CHECK_FALSE(merge({test.library()}, directory / "p1", dry_run, {}, {}));
    }
    CHECK(faults_of(users).empty());
    CHECK_FALSE(fs::exists(directory / "p0.making"));
}

TEST_CASE("parts: while a library is made, nobody else makes one of that name") {
    TestLibrary test;
    test.write("a.csv", reviews(0, 8));
    test.add();
    const fs::path p0 = test.directory.path() / "p0", p1 = test.directory.path() / "p1";
    std::vector<ErrorCode> others;
    const auto tell = [&](std::uint64_t, std::uint64_t) {
        for (const fs::path& place : {p0, p1}) {
            const auto other = merge({test.library()}, place, false, {}, {});
            others.push_back(other ? ErrorCode::damaged : other.error().code);
        }
    };
    CHECK(split(test.library(), {p0, p1}, false, {}, tell));
    REQUIRE_FALSE(others.empty());
    CHECK(others == std::vector<ErrorCode>(others.size(), ErrorCode::locked));
    CHECK(status_of(p0).verbatims + status_of(p1).verbatims == 8);
}

TEST_CASE("parts: a place that nothing can be renamed to is refused before the work") {
    TestLibrary test;
    test.write("a.csv", reviews(0, 8));
    test.add();
    const fs::path directory = test.directory.path();
    fs::create_directory(directory / "empty");
    fs::create_directory_symlink(directory / "empty", directory / "link");
    fs::create_directory_symlink(directory / "nowhere", directory / "dangling");
    for (const char* place : {"link", "link/", "dangling"})
        for (const bool dry_run : {true, false}) {
            const auto merged = merge({test.library()}, directory / place, dry_run, {}, {});
            REQUIRE_FALSE(merged);
            CHECK(merged.error().message.find("is a link") != std::string::npos);
        }
    std::ifstream mounts("/proc/self/mounts");
    for (std::string device, place, rest;
         mounts >> device >> place && std::getline(mounts, rest);) {
        std::error_code failed;
        if (!fs::is_directory(place, failed) || !fs::is_empty(place, failed) || failed) continue;
        CAPTURE(place);
        CHECK_FALSE(must_be_new(place));
    }
    CHECK(merge({test.library()}, directory / "empty", false, {}, {}));
}

TEST_CASE("parts: where the second cannot come to its place, it is said that the first is there") {
    TestLibrary test;
    test.write("a.csv", reviews(0, 20));
    test.add();
    const fs::path directory = test.directory.path(), p0 = directory / "p0", p1 = directory / "p1";
    const auto take_place = [&](std::uint64_t, std::uint64_t) {
        fs::create_directories(p1 / "taken");
    };
    const auto made = split(test.library(), {p0, p1}, false, {}, take_place);
    REQUIRE_FALSE(made);
    CHECK(made.error().message.find(p1.string()) != std::string::npos);
    CHECK(made.error().hint.find(p0.string() + " is in place") != std::string::npos);
    CHECK(faults_of(p0).empty());
    fs::remove_all(p0);
    fs::remove_all(p1);
    CHECK(split(test.library(), {p0, p1}, false, {}, {}));
    CHECK_FALSE(fs::exists(p1.string() + ".making"));
}

TEST_CASE("parts: what an older version made is counted as it would be divided and merged") {
    TestLibrary test;
    test.write("a.csv", reviews(0, 20));
    test.add();
    require_done(write_version(test.library(), kOldestStore));
    fs::remove_all(fs::canonical(test.library() / "index"));
    const fs::path directory = test.directory.path(), p0 = directory / "p0", p1 = directory / "p1";
    const auto planned = require(split(test.library(), {p0, p1}, true, {}, {}));
    const auto made = require(split(test.library(), {p0, p1}, false, {}, {}));
    CHECK(planned[0].verbatims == made[0].verbatims);
    CHECK(planned[1].conversations == made[1].conversations);
    const fs::path whole = directory / "whole";
    CHECK(require(merge({test.library(), p0}, whole, true, {}, {})).whole.verbatims == 20);
    CHECK(require(merge({test.library(), p0}, whole, false, {}, {})).whole.verbatims == 20);
}

TEST_CASE(
    "parts: a kill while libraries are made leaves those that are given, and is made up for") {
    TestLibrary test;
    test.write("a.csv", reviews(0, 30));
    test.add();
    const std::string p0 = test.file("p0"), p1 = test.file("p1"), whole = test.file("whole");
    const auto whole_answer = slow_in(test.library());
    for (const char* point : {"part-trimmed", "made-indexed", "made-published"}) {
        CAPTURE(point);
        CHECK(run_program(test, {"split", "2", p0, p1}, point).killed);
        CHECK(faults_of(test.library()).empty());
        // Between the publishes: the first is whole, the second not there.
        CHECK(fs::exists(p0) == (point == std::string("made-published")));
        CHECK_FALSE(fs::exists(p1));
        if (fs::exists(p0)) {  // whole as it is, and in the way
            CHECK(run_program(test, {"split", "2", p0, p1}).status == 2);
            CHECK(faults_of(p0).empty());
            fs::remove_all(p0);
        }
        CHECK(run_program(test, {"split", "2", p0, p1}).status == 0);
        CHECK(status_of(p0).verbatims + status_of(p1).verbatims == 30);
        for (const char* point_of_merge : {"libraries-taken", "made-indexed", "made-published"}) {
            CHECK(run_program(test, {"merge", whole, p0, p1}, point_of_merge).killed);
            CHECK(fs::exists(whole) == (point_of_merge == std::string("made-published")));
            if (fs::exists(whole)) CHECK(slow_in(whole) == whole_answer);
            fs::remove_all(whole);
            CHECK(run_program(test, {"merge", whole, p0, p1}).status == 0);
            CHECK(slow_in(whole) == whole_answer);
            fs::remove_all(whole);
            CHECK_FALSE(fs::exists(whole + ".making"));
        }
        fs::remove_all(p0);
        fs::remove_all(p1);
        CHECK_FALSE(fs::exists(p0 + ".making"));
        CHECK_FALSE(fs::exists(p1 + ".making"));
    }
}

TEST_CASE("parts: libraries with sources in common become one") {
    TestLibrary one, two;
    one.write("a.csv", reviews(0, 20));
    one.write("b.csv", reviews(20, 40));
    one.add();
    {
        Library library = two.open(Access::write);
        AddRequest request;
        request.paths = {one.file("b.csv")};
        require(verbatim::add(library, request, {}));
    }
    two.write("c.csv", reviews(30, 60));
    two.add();
    const std::string gone = two.ids("\"export 35 is\"").front();
    require(two.open(Access::write).remove(gone, false));
    const fs::path whole = one.directory.path() / "whole";
    const auto merged = require(merge({one.library(), two.library()}, whole, false, {}, {}));
    CHECK(merged.whole.verbatims == 59);
    CHECK(faults_of(whole).empty());
    CHECK(status_of(whole).sources == 3);
    CHECK(slow_in(whole).size() == 59);
    one.write("b.csv", reviews(20, 41));
    one.sync();
    const auto differs =
        merge({one.library(), two.library()}, one.directory.path() / "other", false, {}, {});
    REQUIRE_FALSE(differs);
    CHECK(differs.error().message.find("b.csv") != std::string::npos);
}

TEST_CASE("parts: the text of parts adds up to that of the whole") {
    TestLibrary test;
    test.write("a.csv", reviews(0, 30) + "review-long,It broke. It took an hour to mend it.\n");
    test.write("b.csv", reviews(20, 100));
    test.add();
    const fs::path directory = test.directory.path();
    const std::vector<fs::path> parts = {directory / "p0", directory / "p1", directory / "p2"};
    require(split(test.library(), parts, false, {}, {}));
    std::uint64_t text = 0;
    for (const fs::path& part : parts) text += status_of(part).text_bytes;
    CHECK(text == status_of(test.library()).text_bytes);
    require(merge(parts, directory / "whole", false, {}, {}));
    CHECK(status_of(directory / "whole").text_bytes == text);
}

TEST_CASE("parts: a number of lenses that is none is an error, not an end") {
    TestLibrary one = library_of({"Parking is dear."}), two = library_of({"The bed is hard."});
    {
        Library library = one.open(Access::write);
        require_done(Writer(library).put_setting(kLastLensKey, "many"));
    }
    const auto merged =
        merge({one.library(), two.library()}, one.directory.path() / "whole", false, {}, {});
    REQUIRE_FALSE(merged);
    CHECK(merged.error().code == ErrorCode::damaged);
}
