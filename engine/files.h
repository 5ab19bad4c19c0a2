#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "engine/result.h"

// Reads files and folders without throwing: streams' iterators, and loops over those of folders,
// throw where a disk fails. Thread-safe.
namespace verbatim {

// The hint where the disk is full.
inline constexpr std::string_view kMakeRoom =
    "make room and run the same command again: nothing that was committed is lost";

Error unavailable(const std::filesystem::path& path, const std::error_code& why);
std::error_code last_error();  // of errno

// The bytes of a file, all in memory. An error where it is missing, no file, or a read fails.
Result<std::string> read_file(const std::filesystem::path& file);
// Likewise, and nothing where there is none: it may go at any time.
Result<std::optional<std::string>> read_if_there(const std::filesystem::path& file);
// The paths of what lies in a folder, in no order. An error where it is missing, no folder, or
// cannot be listed to its end.
Result<std::vector<std::filesystem::path>> entries_of(const std::filesystem::path& folder);
// The bytes of the files in a folder and below it. What goes meanwhile counts nothing.
Result<std::uint64_t> bytes_below(const std::filesystem::path& folder);

}  // namespace verbatim
