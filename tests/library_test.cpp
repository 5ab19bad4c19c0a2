#include "engine/library.h"

#include <sys/stat.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <fstream>
#include <optional>
#include <thread>

#include "engine/library_lock.h"
#include "engine/meaning/models.h"
#include "engine/writer.h"
#include "indexer/decode.h"
#include "tests/library_fixture.h"
#include "tests/variable.h"

using namespace verbatim;
namespace fs = std::filesystem;

TEST_CASE("a library is a directory that only its owner can enter") {
    const TestLibrary test;
    struct stat status {};
    REQUIRE(stat(test.library().c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0700);
    CHECK_FALSE(Library::create(test.library()));
}

TEST_CASE("what is no library is told apart from one of another version") {
    TestLibrary test;
    const auto missing = Library::open(test.directory.path() / "nowhere", Access::read);
    REQUIRE_FALSE(missing);
    CHECK(missing.error().code == ErrorCode::not_found);
    std::ofstream(test.library() / "VERSION") << "verbatim library 99\n";
    const auto newer = Library::open(test.library(), Access::read);
    REQUIRE_FALSE(newer);
    CHECK(newer.error().code == ErrorCode::version);
    CHECK(newer.error().message.find("99") != std::string::npos);
}

TEST_CASE("a second writer is told who holds the lock") {
    const TestLibrary test;
    const Library first = test.open(Access::write);
    const auto second = Library::open(test.library(), Access::write);
    REQUIRE_FALSE(second);
    CHECK(second.error().code == ErrorCode::locked);
    CHECK(second.error().message.find(std::to_string(getpid())) != std::string::npos);
    const Library reader = test.open();
}

TEST_CASE("a writer waits for one that is soon done") {
    const TestLibrary test;
    const auto file = test.library() / "lock";
    auto first = std::make_optional(require(LibraryLock::take(file)));
    std::atomic<bool> waits = false;
    std::string holder;
    Result<LibraryLock> second = Error{};
    std::thread waiting([&] {
        second = LibraryLock::take(file, {kAsLongAsItTakes, [&](const std::string& who) {
                                              holder = who;
                                              waits = true;
                                              waits.notify_one();
                                          }});
    });
    waits.wait(false);
    first.reset();
    waiting.join();
    CHECK(second);
    CHECK(holder.find(std::to_string(getpid())) != std::string::npos);
    CHECK(LibraryLock::take(file).error().code == ErrorCode::locked);
}

TEST_CASE("who waited for a library that was replaced gets the lock of the new one") {
    const TestLibrary test;
    const auto file = test.library() / "lock", aside = test.library() / "lock.aside";
    auto first = std::make_optional(require(LibraryLock::take(file)));
    std::atomic<bool> waits = false;
    Result<LibraryLock> second = Error{};
    std::thread waiting([&] {
        second = LibraryLock::take(file, {kAsLongAsItTakes, [&](const std::string&) {
                                              waits = true;
                                              waits.notify_one();
                                          }});
    });
    waits.wait(false);
    std::filesystem::rename(file, aside);
    first.reset();
    waiting.join();
    CHECK(second);
    CHECK(LibraryLock::take(aside));
    CHECK(LibraryLock::take(file).error().code == ErrorCode::locked);
}

TEST_CASE("readers search while a writer adds, removes and reindexes") {
    TestLibrary test;
    const auto csv = [](int round) {
        std::string text = "id,text\n";
        for (int i = 0; i < 30; ++i)
            text += "review-number-" + std::to_string(i) + ",The sync of round " +
                    std::to_string(round) + " failed on device " + std::to_string(i * 37) +
                    " again.\n";
        return text;
    };
    test.write("a.csv", csv(0));
    test.add();
    std::atomic<bool> done = false;
    std::atomic<int> answers = 0, errors = 0, wrong = 0;
    std::string error;
    // Catch2 is no thread's but the main one's.
    const Query query = query_of("sync failed");
    std::thread reader([&] {
        auto library = Library::open(test.library(), Access::read);
        while (!done || answers == 0) {
            auto answer = library->search(query);
            if (!answer) {
                ++errors;
                error = answer.error().message;
                library = Library::open(test.library(), Access::read);
                continue;
            }
            ++answers;
            for (const Quote& quote : answer->quotes)
                if (quote.text.find("The sync of round") != 0 || quote.citation.source.empty())
                    ++wrong;
        }
    });
    for (int round = 1; round <= 6; ++round) {
        test.write("a.csv", csv(round));
        test.sync();
        Library library = test.open(Access::write);
        require_done(library.reindex({}));
    }
    done = true;
    reader.join();
    INFO(error);
    CHECK(errors == 0);
    CHECK(wrong == 0);
    CHECK(answers > 0);
    CHECK(test.faults().empty());
}

TEST_CASE("check finds an index that does not hold what the store holds") {
    TestLibrary test;
    test.write("a.csv",
               "id,text\nreview-number-1,The price is too high for us.\nreview-number-2,Support "
               "was quick to answer me.\n");
    test.add();
    fs::copy(test.library() / "index.1", test.directory.path() / "old-index",
             fs::copy_options::recursive);
    test.write("b.csv", "id,text\nreview-number-3,The export is missing for accountants.\n");
    test.add();
    CHECK(test.faults().empty());
    fs::remove_all(test.library() / "index.1");
    fs::rename(test.directory.path() / "old-index", test.library() / "index.1");
    Library library = test.open();
    CHECK(require(library.check({})).faults.size() == 2);
    {
        Library writer = test.open(Access::write);
        require_done(writer.reindex({}));
    }
    CHECK(test.faults().empty());
}

TEST_CASE("check reads unchanged sources again and says which it could not") {
    TestLibrary test;
    test.write("a.csv", "id,text\nreview-number-1,The price is too high for us.\n");
    test.write("b.csv", "id,text\nreview-number-2,The price is too low for us.\n");
    test.add();
    test.write("b.csv", "id,text\nreview-number-2,Changed since it was read.\n");
    Library library = test.open();
    const CheckReport report = require(check(library, {}));
    CHECK(report.faults.empty());
    CHECK(report.sources_verified == 1);
    CHECK(report.sources_unverified == 1);
    CHECK(report.verbatims == 2);
}

TEST_CASE("check says what to do about a file that an earlier version read otherwise") {
    TestLibrary test;
    test.write("a.csv",
               "id,text\nr1,None\nr2,The price is too high for us.\nr3,It hums at night.\n");
    test.add();
    // As if the version that read it had taken a row for a review that this one does not.
    test.write("a.csv", "id,text\nr1,\nr2,The price is too high for us.\nr3,It hums at night.\n");
    {
        Library library = test.open(Access::write);
        Source source = require(library.sources()).front();
        Input input = require(Input::open(source.path));
        source.sha256 = input.finish();
        source.size = input.bytes_read();
        Writer writer(library);
        require_done(writer.update_source(source));
        require_done(writer.commit());
    }
    CHECK(test.faults() ==
          std::vector<std::string>{
              test.file("a.csv").string() +
              ": 1 of 3 conversations is stored otherwise than this version of Verbatim reads it "
              "(row 2): take it, or the archive that it lies in, out with "
              "`verbatim remove` and add that path again, with the options that it had"});
    {
        Library library = test.open(Access::write);
        REQUIRE(library.remove(test.file("a.csv").string(), false));
    }
    test.add({"a.csv"});
    CHECK(test.faults().empty());
    CHECK(test.texts("").size() == 2);
}

TEST_CASE("status adds up") {
    TestLibrary test;
    test.write(
        "a.csv",
        "id,text\nreview-number-1,The price is too high for us.\nreview-number-2,\nbad row\n");
    test.add();
    Library library = test.open();
    const Status status = require(library.status());
    CHECK(status.sources == 1);
    CHECK(status.conversations == 1);
    CHECK(status.verbatims == 1);
    CHECK(status.customer_verbatims == 1);
    CHECK(status.counts.records() == 3);
    CHECK(status.counts.rejected == 1);
    CHECK(status.verbatims_by_kind == std::map<std::string, std::uint64_t>{{"review", 1}});
    CHECK(status.rejects_by_reason.size() == 1);
    CHECK(status.text_bytes == std::string("The price is too high for us.").size());
    CHECK(status.index_bytes > 0);
}

TEST_CASE("speakers are listed with how their roles were decided") {
    TestLibrary test;
    test.write("call.txt",
               "Interviewer: How is it?\nDana: Too slow for us.\nInterviewer: Why?\nDana: The "
               "server, I guess.\n");
    test.add();
    Library library = test.open();
    const auto rows = require(library.speakers());
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].name == "Dana");
    CHECK(rows[0].role == Role::customer);
    CHECK_FALSE(rows[0].reason.empty());
    CHECK(rows[1].role == Role::interviewer);
    CHECK(rows[1].utterances == 2);
}

