#include <algorithm>

#include "engine/store_state.h"

// When tables are merged. Left to itself, RocksDB begins with each opening what takes longer than a
// command that writes little, which then shares its processors with what it breaks off at its end.

namespace verbatim {

namespace {

// With so many bytes to write, a command lasts long enough to merge tables meanwhile.
constexpr std::uint64_t kMuch = 16u << 20;
// So few tables are not worth merging.
constexpr std::size_t kFewTables = 4;
// So many bytes of tables are merged at most: about a second.
constexpr std::uint64_t kMostBytes = 32u << 20;

// The newest tables of a family, up to one that is no larger than twice those before it: so a
// record is merged about as often as what was written since the last large addition doubles.
std::vector<std::string> small_tables(const rocksdb::ColumnFamilyMetaData& family) {
    const auto& tables = family.levels.front().files;  // the newest first
    std::uint64_t bytes = 0;
    std::size_t count = 0;
    for (std::size_t i = 0; i < tables.size() && bytes + tables[i].size <= kMostBytes; ++i) {
        if (tables[i].being_compacted) break;
        if (tables[i].size <= 2 * bytes) count = i + 1;
        bytes += tables[i].size;
    }
    std::vector<std::string> small;
    for (std::size_t i = 0; i < count; ++i) small.push_back(tables[i].name);
    return small;
}

}  // namespace

void Store::State::merge_meanwhile(std::uint64_t bytes) {
    written += bytes;
    // A failure costs time, not data.
    if (!merges && written >= kMuch) merges = database->EnableAutoCompaction(families).ok();
}

Result<void> Store::merge_tables() {
    if (state_->failed) return {};
    rocksdb::CompactionOptions options;
    options.compression = rocksdb::kDisableCompressionOption;  // as the family has it
    options.output_file_size_limit = kMostBytes;  // what is kept in memory for its dictionary, too
    for (rocksdb::ColumnFamilyHandle* family : state_->families) {
        rocksdb::ColumnFamilyMetaData tables;
        state_->database->GetColumnFamilyMetaData(family, &tables);
        const auto small = small_tables(tables);
        if (small.size() < kFewTables) continue;
        if (const auto status = state_->database->CompactFiles(options, family, small, 0);
            !status.ok())
            return error_of(status, state_->directory.string());
    }
    return {};
}

}  // namespace verbatim
