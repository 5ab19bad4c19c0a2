#include "engine/store.h"

#include <rocksdb/cache.h>
#include <rocksdb/db.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/options.h>
#include <rocksdb/slice_transform.h>
#include <rocksdb/table.h>
#include <rocksdb/write_batch.h>

#include <array>

#include "engine/big_endian.h"

namespace verbatim {

namespace {

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
constexpr std::array<const char*, kFamilies> kFamilyNames = {
    "default", "sources", "conversations", "holders", "codes", "rejects", "dirty"};

std::string place_key(std::uint32_t source, std::uint32_t ordinal) {
    return big_endian(source) + big_endian(ordinal);
}

Error error_of(const rocksdb::Status& status, const std::string& what) {
    if (status.IsCorruption())
        return {ErrorCode::damaged, what + ": " + status.ToString(),
                "restore the library from a backup"};
    if (status.IsNotFound()) return {ErrorCode::not_found, what + " is not in the store", ""};
    if (status.IsNoSpace())
        return {ErrorCode::unavailable, what + ": the disk is full",
                "make room and run the same command again: nothing that was committed is lost"};
    return {ErrorCode::unavailable, what + ": " + status.ToString(),
            "check the disk and the permissions of the library, then run the same command again"};
}

rocksdb::Options database_options(Access access) {
    rocksdb::Options options;
    options.create_if_missing = access == Access::write;
    options.create_missing_column_families = access == Access::write;
    options.max_total_wal_size = 64u << 20;
    options.max_open_files = 256;
    options.keep_log_file_num = 2;
    options.max_background_jobs = 2;
    options.info_log_level = rocksdb::WARN_LEVEL;
    options.write_buffer_size = 32u << 20;
    return options;
}

rocksdb::ColumnFamilyOptions family_options(Family family,
                                            const std::shared_ptr<rocksdb::Cache>& cache) {
    rocksdb::ColumnFamilyOptions options;
    rocksdb::BlockBasedTableOptions table;
    table.block_cache = cache;
    table.block_size = 16u << 10;
    table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
    options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
    options.compression = rocksdb::kLZ4Compression;
    if (family == kConversations) options.bottommost_compression = rocksdb::kZSTD;
    options.write_buffer_size = family == kConversations ? 32u << 20 : 8u << 20;
    return options;
}

}  // namespace

struct StoreBatch::State {
    rocksdb::WriteBatch batch;
};

StoreBatch::StoreBatch() : state_(std::make_unique<State>()) {}
StoreBatch::~StoreBatch() = default;
StoreBatch::StoreBatch(StoreBatch&&) noexcept = default;
StoreBatch& StoreBatch::operator=(StoreBatch&&) noexcept = default;
std::size_t StoreBatch::bytes() const {
    return state_->batch.GetDataSize();
}

struct Store::State {
    std::filesystem::path directory;
    Access access = Access::read;
    std::unique_ptr<rocksdb::DB> database;
    std::vector<rocksdb::ColumnFamilyHandle*> families;

    ~State() {
        for (auto* family : families) database->DestroyColumnFamilyHandle(family);
        if (database) database->Close().PermitUncheckedError();
    }

    // Visits the records of a family whose keys begin with `prefix`.
    Result<void> each(
        Family family, const std::string& prefix,
        const std::function<Result<void>(std::string_view, std::string_view)>& visit) const {
        const std::unique_ptr<rocksdb::Iterator> it(database->NewIterator({}, families[family]));
        for (it->Seek(prefix); it->Valid() && it->key().starts_with(prefix); it->Next()) {
            const auto visited = visit(it->key().ToStringView(), it->value().ToStringView());
            if (!visited) return visited.error();
        }
        if (!it->status().ok()) return error_of(it->status(), directory.string());
        return {};
    }

    Result<std::optional<std::string>> find(Family family, const std::string& key) const {
        std::string value;
        const auto status = database->Get({}, families[family], key, &value);
        if (status.IsNotFound()) return std::optional<std::string>();
        if (!status.ok()) return error_of(status, directory.string());
        return std::optional(std::move(value));
    }

