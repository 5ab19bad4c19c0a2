#include <xapian.h>

#include <filesystem>

#include "engine/schema.h"
#include "tests/library_fixture.h"
#include "tests/variable.h"

// What an index keeps of what people said beside the documents that show it.
using namespace verbatim;

namespace {

Xapian::Database tail_of(const TestLibrary& test) {
    return Xapian::Database(std::filesystem::canonical(test.library() / "index").string());
}

std::string talk(const std::string& speaker, const std::string& said) {
    return "Kim: What went wrong with it?\n" + speaker + ": " + said + "\nKim: And then?\n" +
           speaker + ": Nothing else happened on that day at all.\n";
}

}  // namespace

TEST_CASE("what many people say is kept once, what one says many times is not") {
    const Variable shard("VERBATIM_SHARD", "200");
    TestLibrary test;
    for (int i = 0; i < 40; ++i) {
        const std::string number = std::to_string(i);
        test.write(
            "talk-" + number + ".txt",
            talk(
                "Guest" + number,
                "The planner lost every report that I had made. Nobody from support ever called me "
                "back about it. In the end we moved all our projects to plain spreadsheet " +
                    number + "."));
        test.write("other-" + number + ".txt",
                   talk("Bartholomew",
                        "My uncle in Wexford swears by the purple abacus, model " + number + "."));
    }
    test.add();
    const std::string dictionary = tail_of(test).get_metadata("dictionary");
    CHECK(dictionary.find("lost every report") != std::string::npos);
    CHECK(dictionary.find("abacus") == std::string::npos);
    CHECK(dictionary.find("Bartholomew") == std::string::npos);
    CHECK(dictionary.find("went wrong with") == std::string::npos);  // Kim asks everybody
    CHECK(test.faults().empty());
    CHECK(test.texts("\"purple abacus\"").size() == 1);  // the others say the same
}

TEST_CASE("of what is taken out nothing stays as the least or the greatest value") {
    TestLibrary test;
    for (int i = 0; i < 12; ++i)
        test.write("talk-" + std::to_string(i) + ".txt",
                   talk("Zoe" + std::to_string(i), "Report " + std::to_string(i) + " was late."));
    test.add();
    const auto bounds = [&] {
        const Xapian::Database tail = tail_of(test);
        std::string all;
        for (std::uint32_t slot = 0; slot < kFirstLensSlot; ++slot)
            all += tail.get_value_lower_bound(slot) + tail.get_value_upper_bound(slot);
        return all;
    };
    CHECK(bounds().find("Zoe9") != std::string::npos);
    for (int left = 12; left > 1; --left) {
        const std::string number = std::to_string(left - 1);
        REQUIRE(run_program(test, {"remove", test.file("talk-" + number + ".txt")}).status == 0);
        CHECK(bounds().find("Zoe" + number) == std::string::npos);
        CHECK(bounds().find("Report " + number) == std::string::npos);
    }
    CHECK(test.texts("report").size() == 1);
    CHECK(run_program(test, {"check"}).status == 0);
}
