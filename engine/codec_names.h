#pragma once

#include <string>
#include <string_view>

// Lists of names in few bytes. A name of one byte that is not ASCII stands for itself, as names
// that ship with Verbatim do; others end with a newline.
namespace verbatim {

void append_name(std::string_view name, std::string& list);

// The first name of the list, which loses it. Of a damaged list what is left of one.
std::string_view take_name(std::string_view& list);

}  // namespace verbatim