namespace {

std::uint64_t bytes_in_store(const TestLibrary& test, std::string_view extension) {
    std::uint64_t bytes = 0;
    for (const auto& file : fs::directory_iterator(test.library() / "store"))
        if (file.path().extension() == extension) bytes += file.file_size();
    return bytes;
}

std::size_t files_in_store(const TestLibrary& test, std::string_view extension) {
    const auto files = fs::directory_iterator(test.library() / "store");
    return static_cast<std::size_t>(std::count_if(begin(files), end(files), [&](const auto& file) {
        return file.path().extension() == extension;
    }));
}

void flip_a_bit(const fs::path& path, std::uint64_t at) {
    std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
    file.seekg(static_cast<std::streamoff>(at));
    const char byte = static_cast<char>(file.get() ^ 1);
    file.seekp(static_cast<std::streamoff>(at)).put(byte);
}

}  // namespace

TEST_CASE("a flipped bit in the log is no end of the log") {
    const TestLibrary test;
    test.write("a.csv", "text\nThe price went up twice\n");
    test.add();
    test.write("b.csv", "text\nThe price went up again\n");
    test.add();
    fs::path first;
    for (const auto& file : fs::directory_iterator(test.library() / "store"))
        if (file.path().extension() == ".log" && file.file_size() > 0 &&
            (first.empty() || file.path() < first))
            first = file.path();
    REQUIRE_FALSE(first.empty());
    const std::uint64_t size = fs::file_size(first);
    for (const std::uint64_t at : {std::uint64_t{0}, size / 2, size - 1}) {
        flip_a_bit(first, at);
        const auto opened = Library::open(test.library(), Access::write);
        REQUIRE_FALSE(opened);
        CHECK(opened.error().code == ErrorCode::damaged);
        CHECK(opened.error().message.find(first.filename()) != std::string::npos);
        flip_a_bit(first, at);
    }
    CHECK(test.faults().empty());
    CHECK(test.texts("price").size() == 2);
}