    // A decoding error, with the record's place before it.
    Error at(const char* family, std::string_view key, const Error& error) const {
        std::string hex;
        for (const char c : key) {
            constexpr char kHex[] = "0123456789abcdef";
            hex += kHex[static_cast<unsigned char>(c) >> 4];
            hex += kHex[static_cast<unsigned char>(c) & 15];
        }
        return {error.code, directory.string() + ": " + family + " " + hex + ": " + error.message,
                error.hint};
    }
};

Store::Store(std::unique_ptr<State> state) : state_(std::move(state)) {}
Store::~Store() = default;
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;

Result<Store> Store::open(const std::filesystem::path& directory, Access access) {
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

Result<std::vector<StoredSource>> Store::sources() const {
    std::vector<StoredSource> sources;
    const auto walked = state_->each(kSources, "", [&](auto key, auto value) -> Result<void> {
        auto source = decode_source(value);
        if (!source) return state_->at("sources", key, source.error());
        sources.push_back(*std::move(source));
        return {};
    });
    if (!walked) return walked.error();
    return sources;
}

Result<Conversation> Store::conversation(std::uint32_t source, std::uint32_t ordinal) const {
    const auto key = place_key(source, ordinal);
    const auto value = state_->find(kConversations, key);
    if (!value) return value.error();
    if (!*value)
        return Error{ErrorCode::not_found, "the conversation is no longer in the store", ""};
    auto conversation = decode_conversation(**value);
    if (!conversation) return state_->at("conversations", key, conversation.error());
    return conversation;
}

Result<std::vector<Place>> Store::places(Id conversation) const {
    const auto key = big_endian(conversation);
    const auto value = state_->find(kHolders, key);
    if (!value) return value.error();
    if (!*value) return std::vector<Place>();
    auto places = decode_places(**value);
    if (!places) return state_->at("holders", key, places.error());
    return places;
}

Result<StoredCodes> Store::codes(std::uint32_t source, std::uint32_t ordinal) const {
    const auto key = place_key(source, ordinal);
    const auto value = state_->find(kCodes, key);
    if (!value) return value.error();
    if (!*value) return StoredCodes();
    auto codes = decode_codes(**value);
    if (!codes) return state_->at("codes", key, codes.error());
    return codes;
}

Result<std::vector<StoredReject>> Store::rejects(std::uint32_t source) const {
    std::vector<StoredReject> rejects;
    const auto walked =
        state_->each(kRejects, big_endian(source), [&](auto key, auto value) -> Result<void> {
            auto reject = decode_reject(value);
            if (!reject) return state_->at("rejects", key, reject.error());
            rejects.push_back(*std::move(reject));
            return {};
        });
    if (!walked) return walked.error();
    return rejects;
}

Result<std::vector<Id>> Store::dirty() const {
    std::vector<Id> ids;
    const auto walked = state_->each(kDirty, "", [&](auto key, auto) -> Result<void> {
        if (key.size() == sizeof(Id)) ids.push_back(from_big_endian<Id>(key));
        return {};
    });
    if (!walked) return walked.error();
    return ids;
}

Result<std::optional<std::string>> Store::setting(std::string_view key) const {
    return state_->find(kDefault, std::string(key));
}

Result<std::vector<std::pair<std::string, std::string>>> Store::settings(
    std::string_view prefix) const {
    std::vector<std::pair<std::string, std::string>> found;
    const auto walked =
        state_->each(kDefault, std::string(prefix), [&](auto key, auto value) -> Result<void> {
            found.emplace_back(key.substr(prefix.size()), value);
            return {};
        });
    if (!walked) return walked.error();
    return found;
}

Result<void> Store::each_conversation(std::uint32_t source, const VisitConversation& visit) const {
    return state_->each(
        kConversations, big_endian(source), [&](auto key, auto value) -> Result<void> {
            auto conversation = decode_conversation(value);
            if (!conversation || key.size() != 8)
                return state_->at("conversations", key,
                                  conversation
                                      ? Error{ErrorCode::damaged, "the key is malformed", ""}
                                      : conversation.error());
            return visit(from_big_endian<std::uint32_t>(key.substr(4)), *std::move(conversation));
        });
}

Result<void> Store::each_holders(const VisitHolders& visit) const {
    return state_->each(kHolders, "", [&](auto key, auto value) -> Result<void> {
        const auto places = decode_places(value);
        if (!places || key.size() != sizeof(Id))
            return state_->at(
                "holders", key,
                places ? Error{ErrorCode::damaged, "the key is malformed", ""} : places.error());
        return visit(from_big_endian<Id>(key), *places);
    });
}

// WriteBatch::Put and Delete fail only for keys above 4 GiB.
namespace {
void put_record(rocksdb::WriteBatch& batch, rocksdb::ColumnFamilyHandle* family,
                const std::string& key, std::string_view value) {
    batch.Put(family, key, value).PermitUncheckedError();
}
void erase_record(rocksdb::WriteBatch& batch, rocksdb::ColumnFamilyHandle* family,
                  const std::string& key) {
    batch.Delete(family, key).PermitUncheckedError();
}
}  // namespace

void Store::put(StoreBatch& batch, const StoredSource& source) const {
    put_record(batch.state_->batch, state_->families[kSources], big_endian(source.source.id),
               encode(source));
}

void Store::put(StoreBatch& batch, std::uint32_t source, std::uint32_t ordinal,
                const Conversation& conversation) const {
    put_record(batch.state_->batch, state_->families[kConversations], place_key(source, ordinal),
               encode(conversation));
}

void Store::put_places(StoreBatch& batch, Id conversation, const std::vector<Place>& places) const {
    const auto key = big_endian(conversation);
    if (places.empty())
        erase_record(batch.state_->batch, state_->families[kHolders], key);
    else
        put_record(batch.state_->batch, state_->families[kHolders], key, encode(places));
}

void Store::put_codes(StoreBatch& batch, std::uint32_t source, std::uint32_t ordinal,
                      const StoredCodes& codes) const {
    put_record(batch.state_->batch, state_->families[kCodes], place_key(source, ordinal),
               encode(codes));
}

void Store::put_reject(StoreBatch& batch, std::uint32_t source, std::uint32_t number,
                       const StoredReject& reject) const {
    put_record(batch.state_->batch, state_->families[kRejects], place_key(source, number),
               encode(reject));
}

void Store::put_dirty(StoreBatch& batch, Id conversation) const {
    put_record(batch.state_->batch, state_->families[kDirty], big_endian(conversation), "");
}

void Store::put_setting(StoreBatch& batch, std::string_view key, std::string_view value) const {
    put_record(batch.state_->batch, state_->families[kDefault], std::string(key), value);
}

void Store::erase_setting(StoreBatch& batch, std::string_view key) const {
    erase_record(batch.state_->batch, state_->families[kDefault], std::string(key));
}

void Store::erase_conversation(StoreBatch& batch, std::uint32_t source,
                               std::uint32_t ordinal) const {
    for (const Family family : {kConversations, kCodes})
        erase_record(batch.state_->batch, state_->families[family], place_key(source, ordinal));
}

void Store::erase_source(StoreBatch& batch, std::uint32_t source) const {
    auto& writes = batch.state_->batch;
    const auto begin = big_endian(source);
    const auto end = big_endian(source + 1);
    for (const Family family : {kConversations, kCodes, kRejects})
        writes.DeleteRange(state_->families[family], begin, end).PermitUncheckedError();
    erase_record(writes, state_->families[kSources], begin);
}

void Store::erase_dirty(StoreBatch& batch, Id conversation) const {
    erase_record(batch.state_->batch, state_->families[kDirty], big_endian(conversation));
}

Result<void> Store::write(StoreBatch& batch) {
    rocksdb::WriteOptions options;
    options.sync = true;
    const auto status = state_->database->Write(options, &batch.state_->batch);
    batch.state_->batch.Clear();
    if (!status.ok()) return error_of(status, state_->directory.string());
    return {};
}

Result<void> Store::flush() {
    const auto status = state_->database->Flush(rocksdb::FlushOptions(), state_->families);
    if (!status.ok()) return error_of(status, state_->directory.string());
    return {};
}

Result<std::uint64_t> Store::bytes_on_disk() const {
    std::uint64_t bytes = 0;
    std::error_code failed;
    for (const auto& entry : std::filesystem::directory_iterator(state_->directory, failed)) {
        const auto size = entry.file_size(failed);
        if (!failed) bytes += size;
    }
    return bytes;
}

}  // namespace verbatim
