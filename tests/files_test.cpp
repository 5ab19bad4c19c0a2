#include "engine/files.h"

#include <algorithm>

#include "engine/durable.h"
#include "tests/library_fixture.h"

using namespace verbatim;

namespace fs = std::filesystem;

TEST_CASE("a file is read whole, or it is said why not") {
    const TemporaryDirectory directory;
    const fs::path file = directory.path() / "file", empty = directory.path() / "empty";
    const std::string bytes = std::string(200'000, 'x') + std::string("\n\0\r\n", 4);
    require_done(replace_file(file, bytes));
    require_done(replace_file(empty, ""));
    CHECK(require(read_file(file)) == bytes);
    CHECK(require(read_file(empty)).empty());
    for (const fs::path& other : {directory.path(), directory.path() / "nowhere"}) {
        const auto done = read_file(other);
        REQUIRE_FALSE(done);
        CHECK(done.error().code == ErrorCode::unavailable);
        CHECK(done.error().message.find(other.string()) != std::string::npos);
    }
}

TEST_CASE("a folder is listed whole, or it is said why not") {
    const TemporaryDirectory directory;
    const fs::path file = directory.path() / "file", folder = directory.path() / "folder";
    require_done(replace_file(file, "text"));
    fs::create_directory(folder);
    std::vector<fs::path> entries = require(entries_of(directory.path()));
    std::ranges::sort(entries);
    CHECK(entries == std::vector<fs::path>{file, folder});
    CHECK(require(entries_of(folder)).empty());
    for (const fs::path& other : {file, directory.path() / "nowhere"}) {
        const auto listed = entries_of(other);
        REQUIRE_FALSE(listed);
        CHECK(listed.error().code == ErrorCode::unavailable);
        CHECK(listed.error().message.find(other.string()) != std::string::npos);
    }
}

TEST_CASE("a file that is not there is no error where it may be missing") {
    const TemporaryDirectory directory;
    const fs::path file = directory.path() / "file";
    CHECK_FALSE(require(read_if_there(file)));
    require_done(replace_file(file, "text"));
    CHECK(require(read_if_there(file)) == "text");
    CHECK_FALSE(read_if_there(directory.path()));
}

TEST_CASE("the bytes below a folder are those of all its files") {
    const TemporaryDirectory directory;
    const fs::path folder = directory.path() / "folder";
    CHECK(require(bytes_below(folder)) == 0);
    fs::create_directories(folder / "within");
    require_done(replace_file(folder / "one", "1"));
    require_done(replace_file(folder / "within" / "two", "22"));
    fs::create_directory_symlink(folder, folder / "within" / "round");
    fs::create_symlink("nowhere", folder / "broken");
    CHECK(require(bytes_below(folder)) == 3);
    CHECK_FALSE(bytes_below(folder / "one"));
}
