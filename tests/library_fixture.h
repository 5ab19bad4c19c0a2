#pragma once

#include <catch2/catch.hpp>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "engine/library.h"
#include "indexer/ingest.h"

// A real library in a temporary directory, and files to put into it.
namespace verbatim {

class TemporaryDirectory {
public:
    TemporaryDirectory();
    ~TemporaryDirectory();
    TemporaryDirectory(const TemporaryDirectory&) = delete;
    TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

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

}  // namespace verbatim
