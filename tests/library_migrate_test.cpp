#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "engine/library_version.h"
#include "tests/library_fixture.h"

// tests/libraries holds a library of every version since 6, made by the last program of it, and
// what that program quoted.
using namespace verbatim;
using Catch::Matchers::Contains;
namespace fs = std::filesystem;

namespace {

constexpr std::uint32_t kVersions[] = {6, 7, 8, 9};

fs::path fixture(std::uint32_t version, const std::string& end) {
    return fs::path(VERBATIM_SOURCE_DIR) / "tests/libraries" /
           ("version-" + std::to_string(version) + end);
}

TestLibrary library_of_version(std::uint32_t version) {
    TestLibrary test;
    fs::remove_all(test.library());
    fs::create_directory(test.library());
    const std::string command = "tar -xzf '" + fixture(version, ".tar.gz").string() + "' -C '" +
                                test.library().string() + "'";
    REQUIRE(std::system(command.c_str()) == 0);
    test.write("new.csv", "id,text\nreview-number-new,The manual is missing.\n");
    return test;
}

std::vector<std::string> lines_of(const fs::path& path) {
    std::ifstream file(path);
    REQUIRE(file);
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    return lines;
}

// Id, role, speaker and text of all that can be quoted, whoever said it.
std::vector<std::string> quotes(const TestLibrary& test) {
    Query all;
    all.roles = {Role::customer, Role::interviewer, Role::agent, Role::bot, Role::unknown};
    all.limit = 1000;
    all.similar = true;
    std::vector<std::string> lines;
    for (const Quote& quote : test.search(all).quotes)
        lines.push_back(print_id(quote.id) + "\t" + std::string(name_of(quote.citation.role)) +
                        "\t" + quote.citation.speaker + "\t" + quote.text);
    std::ranges::sort(lines);
    return lines;
}

std::size_t indexes_in(const fs::path& library) {
    return static_cast<std::size_t>(std::ranges::count_if(
        fs::directory_iterator(library),
        [](const auto& entry) { return entry.path().filename().string().starts_with("index."); }));
}

void check_migrated(const TestLibrary& test, std::uint32_t version) {
    CHECK(require(version_of(test.library())) == kSchemaVersion);
    CHECK_FALSE(fs::is_symlink(test.library() / "VERSION"));
    CHECK(indexes_in(test.library()) == 1);
    CHECK(run_program(test, {"check"}).status == 0);
    CHECK(quotes(test) == lines_of(fixture(version, ".quotes")));
}

}  // namespace

TEST_CASE("there is a library of every version since 6") {
    std::uint32_t expected = std::begin(kVersions)[0];
    for (const std::uint32_t version : kVersions) CHECK(version == expected++);
    CHECK(expected >= kSchemaVersion);  // a new version needs a library of the one before
    for (const std::uint32_t version : kVersions)
        CHECK(require(version_of(library_of_version(version).library())) == version);
}

TEST_CASE("a reader leaves an older library as it is, and says what brings it up to date") {
    for (const std::uint32_t version : kVersions) {
        if (!is_older(version)) continue;
        CAPTURE(version);
        const TestLibrary test = library_of_version(version);
        const auto commands =
            std::vector<std::vector<std::string>>{{"search", "slow"}, {"show", "abcd"}, {"status"}};
        for (const auto& arguments : commands) {
            CAPTURE(arguments);
            const Ended ended = run_program(test, arguments);
            CHECK(ended.status == 2);
            CHECK_THAT(ended.output, Contains("was made by an older Verbatim"));
            CHECK_THAT(ended.output, Contains("`verbatim reindex` brings it up to date"));
        }
        CHECK(require(version_of(test.library())) == version);
        CHECK(run_program(test, {"backup", test.directory.path() / "copy"}).status == 0);
        CHECK(require(version_of(test.directory.path() / "copy")) == version);
    }
}

TEST_CASE("whatever writes brings an older library up to date, once, and says so") {
    for (const std::uint32_t version : kVersions) {
        const auto commands = std::vector<std::vector<std::string>>{
            {"speakers", "--set", "Nobody=agent"}, {"reindex"}, {"check"}};
        for (const auto& arguments : commands) {
            CAPTURE(version, arguments);
            const TestLibrary test = library_of_version(version);
            const Ended first = run_program(test, arguments);
            INFO(first.output);
            const std::string said = "is of version " + std::to_string(version);
            const bool tells = first.output.find(said) != std::string::npos;
            CHECK(tells == (is_older(version) && arguments[0] != "reindex"));
            check_migrated(test, version);
            CHECK(run_program(test, arguments).output.find(said) == std::string::npos);
        }
    }
}

TEST_CASE("an older library goes on growing: roles, removals, searches and marks are kept") {
    for (const std::uint32_t version : kVersions) {
        CAPTURE(version);
        const TestLibrary test = library_of_version(version);
        const Ended added = run_program(test, {"add", test.file("new.csv")});
        CHECK(added.status == 0);
        CHECK(quotes(test).size() == lines_of(fixture(version, ".quotes")).size() + 1);
        CHECK(test.texts("\"manual\"").size() == 1);
        CHECK(test.texts("\"battery\"").empty());  // taken out by the older program
        CHECK(run_program(test, {"search", "--saved", "slowness"}).status == 0);
        const Ended speakers = run_program(test, {"speakers"});
        CHECK_THAT(speakers.output, Contains("Lee        interviewer  as given"));
        // What was taken out stays out though it is read again.
        test.write("reviews.csv",
                   "id,text\nreview-0003,The battery lasts an hour.\nreview-0009,It hums.\n");
        CHECK(run_program(test, {"add", test.file("reviews.csv")}).status <= 1);
        CHECK(test.texts("\"hums\"").size() == 1);
        CHECK(run_program(test, {"check"}).status == 0);
    }
}

TEST_CASE("a kill while a library is brought up to date leaves the old one or the new") {
    for (const std::uint32_t version : kVersions)
        for (const char* point : {"reindex-begun", "reindex-built", "reindex-switched"}) {
            CAPTURE(version, point);
            const TestLibrary test = library_of_version(version);
            const char* command = is_older(version) ? "check" : "reindex";
            CHECK(run_program(test, {command}, point).killed);
            const std::uint32_t now = require(version_of(test.library()));
            CHECK(now == (point == std::string("reindex-switched") ? kSchemaVersion : version));
            // The index is of the version that the library says.
            CHECK(require(version_of(test.library() / "index")) == now);
            CHECK(Library::open(test.library(), Access::read).has_value() ==
                  (now == kSchemaVersion));
            CHECK(run_program(test, {"sync", "--no-meaning"}, "", 0, 0, true).status == 2);
            CHECK(run_program(test, {"check"}).status == 0);
            check_migrated(test, version);
        }
}

TEST_CASE("an older library stays as it is where the disk is full") {
    for (const std::uint32_t version : kVersions) {
        if (!is_older(version)) continue;
        for (const std::uint64_t bytes : {1u, 100u, 10u << 10}) {
            CAPTURE(version, bytes);
            const TestLibrary test = library_of_version(version);
            const Ended ended = run_program(test, {"reindex"}, "", 0, bytes);
            CHECK(ended.status == 2);
            CHECK_THAT(ended.output, Contains("make room"));
            CHECK(require(version_of(test.library())) == version);
            CHECK(run_program(test, {"check"}).status == 0);
            check_migrated(test, version);
        }
    }
}
