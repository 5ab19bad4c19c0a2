#include "engine/library_backup.h"

#include <fstream>

#include "engine/library_files.h"
#include "tests/library_fixture.h"

using namespace verbatim;

namespace fs = std::filesystem;

namespace {

TestLibrary three_reviews() {
    return library_of({"The export takes far too long.", "Support never answered my mail.",
                       "I could not justify the cost."});
}

std::vector<std::string> texts_in(const fs::path& library, std::string_view query) {
    auto opened = require(Library::open(library, Access::read));
    std::vector<std::string> texts;
    for (const Quote& quote : require(opened.search(query_of(query))).quotes)
        texts.push_back(quote.text);
    return texts;
}

void check_whole(const fs::path& library) {
    auto opened = require(Library::open(library, Access::write));
    const CheckReport report = require(opened.check({}));
    CHECK(report.faults.empty());
    CHECK_FALSE(report.unfinished);
}

fs::path backup_of(const TestLibrary& test) {
    return test.directory.path() / "backup";
}

bool shares_tables(const fs::path& library) {
    for (const auto& file : fs::directory_iterator(library / "store"))
        if (file.path().extension() == ".sst" && file.hard_link_count() > 1) return true;
    return false;
}

Result<fs::path> restored_at(const fs::path& backup, const fs::path& directory,
                             bool replace = false) {
    return restore(backup, directory, replace, {}, {});
}

void set_version(const fs::path& library, std::uint32_t version) {
    require_done(write_version(library, version));
}

}  // namespace

TEST_CASE("a backup answers as its library did, and stays as it is") {
    const TestLibrary test = three_reviews();
    const auto before = test.texts("export");
    const Backup backup = require(back_up(test.library(), backup_of(test)));
    CHECK_FALSE(backup.without_index);
    CHECK(backup.bytes > 0);
    CHECK(shares_tables(backup_of(test)));
    test.write("more.csv", "id,text\nreview-number-2000,The export lost a row.\n");
    test.add({"more.csv"});
    CHECK(test.texts("export").size() == 2);
    CHECK(texts_in(backup_of(test), "export") == before);
    check_whole(backup_of(test));
    check_whole(test.library());
}

TEST_CASE("a backup beside a writer has what was acknowledged") {
    const TestLibrary test = three_reviews();
    const auto before = test.texts("cost");
    {
        const Library writing = test.open(Access::write);
        CHECK(require(back_up(test.library(), backup_of(test))).without_index);
    }
    const auto opened = Library::open(backup_of(test), Access::read);
    REQUIRE_FALSE(opened);
    CHECK(opened.error().hint == "run `verbatim reindex`: nothing need be read again");
    const fs::path restored = test.directory.path() / "restored";
    CHECK(require(restored_at(backup_of(test), restored)).empty());
    CHECK(texts_in(restored, "cost") == before);
    check_whole(restored);
}

TEST_CASE("a library whose index is lost can be backed up") {
    const TestLibrary test = three_reviews();
    fs::remove(test.library() / "index");
    CHECK(require(back_up(test.library(), backup_of(test))).without_index);
    require(restored_at(backup_of(test), test.library(), true));
    CHECK(test.texts("export").size() == 1);
}

TEST_CASE("a backup of a damaged store says what is damaged") {
    const TestLibrary test = three_reviews();
    std::ofstream(test.library() / "store" / "CURRENT") << "nonsense\n";
    const auto backup = back_up(test.library(), backup_of(test));
    REQUIRE_FALSE(backup);
    CHECK(backup.error().code == ErrorCode::damaged);
    CHECK_FALSE(fs::exists(backup_of(test)));
}

TEST_CASE("a library of an older version is backed up as such, and restored as of this one") {
    const TestLibrary test = three_reviews();
    set_version(test.library(), kOldestStore);
    require(back_up(test.library(), backup_of(test)));
    CHECK(require(version_of(backup_of(test))) == kOldestStore);
    const fs::path restored = test.directory.path() / "restored";
    require(restored_at(backup_of(test), restored));
    CHECK(require(version_of(restored)) == kSchemaVersion);
    CHECK(texts_in(restored, "support").size() == 1);
}

TEST_CASE("restoring renames the library that is there, if it is told to") {
    const TestLibrary test = three_reviews();
    require(back_up(test.library(), backup_of(test)));
    test.write("more.csv", "id,text\nreview-number-2000,The export lost a row.\n");
    test.add({"more.csv"});
    const auto refused = restored_at(backup_of(test), test.library());
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message == test.library().string() + " holds a library");
    CHECK(test.texts("export").size() == 2);

    const fs::path aside = require(restored_at(backup_of(test), test.library(), true));
    CHECK(aside == test.library().string() + ".before-restore");
    CHECK(texts_in(aside, "export").size() == 2);
    CHECK(test.texts("export").size() == 1);
    const fs::path again = require(restored_at(backup_of(test), test.library(), true));
    CHECK(again == test.library().string() + ".before-restore-2");
    check_whole(test.library());
}

