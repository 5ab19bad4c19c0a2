#pragma once

#include <rocksdb/db.h>
#include <rocksdb/write_batch.h>

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/store.h"

// What the parts of Store share; not for users of the engine.
namespace verbatim {

enum Family : std::size_t {
    kDefault,
    kSources,
    kConversations,
    kHolders,
    kCodes,
    kRejects,
    kDirty,
    kFamilies
};
inline constexpr std::array<const char*, kFamilies> kFamilyNames = {
    "default", "sources", "conversations", "holders", "codes", "rejects", "dirty"};

Error error_of(const rocksdb::Status& status, const std::string& what);

struct StoreBatch::State {
    rocksdb::WriteBatch batch;
};

struct Store::State {
    std::filesystem::path directory;
    Access access = Access::read;
    std::unique_ptr<rocksdb::DB> database;
    std::vector<rocksdb::ColumnFamilyHandle*> families;
    bool failed = false;        // a write has: nothing more is written, the next opening recovers
    std::uint64_t written = 0;  // bytes
    bool merges = false;        // tables, meanwhile

    State() = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State();

    // Visits the records of a family whose keys begin with `prefix`.
    using Visit = std::function<Result<void>(std::string_view key, std::string_view value)>;
    Result<void> each(Family family, const std::string& prefix, const Visit& visit) const;
    Result<std::optional<std::string>> find(Family family, const std::string& key) const;
    Result<void> flush();  // what lies in memory, into tables
    // So many bytes more were written: of who writes much, tables are merged meanwhile.
    void merge_meanwhile(std::uint64_t bytes);
    Result<void> write_unlogged(rocksdb::WriteBatch& batch);  // durable after flush()
    // A decoding error, with the record's place before it.
    Error at(const char* family, std::string_view key, const Error& error) const;
};

}  // namespace verbatim
