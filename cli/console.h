#pragma once

#include <cstddef>
#include <iosfwd>
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
    bool color = false;            // on out
    bool err_color = false;
    std::string working_directory = {};  // absolute; sources below it are printed relative to it
};

}  // namespace verbatim::cli
