#include <filesystem>

#include "tests/ingest_fixture.h"

using namespace verbatim;
namespace fs = std::filesystem;

TEST_CASE("a corrected role changes what is quoted, now and after the file changes") {
    TestLibrary test;
    test.write(
        "call.txt",
        "Sam: The onboarding was confusing for my team.\nKim: I see, tell me more about it.\n"
        "Sam: Nobody understood the second screen.\nKim: Let me note that.\n");
    test.add();
    const auto quoted = [&] { return test.texts("onboarding").size(); };
    {
        Library library = test.open(Access::write);
        CHECK(require(correct_role(library, "Sam", Role::agent, "")) == 1);
    }
    CHECK(quoted() == 0);
    {
        Library library = test.open(Access::write);
        CHECK(require(correct_role(library, "sam", Role::customer, "")) == 1);
        CHECK_FALSE(correct_role(library, "Nobody", Role::customer, ""));
    }
    CHECK(quoted() == 1);
    test.write(
        "call.txt",
        "Sam: The onboarding was confusing for my whole team.\nKim: I see, tell me more about it.\n"
        "Sam: Nobody understood the second screen.\nKim: Let me note that.\n");
    test.sync();
    CHECK(quoted() == 1);
    CHECK(test.faults().empty());
}

TEST_CASE("a role corrected for one source stays when it moves") {
    TestLibrary test;
    const std::string call =
        "Sam: The onboarding was confusing for my team.\nKim: I see, tell me more about it.\n"
        "Sam: Nobody understood the second screen.\nKim: Let me note that.\n";
    test.write("a.txt", call);
    test.add();
    {
        Library library = test.open(Access::write);
        require(correct_role(library, "Sam", Role::customer, test.file("a.txt")));
    }
    CHECK(test.texts("onboarding").size() == 1);
    fs::rename(test.file("a.txt"), test.file("b.txt"));
    test.sync();
    test.write("b.txt", call + "Sam: And nobody ever answered our mails.\n");
    test.sync();
    CHECK(test.texts("onboarding").size() == 1);
}

TEST_CASE("a corrected speaker decides the others, as if the file were read anew") {
    TestLibrary test;
    test.write("call.txt",
               "Sam: The onboarding was confusing for my team.\nKim: I see how that went for you.\n"
               "Sam: Nobody understood the second screen.\nKim: That is a note for me to take.\n");
    test.add();
    {
        Library library = test.open(Access::write);
        require(correct_role(library, "Kim", Role::interviewer, ""));
    }
    CHECK(test.texts("onboarding").size() == 1);
    {
        Library library = test.open(Access::write);
        require(correct_role(library, "Kim", Role::customer, ""));
        require(correct_role(library, "Sam", Role::interviewer, ""));
    }
    CHECK(test.texts("onboarding").empty());
    CHECK(test.texts("note").size() == 1);
    CHECK(test.faults().empty());
}
