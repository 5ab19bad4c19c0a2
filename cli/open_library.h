#pragma once

#include "cli/console.h"
#include "cli/resolve.h"
#include "engine/library.h"
#include "engine/result.h"

namespace verbatim::cli {

bool is_library(const std::filesystem::path& directory);

// The library that the surroundings name. Where there is none, an error that tells how one is made.
Result<std::filesystem::path> find_library(const Surroundings& surroundings);

// For writing, a library of an older version is brought to this one first, which console.err says.
Result<Library> open_library(const Surroundings& surroundings, Access access, Console& console);

// The same for writing; makes the library where there is none, and says so on console.err.
Result<Library> open_or_make_library(const Surroundings& surroundings, Console& console);

}  // namespace verbatim::cli
