#pragma once

#include <optional>
#include <string_view>

namespace verbatim {

// The ISO 639-1 code of a language that an export spells out, in English or as Steam does:
// "english", "brazilian", "schinese". Nothing for any other word, a code among them.
std::optional<std::string_view> language_code(std::string_view name);

}  // namespace verbatim
