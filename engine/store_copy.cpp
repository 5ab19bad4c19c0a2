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

Result<void> write_unlogged(rocksdb::DB& database, rocksdb::WriteBatch& batch,
                            const std::string& what) {
    rocksdb::WriteOptions options;
    options.disableWAL = true;  // what is flushed at the end is durable
    const auto status = database.Write(options, &batch);
    batch.Clear();
    return status.ok() ? Result<void>() : error_of(status, what);
}

}  // namespace

Result<void> Store::copy_to(const std::filesystem::path& directory) const {
    if (state_->access == Access::write) return link_tables(*state_->database, directory);
    auto copy = Store::open(directory, Access::write);
    if (!copy) return copy.error();
    rocksdb::DB& database = *copy->state_->database;
    rocksdb::WriteBatch batch;
    for (std::size_t family = 0; family < kFamilies; ++family) {
        const auto walked = state_->each(
            static_cast<Family>(family), "",
            [&](std::string_view key, std::string_view value) -> Result<void> {
                batch.Put(copy->state_->families[family], key, value).PermitUncheckedError();
                if (batch.GetDataSize() < kBatchBytes) return {};
                return write_unlogged(database, batch, directory.string());
            });
        if (!walked) return walked;
    }
    if (auto written = write_unlogged(database, batch, directory.string()); !written)
        return written;
    return copy->state_->flush();
}

}  // namespace verbatim
