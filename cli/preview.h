#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/console.h"
#include "cli/render_json.h"
#include "indexer/ingest.h"

// What `add --dry-run` prints: how each file would be read.
namespace verbatim::cli {

Json previews_json(const std::vector<Preview>& previews, std::string_view working_directory);
std::string previews_text(const std::vector<Preview>& previews, const Console& console);

}  // namespace verbatim::cli
