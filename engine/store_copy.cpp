#include <rocksdb/utilities/checkpoint.h>

#include "engine/store_state.h"

namespace verbatim {

namespace {

// Records are written in batches of about so many bytes.
constexpr std::size_t kBatchBytes = 4u << 20;

// The same tables, by hard links where both lie on one file system.
Result<void> link_tables(rocksdb::DB& database, const std::filesystem::path& directory) {
    rocksdb::Checkpoint* made = nullptr;
    const auto status = rocksdb::Checkpoint::Create(&database, &made);
    const std::unique_ptr<rocksdb::Checkpoint> checkpoint(made);
    if (!status.ok()) return error_of(status, directory.string());
    const auto copied = checkpoint->CreateCheckpoint(directory);
    return copied.ok() ? Result<void>() : error_of(copied, directory.string());
}

}  // namespace

Result<void> Store::State::write_unlogged(rocksdb::WriteBatch& batch) {
    rocksdb::WriteOptions options;
    options.disableWAL = true;  // what is flushed at the end is durable
    const std::size_t bytes = batch.GetDataSize();
    const auto status = database->Write(options, &batch);
    batch.Clear();
    if (!status.ok()) return error_of(status, directory.string());
    merge_meanwhile(bytes);
    return {};
}

Result<void> Store::copy_to(const std::filesystem::path& directory) const {
    if (state_->access == Access::write) return link_tables(*state_->database, directory);
    auto copy = Store::open(directory, Access::write);
    if (!copy) return copy.error();
    State& into = *copy->state_;
    rocksdb::WriteBatch batch;
    for (std::size_t family = 0; family < kFamilies; ++family) {
        const auto walked =
            state_->each(static_cast<Family>(family), "",
                         [&](std::string_view key, std::string_view value) -> Result<void> {
                             batch.Put(into.families[family], key, value).PermitUncheckedError();
                             return batch.GetDataSize() < kBatchBytes ? Result<void>()
                                                                      : into.write_unlogged(batch);
                         });
        if (!walked) return walked;
    }
    if (auto written = into.write_unlogged(batch); !written) return written;
    return into.flush();
}

}  // namespace verbatim
