#pragma once

#include <string>
#include <vector>

#include "cli/console.h"
#include "cli/render_json.h"
#include "engine/library.h"

// What `status` prints.
namespace verbatim::cli {

std::string status_text(const Status& status, const Console& console);

// verbatim.status/1; `rejects` only with --rejects.
Json status_json(const Status& status, const std::vector<RejectRow>* rejects,
                 std::string_view working_directory);

}  // namespace verbatim::cli
