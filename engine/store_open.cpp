#include <rocksdb/cache.h>
#include <rocksdb/env.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/options.h>
#include <rocksdb/table.h>

#include <cstdarg>

#include "engine/store_seal.h"
#include "engine/store_state.h"

namespace verbatim {

namespace {

// What RocksDB would write about itself into the library. Its own log file aborts the program when
// it is written to again after a write has failed, as on a full disk.
class NoLog : public rocksdb::Logger {
public:
    using rocksdb::Logger::Logv;
    void Logv(const char*, va_list) override {}
};

rocksdb::Options database_options(Access access) {
    rocksdb::Options options;
    options.create_if_missing = access == Access::write;
    options.create_missing_column_families = access == Access::write;
    options.max_total_wal_size = 64u << 20;
    // Opening neither makes tables of a short log nor reads those that are there.
    options.avoid_flush_during_recovery = true;
    options.skip_stats_update_on_db_open = true;
    options.max_open_files = 256;
    options.max_file_opening_threads = 1;
    options.max_background_jobs = 2;
    // Recovery in the background would go on writing to a full disk; the next opening recovers.
    options.max_bgerror_resume_count = 0;
    options.info_log = std::make_shared<NoLog>();
    options.write_buffer_size = 32u << 20;
    return options;
}

constexpr int kLevel = 5;
constexpr std::uint32_t kDictionary = 256u << 10;

rocksdb::ColumnFamilyOptions family_options(Family family,
                                            const std::shared_ptr<rocksdb::Cache>& cache) {
    rocksdb::ColumnFamilyOptions options;
    rocksdb::BlockBasedTableOptions table;
    table.block_cache = cache;
    table.block_size = (family == kConversations ? 32u : 16u) << 10;
    table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
    options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
    // What is said again and again is kept once a file, beside what compresses it.
    options.compression = rocksdb::kZSTD;
    options.compression_opts.level = kLevel;
    if (family == kConversations) options.compression_opts.max_dict_bytes = kDictionary;
    options.write_buffer_size = family == kConversations ? 32u << 20 : 8u << 20;
    options.disable_auto_compactions = true;  // see store_tables.cpp
    return options;
}

}  // namespace

Error error_of(const rocksdb::Status& status, const std::string& what) {
    if (status.IsCorruption())
        return {ErrorCode::damaged, what + ": " + status.ToString(),
                "restore the library from a backup"};
    if (status.IsNotFound()) return {ErrorCode::not_found, what + " is not in the store", ""};
    if (status.IsNoSpace())
        return {ErrorCode::unavailable, what + ": the disk is full", std::string(kMakeRoom)};
    return {ErrorCode::unavailable, what + ": " + status.ToString(),
            "check the disk and the permissions of the library, then run the same command again"};
}

Store::State::~State() {
    for (auto* family : families) database->DestroyColumnFamilyHandle(family);
    if (!database) return;
    const bool is_closed = database->Close().ok();
    // Unsealed, a log is as safe as after a kill; a destructor has nobody to tell.
    if (is_closed && access == Access::write && !failed) (void)seal_logs(directory).has_value();
}

Result<void> Store::State::each(Family family, const std::string& prefix,
                                const Visit& visit) const {
    const std::unique_ptr<rocksdb::Iterator> it(database->NewIterator({}, families[family]));
    for (it->Seek(prefix); it->Valid() && it->key().starts_with(prefix); it->Next()) {
        const auto visited = visit(it->key().ToStringView(), it->value().ToStringView());
        if (!visited) return visited.error();
    }
    if (!it->status().ok()) return error_of(it->status(), directory.string());
    return {};
}

Result<std::optional<std::string>> Store::State::find(Family family, const std::string& key) const {
    std::string value;
    const auto status = database->Get({}, families[family], key, &value);
    if (status.IsNotFound()) return std::optional<std::string>();
    if (!status.ok()) return error_of(status, directory.string());
    return std::optional(std::move(value));
}

Result<void> Store::State::flush() {
    if (failed)
        return Error{ErrorCode::unavailable, directory.string() + ": a write has failed",
                     "run the same command again"};
    const auto status = database->Flush(rocksdb::FlushOptions(), families);
    return status.ok() ? Result<void>() : error_of(status, directory.string());
}

Error Store::State::at(const char* family, std::string_view key, const Error& error) const {
    std::string hex;
    for (const char c : key) {
        constexpr char kHex[] = "0123456789abcdef";
        hex += kHex[static_cast<unsigned char>(c) >> 4];
        hex += kHex[static_cast<unsigned char>(c) & 15];
    }
    return {error.code, directory.string() + ": " + family + " " + hex + ": " + error.message,
            error.hint};
}

Result<Store> Store::open(const std::filesystem::path& directory, Access access) {
    if (auto checked = check_seal(directory); !checked) return checked.error();
    auto state = std::make_unique<State>();
    state->directory = directory;
    state->access = access;
    const auto cache = rocksdb::NewLRUCache(16u << 20);
    std::vector<rocksdb::ColumnFamilyDescriptor> descriptors;
    for (std::size_t i = 0; i < kFamilies; ++i)
        descriptors.emplace_back(kFamilyNames[i], family_options(static_cast<Family>(i), cache));
    const auto options = database_options(access);
    rocksdb::DB* database = nullptr;
    const auto status =
        access == Access::write
            ? rocksdb::DB::Open(options, directory, descriptors, &state->families, &database)
            : rocksdb::DB::OpenForReadOnly(options, directory, descriptors, &state->families,
                                           &database);
    if (!status.ok()) return error_of(status, directory.string());
    state->database.reset(database);
    return Store(std::move(state));
}

}  // namespace verbatim
