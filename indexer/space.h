#pragma once

#include <string_view>

namespace verbatim {

// A text without the spaces, tabs and line ends around it, ASCII only.
std::string_view trim_space(std::string_view text);

}  // namespace verbatim
