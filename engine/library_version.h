#pragma once

#include <cstdint>
#include <filesystem>

#include "engine/result.h"
#include "engine/schema.h"

// The file VERSION of a library, and how a library of an older version comes to have this one.
namespace verbatim {

inline constexpr const char* kVersionFile = "VERSION";
inline constexpr const char* kStoreName = "store";

// Whether there is a store, of whatever state.
bool has_store(const std::filesystem::path& directory);
// Where there is none: damaged, or unavailable where a failing disk or a lack of permission hides
// it.
Error missing_store(const std::filesystem::path& directory);

// Whether the directory is a library of this version, or, for its store alone, of one back to
// kOldestStore; fails with not_found, damaged or version otherwise.
Result<void> check_version(const std::filesystem::path& directory,
                           std::uint32_t oldest = kSchemaVersion);
// What it says of itself, whether or not this program can use it. Fails with not_found where there
// is no library, and with damaged where VERSION is lost, which reindex() repairs.
Result<std::uint32_t> version_of(const std::filesystem::path& directory);
// Whether its store is read, but not its index.
bool is_older(std::uint32_t version);

Result<void> write_version(const std::filesystem::path& directory,
                           std::uint32_t version = kSchemaVersion);

// Lets the index in use say which version the library is, VERSION becoming a link to a file beside
// the index: then one renaming, of the link to the index, changes both. Where there is no index in
// use there is nothing to tie. untie_version() makes VERSION a file of its own again.
Result<void> tie_version_to_index(const std::filesystem::path& directory);
Result<void> untie_version(const std::filesystem::path& directory);

}  // namespace verbatim
