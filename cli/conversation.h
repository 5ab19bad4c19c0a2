#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "cli/console.h"
#include "cli/render_json.h"
#include "engine/library.h"

// A quote in its conversation: what `show` prints.
namespace verbatim::cli {

// The utterances that are shown, of a conversation.
struct Extent {
    std::size_t begin = 0;
    std::size_t end = 0;
};
Extent extent_of(const Shown& shown, std::size_t context, bool all);

std::string conversation_text(const Shown& shown, Extent extent, const Console& console);

// verbatim.show/1
Json conversation_json(const Shown& shown, Extent extent, std::string_view working_directory);

}  // namespace verbatim::cli
