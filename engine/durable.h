#pragma once

#include <filesystem>
#include <string_view>
#include <system_error>

#include "engine/files.h"
#include "engine/result.h"

// What must survive a loss of power. Thread-safe.
namespace verbatim {

Error cannot_be_made(const std::filesystem::path& directory, const std::error_code& why);

// Makes what was written to a file durable.
Result<void> sync_file(const std::filesystem::path& file);
// Makes what was renamed, made or removed in a directory durable.
Result<void> sync_directory(const std::filesystem::path& directory);
// Puts a file of these bytes in the place of one, or makes it: whoever reads it, whenever, and
// after a loss of power, finds the one or the other. Writes it as `file`.new first.
Result<void> replace_file(const std::filesystem::path& file, std::string_view bytes);
// Makes a directory and those above it that are missing, durably.
Result<void> make_directories(const std::filesystem::path& directory);

}  // namespace verbatim
