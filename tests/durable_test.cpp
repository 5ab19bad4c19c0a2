#include "engine/durable.h"

#include "tests/library_fixture.h"

using namespace verbatim;

namespace fs = std::filesystem;

TEST_CASE("a file is replaced whole, whatever a killed writer left beside it") {
    const TemporaryDirectory directory;
    const fs::path file = directory.path() / "VERSION", other = directory.path() / "other";
    require_done(replace_file(file, "one\n"));
    CHECK(require(read_file(file)) == "one\n");
    require_done(replace_file(other, "untouched"));
    fs::create_symlink(other, directory.path() / "VERSION.new");
    require_done(replace_file(file, "two"));
    CHECK(require(read_file(file)) == "two");
    CHECK(require(read_file(other)) == "untouched");
    CHECK_FALSE(fs::exists(directory.path() / "VERSION.new"));
}

TEST_CASE("a file that cannot be replaced stays as it was") {
    const TemporaryDirectory directory;
    const fs::path file = directory.path() / "kept";
    require_done(replace_file(file, "before"));
    fs::create_directories(directory.path() / "kept.new" / "in the way");
    const auto replaced = replace_file(file, "after");
    REQUIRE_FALSE(replaced);
    CHECK(replaced.error().message.find("kept.new") != std::string::npos);
    CHECK(require(read_file(file)) == "before");
    CHECK_FALSE(replace_file(directory.path() / "nowhere" / "file", "text"));
}
