#pragma once

#include <string_view>

namespace verbatim {

// Whether two folded English words say the opposite of one another: "easy" and "difficult". Word
// vectors put such words side by side, for they stand in the same sentences.
bool are_opposites(std::string_view a, std::string_view b);
// Whether both say the same of what one or the other might be said: "easy" and "simple".
bool are_of_one_side(std::string_view a, std::string_view b);

}  // namespace verbatim
