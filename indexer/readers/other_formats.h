#pragma once

#include <string_view>
#include <vector>

#include "indexer/readers/transcript_lines.h"

namespace verbatim {

// Whether a text begins as JSON, HTML, captions, mail, a table or a messenger's export do, and is
// neither a transcript nor notes.
bool is_other_format(std::string_view text, const std::vector<SourceLine>& lines);

}  // namespace verbatim
