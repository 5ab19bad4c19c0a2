#include <cstdlib>

#include "engine/library_version.h"
#include "tests/library_fixture.h"
#include "tests/variable.h"

// What people are told where the disk is at fault. tests/cli/libraries.t has the rest.
using namespace verbatim;
using Catch::Matchers::Contains;

namespace {

TestLibrary library_of_one_talk() {
    TestLibrary test;
    test.write("call.txt",
               "Kim: What went wrong?\nSam: The parcel came late. Nobody called me at all.\n"
               "Kim: And then?\nSam: I cancelled the order.\nKim: Why?\n");
    test.write("reviews.csv", "id,text\nreview-number-x,The parcel was too small.\n");
    REQUIRE(run_program(test, {"add", "--role", "Sam=customer", test.file("")}).status == 0);
    return test;
}

}  // namespace

TEST_CASE("a library on a read-only file system is searched, and why it is not written is told") {
    const TestLibrary test = library_of_one_talk();
    const std::string id = test.ids("cancelled").at(0);
    const auto run = [&](const std::vector<std::string>& arguments) {
        return run_program(test, arguments, "", 0, 0, true);
    };
    const auto reads = std::vector<std::vector<std::string>>{
        {"search", "parcel"},    {"show", id}, {"status"},           {"speakers"}, {"lenses"},
        {"status", "--rejects"}, {"check"},    {"sync", "--dry-run"}};
    for (const auto& arguments : reads) {
        CAPTURE(arguments);
        const Ended ended = run(arguments);
        INFO(ended.output);
        CHECK(ended.status == 0);
    }
    const auto writes = std::vector<std::vector<std::string>>{{"add", test.file("")},
                                                              {"sync"},
                                                              {"remove", id},
                                                              {"reindex"},
                                                              {"speakers", "--set", "Sam=agent"}};
    for (const auto& arguments : writes) {
        CAPTURE(arguments);
        const Ended ended = run(arguments);
        CHECK(ended.status == 2);
        CHECK_THAT(ended.output,
                   Contains(test.library().string() +
                            " cannot be written: it lies on a read-only file system"));
        CHECK_THAT(ended.output, Contains("verbatim backup DIR"));
    }
    const std::string copy = test.directory.path() / "copy";
    CHECK(run({"backup", copy}).status == 0);
    require_done(require(Library::open_store(copy)).reindex({}));
    Library opened = require(Library::open(copy, Access::read));
    CHECK(require(opened.check({})).faults.empty());
}

TEST_CASE("a full disk is told as that, with what to do, and the library stays whole") {
    const TestLibrary test = library_of_one_talk();
    std::string csv = "id,text\n";
    for (int i = 0; i < 4000; ++i)
        csv += "r" + std::to_string(i) + ",Report " + std::to_string(i * 7919) + " came late.\n";
    test.write("big.csv", csv);
    const auto commands = std::vector<std::vector<std::string>>{
        {"add", test.file("big.csv")},
        {"reindex"},
        {"backup", test.directory.path() / "copy"},
        {"lens", "new", "parcels", "--cues", test.file("cues.txt")}};
    test.write("cues.txt", "parcel\n");
    for (const auto& arguments : commands)
        for (const std::uint64_t bytes : {1u, 1u << 10, 20u << 10, 200u << 10}) {
            const Ended ended = run_program(test, arguments, "", 0, bytes);
            if (ended.status == 0) continue;  // it needed no more
            CAPTURE(arguments, bytes, ended.output);
            CHECK(ended.status == 2);
            CHECK_THAT(ended.output, Contains("disk is full") || Contains("No space left"));
            CHECK_THAT(ended.output, Contains("make room"));
            CHECK(test.texts("\"parcel\"").size() == 2);
            CHECK(run_program(test, {"check"}).status == 0);
        }
}

// Xapian flushes all the time here, and some of these writes fail in the midst of it.
TEST_CASE("a disk that is full while shards are written is told as that") {
    const Variable shard("VERBATIM_SHARD", "400"), flush("XAPIAN_FLUSH_THRESHOLD", "5");
    // Where a second write fails while Xapian unwinds, the program ends at once, with its threads.
    const char* const told = std::getenv("TSAN_OPTIONS");
    const Variable threads("TSAN_OPTIONS",
                           std::string(told == nullptr ? "" : told) + " report_thread_leaks=0");
    const TestLibrary test = library_of_one_talk();
    std::string csv = "id,text\n";
    for (int i = 0; i < 1000; ++i)
        csv += "r" + std::to_string(i) + ",Report " + std::to_string(i * 7919) + " came late.\n";
    test.write("big.csv", csv);
    for (std::uint64_t bytes = 400u << 10; bytes < 4u << 20; bytes += 331u << 10) {
        const Ended ended = run_program(test, {"add", test.file("big.csv")}, "", 0, bytes);
        if (ended.status == 0) break;  // it needed no more
        CAPTURE(bytes, ended.output);
        CHECK(ended.status == 2);
        CHECK_THAT(ended.output, Contains("disk is full") || Contains("No space left"));
        CHECK_THAT(ended.output, Contains("make room"));
        CHECK(run_program(test, {"check"}).status == 0);
    }
}
