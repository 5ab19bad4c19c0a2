#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cli/console.h"
#include "engine/profile.h"
#include "engine/result.h"

namespace verbatim::cli {

// Where the time went: a stage a line, with its seconds of all threads and how many of them it
// computed. Empty where nothing was measured.
std::string profile_table(const std::vector<Profile::Time>& times);

// Does the work; then, if that was asked for, says on console.err where its time went.
Result<int> profiled(bool asked, Console& console, const std::function<Result<int>()>& work);

}  // namespace verbatim::cli
