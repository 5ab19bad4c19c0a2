#pragma once

#include <optional>
#include <string_view>

#include "engine/model.h"

namespace verbatim {

// Who speaks, by a cell of a chat's direction column: its own word ("agent", "visitor",
// "outbound"), or true or false to what the header asks ("inbound", "Is agent"). Nothing for a cell
// that says neither.
std::optional<Role> direction_role(std::string_view header, std::string_view cell);

}  // namespace verbatim
