#pragma once

#include <filesystem>

#include "engine/result.h"

// RocksDB takes a damaged record of its log for one that was cut off with the power, and drops it
// with all that follows. Of logs that lie there after a store was closed in order, a file tells the
// contents. For store*.cpp.
namespace verbatim {

// Writes the file anew. The store is closed.
Result<void> seal_logs(const std::filesystem::path& store);
// An error if a log that is there has other bytes than it was sealed with. Logs are never written
// to again; that one is missing tells nothing, as RocksDB removes those of which it has made
// tables.
Result<void> check_seal(const std::filesystem::path& store);

}  // namespace verbatim
