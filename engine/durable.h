#pragma once

#include <filesystem>
#include <string_view>
#include <system_error>

#include "engine/result.h"

// What must survive a loss of power. Thread-safe.
namespace verbatim {

// The hint where the disk is full.
inline constexpr std::string_view kMakeRoom =
    "make room and run the same command again: nothing that was committed is lost";

Error unavailable(const std::filesystem::path& path, const std::error_code& why);
Error cannot_be_made(const std::filesystem::path& directory, const std::error_code& why);
std::error_code last_error();  // of errno

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