// The user's library lies where scripts/models puts the models.
TEST_CASE("restoring leaves the models where they are") {
    const TestLibrary test = three_reviews();
    require(back_up(test.library(), backup_of(test)));
    const fs::path model = test.library() / "models" / "encoder.vbm";
    const auto put_model = [&] {
        fs::create_directories(model.parent_path());
        std::ofstream(model) << "weights";
    };
    put_model();
    require(restored_at(backup_of(test), test.library(), true));
    CHECK(fs::file_size(model) == 7);
    check_whole(test.library());

    fs::remove_all(test.library());
    put_model();
    CHECK(require(restored_at(backup_of(test), test.library())).empty());
    CHECK(fs::file_size(model) == 7);
    CHECK(test.texts("support").size() == 1);
    CHECK_FALSE(fs::exists(test.library().string() + ".unfinished"));
    check_whole(test.library());
}

TEST_CASE("a library that is written is not put aside") {
    const TestLibrary test = three_reviews();
    require(back_up(test.library(), backup_of(test)));
    const Library writing = test.open(Access::write);
    const auto refused = restored_at(backup_of(test), test.library(), true);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::locked);
    CHECK(test.texts("export").size() == 1);
}

TEST_CASE("a backup goes to a directory that is new or empty, apart from the library") {
    const TestLibrary test = three_reviews();
    const auto error_of = [&](const fs::path& directory) {
        const auto backup = back_up(test.library(), directory);
        REQUIRE_FALSE(backup);
        return backup.error().message;
    };
    const std::string library = test.library();
    const fs::path inside = test.library() / "copies" / "1";
    CHECK(error_of(inside) == inside.string() + " and " + library + " lie in one another");
    const std::string around = test.directory.path();
    CHECK(error_of(around) == around + " and " + library + " lie in one another");
    const fs::path used = test.directory.path() / "used";
    fs::create_directory(used);
    std::ofstream(used / "index.html") << "mine";
    CHECK(error_of(used) == used.string() + " is not empty");
    CHECK(fs::exists(used / "index.html"));
    require(back_up(test.library(), backup_of(test) / ""));
    CHECK(error_of(backup_of(test)) == backup_of(test).string() + " holds a library");
    check_whole(backup_of(test));
}

TEST_CASE("what is in the way where a copy is built stays") {
    const TestLibrary test = three_reviews();
    const fs::path staging = backup_of(test).string() + ".unfinished";
    fs::create_directories(staging / "store");
    CHECK_FALSE(back_up(test.library(), backup_of(test)));
    CHECK(fs::exists(staging / "store"));
    fs::remove_all(staging);

    fs::create_directories(staging / "store.tmp");  // as a killed backup leaves it
    std::ofstream(staging / "lock") << "";
    require(back_up(test.library(), backup_of(test)));
    CHECK_FALSE(fs::exists(staging));
}

TEST_CASE("two backups to one place are one after the other") {
    const TestLibrary test = three_reviews();
    const fs::path staging = backup_of(test).string() + ".unfinished";
    {
        const auto first = require(claim_directory(staging));
        std::ofstream(staging / "VERSION.new") << "begun";
        const auto second = back_up(test.library(), backup_of(test));
        REQUIRE_FALSE(second);
        CHECK(second.error().code == ErrorCode::locked);
        CHECK(fs::exists(staging / "VERSION.new"));
    }
    require(back_up(test.library(), backup_of(test)));
    check_whole(backup_of(test));
}

TEST_CASE("a write-protected backup becomes a library that can be written") {
    const TestLibrary test = three_reviews();
    require(back_up(test.library(), backup_of(test)));
    for (const auto& file : fs::recursive_directory_iterator(backup_of(test)))
        if (file.is_regular_file()) fs::permissions(file.path(), fs::perms::owner_read);
    require(restored_at(backup_of(test), test.library(), true));
    for (const auto& file : fs::recursive_directory_iterator(test.library()))
        if (file.is_regular_file() && file.path().extension() != ".sst")
            CHECK((file.status().permissions() & fs::perms::owner_write) != fs::perms::none);
    check_whole(test.library());
}

TEST_CASE("a library in use is no backup to restore from") {
    const TestLibrary test = three_reviews();
    const Library writing = test.open(Access::write);
    const auto restored = restored_at(test.library(), test.directory.path() / "restored");
    REQUIRE_FALSE(restored);
    CHECK(restored.error().code == ErrorCode::locked);
}

TEST_CASE("a kill while a backup is made or restored leaves nothing half") {
    const TestLibrary test = three_reviews();
    const std::string backup = backup_of(test);
    CHECK(run_program(test, {"backup", backup}, "backup-copied").killed);
    CHECK_FALSE(version_of(backup));
    CHECK(run_program(test, {"backup", backup}).status == 0);
    check_whole(backup);
    check_whole(backup + ".interrupted");

    CHECK(run_program(test, {"restore", "--replace", backup}, "restore-copied").killed);
    CHECK(test.texts("export").size() == 1);
    test.write("more.csv", "id,text\nreview-number-2000,The export lost a row.\n");
    test.add({"more.csv"});
    CHECK(run_program(test, {"restore", "--replace", backup}, "restore-switched").killed);
    CHECK(test.texts("export").size() == 1);
    const fs::path before = test.library().string() + ".unfinished";
    CHECK(texts_in(before, "export").size() == 2);
    const auto refused = restored_at(before, test.library(), true);
    REQUIRE_FALSE(refused);
    CHECK(texts_in(before, "export").size() == 2);
    CHECK(run_program(test, {"restore", "--replace", backup}).status == 0);
    check_whole(test.library());
    CHECK(texts_in(test.library().string() + ".interrupted-2", "export").size() == 2);
}
