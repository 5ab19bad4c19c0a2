#pragma once

#include <optional>
#include <string_view>

#include "indexer/readers/json_values.h"

namespace verbatim {

// Where the transcripts of a JSON text are, as its beginning shows.
//
// Finds the first object in a list that has a text and a time, and an end or a speaker; without
// one, the calls whose parties are listed, which Gong exports apart from what was said. The text
// may end in the middle of anything. Linear.
std::optional<JsonPlace> find_speech_place(std::string_view text);

}  // namespace verbatim
