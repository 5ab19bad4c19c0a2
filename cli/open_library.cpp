#include "cli/open_library.h"

#include <ostream>

#include "cli/citation.h"

namespace verbatim::cli {

bool is_library(const std::filesystem::path& directory) {
    std::error_code ignored;
    return std::filesystem::exists(directory / "VERSION", ignored);
}

Result<std::filesystem::path> find_library(const Surroundings& surroundings) {
    const auto place = resolve_library(surroundings);
    if (!place) return place.error();
    if (!is_library(place->directory)) {
        const bool is_parent = is_library(place->directory / kLibraryName);
        const std::string below = (place->directory / kLibraryName).string();
        return Error{
            ErrorCode::not_found,
            "there is no library in " +
                printable_path(place->directory.string(), surroundings.working_directory) + " (" +
                place->reason + ")",
            is_parent ? "there is one in " + printable_path(below, surroundings.working_directory)
                      : "`verbatim add PATH` makes one"};
    }
    return place->directory;
}

Result<Library> open_library(const Surroundings& surroundings, Access access) {
    const auto directory = find_library(surroundings);
    if (!directory) return directory.error();
    return Library::open(*directory, access, surroundings.patience);
}

Result<Library> open_or_make_library(const Surroundings& surroundings, Console& console) {
    const auto place = resolve_library(surroundings);
    if (!place) return place.error();
    if (!is_library(place->directory)) {
        if (const auto made = Library::create(place->directory); !made) return made.error();
        console.err << "Made a library in "
                    << printable_path(place->directory.string(), console.working_directory) << " ("
                    << place->reason << ").\n";
    }
    return Library::open(place->directory, Access::write, surroundings.patience);
}

}  // namespace verbatim::cli
