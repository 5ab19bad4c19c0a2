#pragma once

#include <cstddef>
#include <iosfwd>
#include <limits>
#include <string>

namespace verbatim::cli {

// Where a command's output goes: data to `out`, what is for people to `err`. The streams outlive
// it.
struct Console {
    std::ostream& out;
    std::ostream& err;
    bool is_terminal = false;      // out
    bool err_is_terminal = false;  // progress is drawn only there
    std::size_t width = 80;        // columns
    // Where messages on err are wrapped: never if that is no terminal, for programs read lines.
    std::size_t err_width = std::numeric_limits<std::size_t>::max();
    bool color = false;  // on out
    bool err_color = false;
    std::string working_directory = {};  // absolute; sources below it are printed relative to it
};

}  // namespace verbatim::cli
