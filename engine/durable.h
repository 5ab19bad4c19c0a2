#pragma once

#include <filesystem>
#include <system_error>

#include "engine/result.h"

// What must survive a loss of power. Thread-safe.
namespace verbatim {

Error unavailable(const std::filesystem::path& path, const std::error_code& why);
std::error_code last_error();  // of errno

// Makes what was written to a file durable.
Result<void> sync_file(const std::filesystem::path& file);
// Makes what was renamed, made or removed in a directory durable.
Result<void> sync_directory(const std::filesystem::path& directory);

}  // namespace verbatim
