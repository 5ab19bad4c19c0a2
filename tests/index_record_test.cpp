#include <xapian.h>

#include <filesystem>

#include "engine/schema.h"
#include "tests/library_fixture.h"
#include "tests/variable.h"

// What an index keeps of what people said beside the documents that show it.
using namespace verbatim;
using Catch::Matchers::Contains;

namespace {

Xapian::Database tail_of(const TestLibrary& test) {
    return Xapian::Database(std::filesystem::canonical(test.library() / "index").string());
}

std::string talk(const std::string& speaker, const std::string& said) {
    return "Kim: What went wrong with it?\n" + speaker + ": " + said + "\nKim: And then?\n" +
           speaker + ": Nothing else happened on that day at all.\n";
}

// Forty people who say the same of the thing, each a little differently, and one who says much.
void write_talks(const TestLibrary& test, const std::string& thing) {
    for (int i = 0; i < 40; ++i) {
        const std::string number = std::to_string(i);
        test.write("talk-" + number + ".txt",
                   talk("Guest" + number, "The " + thing +
                                              " lost every report that I had made. Nobody from "
                                              "support ever called me back about it. In the end we "
                                              "moved all our projects to plain spreadsheet " +
                                              number + "."));
        test.write("other-" + number + ".txt",
                   talk("Bartholomew",
                        "My uncle in Wexford swears by the purple abacus, model " + number + "."));
    }
    test.add();
}

std::string dictionary_in(const TestLibrary& test) {
    return tail_of(test).get_metadata("dictionary");
}

}  // namespace

TEST_CASE("what many people say is kept once, what one says many times is not") {
    const Variable shard("VERBATIM_SHARD", "200");
    const TestLibrary test;
    write_talks(test, "planner");
    const std::string dictionary = dictionary_in(test);
    CHECK(dictionary.find("lost every report") != std::string::npos);
    CHECK(dictionary.find("abacus") == std::string::npos);
    CHECK(dictionary.find("Bartholomew") == std::string::npos);
    CHECK(dictionary.find("went wrong with") == std::string::npos);  // Kim asks everybody
    CHECK(test.faults().empty());
    CHECK(test.texts("\"purple abacus\"").size() == 1);  // the others say the same
}

TEST_CASE("libraries that keep different things once are searched together") {
    const Variable shard("VERBATIM_SHARD", "200");
    const TestLibrary one, other;
    write_talks(one, "planner");
    write_talks(other, "calendar");
    REQUIRE_FALSE(dictionary_in(one).empty());
    REQUIRE_FALSE(dictionary_in(other).empty());
    REQUIRE(dictionary_in(one) != dictionary_in(other));
    REQUIRE(run_program(one, {"index", "add", other.library()}).status == 0);
    for (const char* const thing : {"planner", "calendar"}) {
        const auto texts = one.texts(std::string("report ") + thing);
        REQUIRE_FALSE(texts.empty());
        CHECK(texts.front() == std::string("The ") + thing + " lost every report that I had made.");
    }
}

TEST_CASE("where what is kept once is damaged no quote is shown, until the index is built anew") {
    const Variable shard("VERBATIM_SHARD", "200");
    const TestLibrary test;
    write_talks(test, "planner");
    {
        Xapian::WritableDatabase tail(std::filesystem::canonical(test.library() / "index").string(),
                                      Xapian::DB_OPEN);
        std::string dictionary = tail.get_metadata("dictionary");
        dictionary[dictionary.size() / 2] ^= 1;
        tail.set_metadata("dictionary", dictionary);
        tail.commit();
    }
    const Ended searched = run_program(test, {"search", "report"});
    CHECK(searched.status == 2);
    CHECK_THAT(searched.output, Contains("damaged") && Contains("reindex"));
    CHECK_FALSE(test.faults().empty());
    require_done(test.open(Access::write).reindex({}));
    CHECK(test.faults().empty());
    CHECK_FALSE(test.texts("report").empty());
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
