#pragma once

#include <filesystem>
#include <string>

#include "engine/library_lock.h"
#include "engine/result.h"

namespace verbatim::cli {

// What decides where the library is. Empty means not given, as for the environment's variables.
struct Surroundings {
    std::string flag;                  // --library
    std::string verbatim_library;      // $VERBATIM_LIBRARY
    std::string xdg_data_home;         // $XDG_DATA_HOME
    std::string home;                  // $HOME
    std::string working_directory;     // absolute
    Patience patience{kLockPatience};  // --wait
};

struct LibraryPlace {
    std::filesystem::path directory;  // absolute, lexically normal; may not exist
    std::string reason;               // for people: "--library", "found from here upwards"
};

inline constexpr const char* kLibraryName = ".verbatim";

// The flag, else the variable, else the nearest .verbatim/ from the working directory upwards, else
// the user's data directory. Looks at the file system only for .verbatim/. Fails where nothing
// tells the user's home.
Result<LibraryPlace> resolve_library(const Surroundings& surroundings);

// Where `init` makes a library: DIR/.verbatim, without DIR --library or ./.verbatim.
Result<LibraryPlace> resolve_new_library(const Surroundings& surroundings,
                                         const std::string& directory);

}  // namespace verbatim::cli
