#pragma once

#include <string>
#include <vector>

// The command line of a search, as it is kept and run again.
namespace verbatim::cli {

// What is kept of it: all but where the library is, what it is saved as and how it is printed.
std::vector<std::string> kept_arguments(const std::vector<std::string>& arguments);

// A kept command line with what was given when it is run: `search --saved price -n 50` adds -n 50,
// which counts before what was kept.
std::vector<std::string> with_additions(std::vector<std::string> kept,
                                        const std::vector<std::string>& given);

// As one would type it into a shell.
std::string shell_line(const std::vector<std::string>& arguments);

}  // namespace verbatim::cli
