#pragma once

#include "indexer/tasks.h"

namespace verbatim {

// Reads transcripts again whose people stand in another file of their folder that came, changed,
// moved or went: Gong's calls with their parties. They become tasks, though they have not changed
// themselves. Opens the JSON files among the tasks where such transcripts lie.
void read_again_with_companions(const KnownSources& known, Work& work);

}  // namespace verbatim
