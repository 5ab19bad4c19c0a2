#pragma once

#include <filesystem>
#include <string>
#include <system_error>

#include "engine/result.h"
#include "engine/schema.h"

// The files of a library's directory beside the two stores.
namespace verbatim {

inline constexpr const char* kVersionFile = "VERSION";

Error unavailable(const std::filesystem::path& path, const std::error_code& why);

// Whether the directory is a library of this version, or, for its store alone, of one back to
// kOldestStore; fails with not_found or version otherwise.
Result<void> check_version(const std::filesystem::path& directory,
                           std::uint32_t oldest = kSchemaVersion);
Result<void> write_version(const std::filesystem::path& directory);

std::string index_name(unsigned number);  // "index.1"
// A number that no index of the directory has.
unsigned next_index_number(const std::filesystem::path& directory);
// Takes out what a creation that was killed left. False if there is anything else.
bool clear_unfinished(const std::filesystem::path& directory);
// The number of the index in use.
Result<unsigned> index_number(const std::filesystem::path& directory);
// Swaps the link to the index in use, atomically and durably.
Result<void> point_index_at(const std::filesystem::path& directory, const std::string& name);
// Takes away indexes that are not in use: left by a reindex that was killed.
Result<void> remove_old_indexes(const std::filesystem::path& directory);

}  // namespace verbatim
