#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/library.h"

// What --source of speakers and people chooses.
namespace verbatim::cli {

// Whether a part of the path is `wanted`, as `search --source` has it; or the whole, however it is
// written from the working directory.
bool is_of(const std::string& source, const std::string& wanted,
           std::string_view working_directory);

// The sources whose path has the part, or all, as one empty path.
Result<std::vector<std::string>> chosen_sources(Library& library, const std::string& part,
                                                std::string_view working_directory);

}  // namespace verbatim::cli
