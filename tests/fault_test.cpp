#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "tests/library_fixture.h"

using namespace verbatim;

namespace {

std::string many_reviews(int count) {
    std::string csv = "id,text\n";
    for (int i = 0; i < count; ++i)
        csv += "review-number-" + std::to_string(i) + ",Number " + std::to_string(i * 7919) +
               " of my reports never arrived and support does not care about it.\n";
    return csv;
}

// Adds in a child whose files may not grow beyond the limit, as on a full disk; 1: add failed with
// an error.
int add_with_file_limit(const TestLibrary& test, rlim_t bytes) {
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{bytes, bytes};
        setrlimit(RLIMIT_FSIZE, &limit);
        auto library = Library::open(test.library(), Access::write);
        if (!library) _exit(1);
        AddRequest request;
        request.paths = {test.file("big.csv")};
        const auto report = verbatim::add(*library, request, {});
        _exit(report ? 0 : report.error().message.empty() ? 2 : 1);
    }
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    REQUIRE(WIFEXITED(status));
    return WEXITSTATUS(status);
}

}  // namespace

TEST_CASE("a disk that is full ends in an error and a whole library") {
    TestLibrary test;
    test.write("small.csv", "id,text\nreview-number-x,The price of this tool is too high.\n");
    test.add();
    test.write("big.csv", many_reviews(20000));
    for (const rlim_t bytes : {64u << 10, 256u << 10, 1u << 20}) {
        CAPTURE(bytes);
        CHECK(add_with_file_limit(test, bytes) == 1);
        { const Library recovered = test.open(Access::write); }
        CHECK(test.faults().empty());
        CHECK(test.texts("price").size() == 1);
        CHECK(test.texts("reports").empty());
    }
    CHECK(test.add().totals.indexed == 20000);
    CHECK(test.faults().empty());
}
