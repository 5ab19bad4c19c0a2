#pragma once

#include <string_view>
#include <vector>

namespace verbatim {

// The names of the lenses that ship with Verbatim and of their kinds, in the order of
// Lenses::list() and Lenses::kinds(). Read from the first lines of their files: a search needs no
// cues, and compiling those takes longer than most searches.
struct LensNames {
    std::vector<std::string_view> lenses;
    std::vector<std::string_view> kinds;
    static const LensNames& built_in();
};

}  // namespace verbatim
