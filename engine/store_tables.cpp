#include <algorithm>

#include "engine/store_state.h"

// When RocksDB merges tables. Left to itself it begins with each opening what takes longer than a
// command that writes little, which then shares its processors with what it breaks off at its end.

namespace verbatim {

namespace {

// Who has written so many bytes takes some seconds.
constexpr std::uint64_t kMuch = 16u << 20;
// So few tables are not worth merging.
constexpr std::size_t kFewTables = 4;

// The newest tables of a family, as long as the next is no larger than twice those before it: so a
// record is merged about as often as what was written since the last large addition doubles.
std::vector<std::string> small_tables(const rocksdb::ColumnFamilyMetaData& family) {
    std::vector<const rocksdb::SstFileMetaData*> tables;
    for (const auto& table : family.levels.front().files) tables.push_back(&table);
    std::ranges::sort(tables, std::greater<>(), [](auto* table) { return table->largest_seqno; });
    std::vector<std::string> small;
    std::uint64_t bytes = 0;
    for (const auto* table : tables) {
        if (!small.empty() && table->size > 2 * bytes) break;
        small.push_back(table->name);
        bytes += table->size;
    }
    return small;
}

}  // namespace

void Store::State::merge_meanwhile(std::uint64_t bytes) {
    written += bytes;
    if (merges || written < kMuch) return;
    merges = true;
    // A failure costs time, not data.
    database->EnableAutoCompaction(families).PermitUncheckedError();
}

Result<void> Store::State::merge_small_tables() {
    if (merges) return {};
    rocksdb::CompactionOptions options;
    options.compression = rocksdb::kDisableCompressionOption;  // as the family has it
    for (rocksdb::ColumnFamilyHandle* family : families) {
        rocksdb::ColumnFamilyMetaData tables;
        database->GetColumnFamilyMetaData(family, &tables);
        const auto small = small_tables(tables);
        if (small.size() < kFewTables) continue;
        if (const auto status = database->CompactFiles(options, family, small, 0); !status.ok())
            return error_of(status, directory.string());
    }
    return {};
}

}  // namespace verbatim
