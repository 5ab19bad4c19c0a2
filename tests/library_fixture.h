#pragma once

#include <catch2/catch.hpp>

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/library.h"
#include "indexer/ingest.h"

// A real library in a temporary directory, and files to put into it.
namespace verbatim {

class TemporaryDirectory {
public:
    TemporaryDirectory();
    ~TemporaryDirectory();
    TemporaryDirectory(TemporaryDirectory&& other) noexcept
        : path_(std::exchange(other.path_, {})) {}
    TemporaryDirectory& operator=(TemporaryDirectory&&) = delete;

    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

// The value, or a failed test with the error's message.
template <typename T>
T require(Result<T> result) {
    INFO((result ? std::string() : result.error().message));
    REQUIRE(result);
    return *std::move(result);
}
void require_done(const Result<void>& result);

struct TestLibrary {
    TestLibrary();

    std::filesystem::path file(const std::string& name) const {
        return directory.path() / "files" / name;
    }
    std::filesystem::path library() const { return directory.path() / "library"; }
    void write(const std::string& name, std::string_view text) const;
    void erase(const std::string& name) const;

    Library open(Access access = Access::read) const;
    AddReport add(std::vector<std::string> names = {""}, AddRequest request = {}) const;
    AddReport sync() const;
    Answer search(std::string_view text) const;
    Answer search(Query query) const;
    // The texts of the quotes, in their order.
    std::vector<std::string> texts(std::string_view query) const;
    std::vector<std::string> ids(std::string_view query) const;
    // Nothing if the library is whole.
    std::vector<std::string> faults() const;

    TemporaryDirectory directory;
};

Query query_of(std::string_view text);

// A library of one customer's sentence a row.
TestLibrary library_of(const std::vector<std::string>& texts);

// The quote's text with its highlights in brackets.
std::string marked(const Quote& quote);

// Runs the program on the test's library in a process of its own, since RocksDB's threads do not
// survive a fork. `kill_at` names a kill point, `file_limit` bounds the size of each of its files,
// `disk` the bytes that it may write in all before the disk is full (0: no bound), and if
// `read_only` nothing below the library can be changed.
struct Ended {
    int status = -1;      // the exit status, or -1 if a signal ended it
    bool killed = false;  // by SIGKILL
    std::string output;   // of both streams
};
Ended run_program(const TestLibrary& test, const std::vector<std::string>& arguments,
                  const std::string& kill_at = "", std::uint64_t file_limit = 0,
                  std::uint64_t disk = 0, bool read_only = false);

}  // namespace verbatim
