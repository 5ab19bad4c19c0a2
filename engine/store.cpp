#include "engine/store.h"

#include <rocksdb/db.h>
#include <rocksdb/write_batch.h>

#include <cstdlib>

#include "engine/big_endian.h"
#include "engine/durable.h"
#include "engine/profile.h"
#include "engine/store_state.h"

namespace verbatim {

namespace {

// So long a log is replayed in some milliseconds. Another length for tests.
std::uint64_t most_of_log() {
    constexpr std::uint64_t kBytes = 1u << 20;
    const char* const wanted = std::getenv("VERBATIM_LOG");
    return wanted == nullptr ? kBytes : std::strtoull(wanted, nullptr, 10);
}

constexpr std::size_t kMostLogs = 16;  // each writer leaves one

std::string place_key(std::uint32_t source, std::uint32_t ordinal) {
    return big_endian(source) + big_endian(ordinal);
}

}  // namespace

StoreBatch::StoreBatch() : state_(std::make_unique<State>()) {}
StoreBatch::~StoreBatch() = default;
StoreBatch::StoreBatch(StoreBatch&&) noexcept = default;
StoreBatch& StoreBatch::operator=(StoreBatch&&) noexcept = default;
std::size_t StoreBatch::bytes() const {
    return state_->batch.GetDataSize();
}

Store::Store(std::unique_ptr<State> state) : state_(std::move(state)) {}
Store::~Store() = default;
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;

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

void Store::erase_rejects(StoreBatch& batch, std::uint32_t source) const {
    batch.state_->batch
        .DeleteRange(state_->families[kRejects], big_endian(source), big_endian(source + 1))
        .PermitUncheckedError();
}

void Store::erase_dirty(StoreBatch& batch, Id conversation) const {
    erase_record(batch.state_->batch, state_->families[kDirty], big_endian(conversation));
}

Result<void> Store::write(StoreBatch& batch) {
    if (batch.state_->batch.Count() == 0) return {};
    const StageTimer timing(Stage::store);
    rocksdb::WriteOptions options;
    options.sync = true;
    const std::size_t bytes = batch.bytes();
    const auto status = state_->database->Write(options, &batch.state_->batch);
    batch.state_->batch.Clear();
    state_->failed = state_->failed || !status.ok();
    if (!status.ok()) return error_of(status, state_->directory.string());
    state_->merge_meanwhile(bytes);
    return {};
}

Result<void> Store::compact() {
    rocksdb::CompactRangeOptions options;
    options.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForceOptimized;
    for (rocksdb::ColumnFamilyHandle* family : state_->families)
        if (const auto status = state_->database->CompactRange(options, family, nullptr, nullptr);
            !status.ok())
            return error_of(status, state_->directory.string());
    return {};
}

// RocksDB's list of logs leaves out empty ones.
Result<void> Store::shorten_log() {
    const auto entries = entries_of(state_->directory);
    if (!entries) return entries.error();
    std::uint64_t bytes = 0;
    std::size_t logs = 0;
    for (const std::filesystem::path& entry : *entries) {
        if (entry.extension() != ".log") continue;
        ++logs;
        std::error_code failed;
        const auto size = std::filesystem::file_size(entry, failed);
        if (!failed) bytes += size;
    }
    if (state_->failed || (bytes <= most_of_log() && logs <= kMostLogs)) return {};
    // It lets go of logs as it makes a table: there must be something to make one of.
    const auto status = state_->database->Delete({}, state_->families[kDefault], "");
    return status.ok() ? state_->flush() : error_of(status, state_->directory.string());
}

}  // namespace verbatim
