#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "engine/durable.h"
#include "engine/library_lock.h"
#include "engine/library_version.h"
#include "engine/result.h"

// The files of a library's directory beside the two stores.
namespace verbatim {

// VERSION, until it is whole.
inline constexpr const char* kUnfinishedVersion = "VERSION.new";  // as replace_file() names it
// Which models were found whole (meaning/models.h).
inline constexpr const char* kGoodModelsFile = "good-models";

// The path of a directory as it is renamed.
std::filesystem::path without_slash(const std::filesystem::path& path);

std::string index_name(unsigned number);  // "index.1"
// A number that no index of the directory has.
Result<unsigned> next_index_number(const std::filesystem::path& directory);
// An empty directory for a library, mode 0700, made with its parents where it is not there, and its
// lock. What a creation that was killed left is taken out; anything else, a whole library too, is
// an error and stays.
Result<LibraryLock> claim_directory(const std::filesystem::path& directory);
// The number of the index in use.
Result<unsigned> index_number(const std::filesystem::path& directory);
// The user's library shares its directory with the models, where model_folders() looks for them:
// this folder is not the library's.
inline constexpr const char* kModelsBeside = "models";

// Swaps the link to the index in use, atomically and durably.
Result<void> point_index_at(const std::filesystem::path& directory, const std::string& name);
// Takes away indexes that are not in use: left by a reindex that was killed.
Result<void> remove_old_indexes(const std::filesystem::path& directory);

// Copies the files of a directory, without its folders, to one that is not there yet; those whose
// names end with `shared`, if it is not empty, become hard links where the file systems allow.
// Durable.
Result<void> copy_files(const std::filesystem::path& from, const std::filesystem::path& to,
                        std::string_view shared);

}  // namespace verbatim