TEST_CASE("small changes stay in the log until they are worth tables") {
    const TestLibrary test;
    for (int i = 0; i < 3; ++i) {
        test.write(std::to_string(i) + ".csv",
                   "text\nThe price went up " + std::to_string(i) + "\n");
        test.add();
    }
    CHECK(bytes_in_store(test, ".sst") == 0);
    CHECK(bytes_in_store(test, ".log") > 0);
    CHECK(test.texts("price").size() == 3);
    const std::string id = test.ids("price").front();
    CHECK(print_id(require(test.open().show(id, 1)).quote.id) == id);
    CHECK(test.faults().empty());
    for (int i = 0; i < 40; ++i) test.open(Access::write);
    CHECK(files_in_store(test, ".log") < 20);

    std::string many = "text\n";
    for (int i = 0; many.size() < (2u << 20); ++i)
        many += "The price of number " + std::to_string(i) + " went up.\n";
    test.write("many.csv", many);
    test.add();
    CHECK(bytes_in_store(test, ".sst") > 0);
    CHECK(bytes_in_store(test, ".log") < (1u << 20));
    CHECK(test.faults().empty());
}

TEST_CASE("reindex mends an index that is damaged or missing") {
    TestLibrary test;
    test.write("a.csv", "id,text\nreview-number-1,The price is too high for us.\n");
    test.add();
    const auto rebuilt = [&] {
        Library library = require(Library::open_store(test.library()));
        require_done(library.reindex({}));
        return test.texts("price").size() == 1 && test.faults().empty();
    };
    for (const auto& entry : fs::directory_iterator(test.library() / "index"))
        fs::resize_file(entry.path(), 0);
    CHECK_FALSE(Library::open(test.library(), Access::read));
    CHECK(rebuilt());
    fs::remove_all(fs::canonical(test.library() / "index"));
    CHECK(rebuilt());
    fs::remove(test.library() / "index");
    CHECK(rebuilt());
    fs::remove(test.library() / "index");
    fs::create_directory(test.library() / "index");
    CHECK(rebuilt());
}

// Where the user's library lies, scripts/models may have put the models before.
TEST_CASE("a library is made beside the models, which stay") {
    const TemporaryDirectory directory;
    const auto model = directory.path() / "models" / "encoder.vbm";
    std::filesystem::create_directory(model.parent_path());
    std::ofstream(model) << "weights";
    require_done(Library::create(directory.path()));
    CHECK(std::filesystem::file_size(model) == 7);
    CHECK(Library::open(directory.path(), Access::write));
    CHECK(std::filesystem::file_size(model) == 7);
}

TEST_CASE("a library whose making was killed is made anew") {
    const TemporaryDirectory directory;
    fs::create_directories(directory.path() / "store");
    fs::create_directories(directory.path() / "index.1");
    CHECK_FALSE(Library::create(directory.path()));  // a folder of one's own, called store
    CHECK(fs::exists(directory.path() / "store"));
    std::ofstream(directory.path() / "lock") << "";
    require_done(Library::create(directory.path()));
    require(Library::open(directory.path(), Access::write));
    const TemporaryDirectory other;
    std::ofstream(other.path() / "letter.txt") << "mine";
    CHECK_FALSE(Library::create(other.path()));
    CHECK(fs::exists(other.path() / "letter.txt"));
}

TEST_CASE("the status tells where the models lie, or where they were looked for") {
    const TestLibrary test = library_of({"The lamp flickers at night."});
    const TemporaryDirectory models;
    const Variable chosen("VERBATIM_MODELS", models.path());
    const auto status = [&] { return require(test.open().status()); };
    CHECK(status().models.empty());
    CHECK(status().model_folders == std::vector{models.path().string()});
    const std::string words = (models.path() / kWordsFile).string();
    const std::string encoder = (models.path() / kEncoderFile).string();
    std::ofstream(words) << "of no use";
    CHECK(status().models == std::vector{words});
    std::ofstream(encoder) << "of no use";
    CHECK(status().models == std::vector{encoder, words});
    CHECK(status().no_meaning.find(encoder) != std::string::npos);
}
