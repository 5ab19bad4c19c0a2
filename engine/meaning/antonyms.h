#pragma once

#include <string_view>

namespace verbatim {

// Whether two folded English words say the opposite of one another: "easy" and "difficult". Word
// vectors put such words side by side, for they stand in the same sentences. By their stems.
bool are_opposites(std::string_view a, std::string_view b);

}  // namespace verbatim
