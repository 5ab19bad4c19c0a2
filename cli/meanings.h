#pragma once

#include "cli/console.h"
#include "engine/library.h"
#include "engine/result.h"

namespace verbatim::cli {

// The second stage of add and sync, with its own line of progress and its own closing line on
// stderr. Where the models are not there a terminal is told how to get them, and nothing fails.
Result<void> find_meanings(Library& library, unsigned jobs, Console& console);

// Judges anew what older lenses judged, likewise; where there is nothing to do it costs nothing.
Result<void> apply_lenses(Library& library, unsigned jobs, Console& console);

}  // namespace verbatim::cli
