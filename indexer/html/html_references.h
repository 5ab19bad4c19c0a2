#pragma once

#include <string>
#include <string_view>

namespace verbatim {

// Appends `text` with its character references undone: all that HTML has, by name or number, if
// they end in ';'. What is no reference stays as it is. Linear.
void append_unescaped(std::string& out, std::string_view text);

// Whether a text holds one. Linear.
bool holds_reference(std::string_view text);

}  // namespace verbatim
