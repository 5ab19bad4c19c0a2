#include "benchmarks/process.h"

#include <catch2/catch.hpp>
#include <csignal>
#include <filesystem>
#include <fstream>

using namespace verbatim;
using namespace verbatim::bench;

TEST_CASE("a program is run to its end and measured") {
    const Result<Ran> ran = run({"sh", "-c", "echo unseen; exit 7"});
    REQUIRE(ran);
    CHECK(ran->status == 7);
    CHECK(ran->seconds > 0);
    CHECK(ran->peak_bytes > 100'000);
    REQUIRE(run({"sh", "-c", "kill -9 $$"}));
    CHECK(run({"sh", "-c", "kill -9 $$"})->status == 128 + SIGKILL);
    CHECK_FALSE(run({"/nowhere/to/be/found"}));
}

TEST_CASE("work in a child gives its text, its error or its crash") {
    const std::string large(1'000'000, 'x');
    const Result<Worked> worked = in_child([&]() -> Result<std::string> { return large; });
    REQUIRE(worked);
    CHECK(worked->text == large);

    const Result<Worked> failed = in_child([]() -> Result<std::string> {
        return Error{ErrorCode::locked, "held by another", ""};
    });
    REQUIRE_FALSE(failed);
    CHECK(failed.error().message == "held by another");

    const Result<Worked> killed = in_child([]() -> Result<std::string> {
        std::raise(SIGKILL);
        return std::string();
    });
    REQUIRE_FALSE(killed);
    CHECK(killed.error().message == "the child ended with status 137");
}

TEST_CASE("a child's memory is its own") {
    const auto peak_with = [](std::size_t bytes) {
        const Result<Worked> worked = in_child([&]() -> Result<std::string> {
            const std::string much(bytes, 'x');
            return much.substr(bytes - 1);
        });
        REQUIRE(worked);
        return worked->peak_bytes;
    };
    CHECK(peak_with(64u << 20) > peak_with(1) + (48u << 20));
}

TEST_CASE("bytes on the disk are those of all files below") {
    std::string name = (std::filesystem::temp_directory_path() / "verbatim-disk-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()));
    std::filesystem::create_directories(name + "/a/b");
    std::ofstream(name + "/a/b/file") << std::string(10'000, 'x');
    const std::uint64_t bytes = disk_bytes(name);
    std::filesystem::remove_all(name);
    CHECK(bytes >= 10'000);
    CHECK(bytes < 100'000);
    CHECK(disk_bytes(name) == 0);
}
