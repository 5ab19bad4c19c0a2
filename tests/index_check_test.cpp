#include <xapian.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "engine/lens_set.h"
#include "engine/library_version.h"
#include "engine/schema.h"
#include "engine/terms.h"
#include "indexer/lenses/own.h"
#include "indexer/rescore.h"
#include "tests/ingest_fixture.h"

// What check and show say of an index whose files are not as they were written.
using namespace verbatim;
using Catch::Matchers::Contains;
namespace fs = std::filesystem;

namespace {

// Puts other bytes of the same size for what is found in the file, at least once.
void replace(const fs::path& path, const std::string& before, const std::string& after) {
    std::string bytes;
    {
        std::ifstream file(path, std::ios::binary);
        bytes.assign(std::istreambuf_iterator<char>(file), {});
    }
    REQUIRE(before.size() == after.size());
    REQUIRE(bytes.find(before) != std::string::npos);
    for (std::size_t at = 0; (at = bytes.find(before, at)) != std::string::npos; ++at)
        bytes.replace(at, before.size(), after);
    std::ofstream(path, std::ios::binary) << bytes;
}

TestLibrary library_of_reviews() {
    TestLibrary test;
    test.write("reviews.csv", kReviews);
    test.add();
    REQUIRE(test.faults().empty());
    return test;
}

// Another value for the one that the first document has in the slot.
void put_value(const TestLibrary& test, std::uint32_t slot, const std::string& value) {
    const auto tail = fs::canonical(test.library() / "index").string();
    Xapian::WritableDatabase database(tail, Xapian::DB_OPEN);
    const auto first = database.valuestream_begin(slot);
    REQUIRE(first != database.valuestream_end(slot));
    const Xapian::docid number = first.get_docid();
    Xapian::Document document = database.get_document(number);
    document.add_value(slot, value);
    database.replace_document(number, document);
    database.commit();
}

}  // namespace

TEST_CASE("check finds a word that verbatims are not found by any more") {
    const TestLibrary test = library_of_reviews();
    replace(test.library() / "index" / "postlist.glass", "setup", "setuq");
    const auto faults = test.faults();
    REQUIRE(faults.size() == 1);
    CHECK_THAT(faults.front(), Contains("index") && Contains("is damaged"));
    {
        Library library = test.open(Access::write);
        require_done(library.reindex({}));
    }
    CHECK(test.faults().empty());
    CHECK(test.texts("setup").size() == 1);
}

TEST_CASE("check finds a value that is not what the verbatim shows") {
    const TestLibrary test = library_of_reviews();
    const auto quotes = test.search("invoices").quotes;
    REQUIRE(quotes.size() == 1);
    const Id conversation = quotes.front().citation.conversation;
    replace(test.library() / "index" / "postlist.glass", sortable_id(conversation),
            sortable_id(conversation ^ 1));
    CHECK(test.faults().size() == 1);
}

TEST_CASE("check finds a verbatim that is found as newer than it is") {
    const TestLibrary test = library_of_reviews();
    put_value(test, kSinceSlot, sortable(7));
    const auto faults = test.faults();
    REQUIRE_FALSE(faults.empty());
    CHECK_THAT(faults.front(), Contains("not as old") && Contains("reindex"));
}

TEST_CASE("check finds another probability of one of the library's own lenses") {
    const TestLibrary test = library_of_reviews();
    {
        Library library = test.open(Access::write);
        require_done(
            make_lens(library, {"invoicing", "About invoices.", "cues", "invoices\n", {}}));
        require(rescore(library, 1, {}));
    }
    REQUIRE(test.texts("lens:invoicing").size() == 1);
    REQUIRE(test.faults().empty());
    put_value(test, kFirstOwnLensSlot + 1, sortable_probability(0.25f));
    CHECK(test.faults().size() == 1);
}

TEST_CASE("of an index whose table cannot be opened no quote is said to be unknown") {
    const TestLibrary test = library_of_reviews();
    const std::string id = test.ids("invoices").front();
    const fs::path table = test.library() / "index" / "postlist.glass";
    fs::remove(table);
    fs::create_symlink(table.filename(), table);  // a loop, as an error of the disk
    const Ended shown = run_program(test, {"show", id});
    CHECK(shown.status == 2);
    CHECK_THAT(shown.output,
               Contains("postlist.glass") && Contains("symbolic") && Contains("reindex"));
}

TEST_CASE("a version that cannot be read is not said to be damaged") {
    const TestLibrary test = library_of_reviews();
    fs::remove(test.library() / "VERSION");
    fs::create_directory(test.library() / "VERSION");
    const auto opened = Library::open(test.library(), Access::read);
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == ErrorCode::unavailable);
    CHECK_THAT(opened.error().message, Contains("Is a directory"));
}

TEST_CASE("a store that cannot be looked for is not said to be missing") {
    const TestLibrary test = library_of_reviews();
    const fs::path current = test.library() / "store" / "CURRENT";
    fs::remove(current);
    fs::create_symlink(current.filename(), current);  // a loop, as an error of the disk
    for (const char* command : {"add", "status", "check"}) {
        const Ended ended =
            run_program(test, command == std::string_view("add")
                                  ? std::vector<std::string>{command, test.file("").string()}
                                  : std::vector<std::string>{command});
        CHECK(ended.status == 2);
        CHECK_THAT(ended.output, Contains("CURRENT") && Contains("symbolic") &&
                                     Contains("permissions") && !Contains("restore"));
    }
    const Ended found = run_program(test, {"search", "invoices"});
    CHECK(found.status == 0);
    CHECK_THAT(found.output, Contains("invoices") && Contains("The store cannot be read") &&
                                 Contains("permissions") && !Contains("restore"));
    fs::remove(test.library() / "VERSION");
    const auto version = version_of(test.library());
    REQUIRE_FALSE(version);
    CHECK(version.error().code == ErrorCode::unavailable);
}
