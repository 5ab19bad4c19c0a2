#include "cli/open_library.h"

#include <ostream>

#include "cli/block.h"
#include "cli/citation.h"
#include "cli/progress.h"
#include "engine/library_version.h"

namespace verbatim::cli {

namespace fs = std::filesystem;

namespace {

Result<Library> open_to_write(const std::filesystem::path& directory,
                              const Surroundings& surroundings, Console& console) {
    ProgressLine progress(console);
    const auto tell = [&](std::uint32_t version) {
        console.err << message(
            "The library in " + printable_path(directory.string(), surroundings.working_directory) +
                " is of version " + std::to_string(version) + ". Bringing it to this program's, " +
                std::to_string(kSchemaVersion) +
                ": its index is built anew, no file need be read again.",
            console);
    };
    return Library::open_migrated(directory, surroundings.patience, {tell, progress.counting()});
}

}  // namespace

// One that has lost a part is a library too: what is wrong with it is told when it is opened.
bool is_library(const std::filesystem::path& directory) {
    const auto version = version_of(directory);
    return version || version.error().code != ErrorCode::not_found;
}

Result<std::filesystem::path> find_library(const Surroundings& surroundings) {
    const auto place = resolve_library(surroundings);
    if (!place) return place.error();
    if (!is_library(place->directory)) {
        std::error_code ignored;
        if (fs::exists(place->directory, ignored) && !fs::is_directory(place->directory, ignored))
            return Error{ErrorCode::bad_input,
                         printable_path(place->directory.string(), surroundings.working_directory) +
                             " is a file, not a library (" + place->reason + ")",
                         "name the directory of a library, such as .verbatim"};
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

Result<Library> open_library(const Surroundings& surroundings, Access access, Console& console) {
    const auto directory = find_library(surroundings);
    if (!directory) return directory.error();
    return access == Access::write ? open_to_write(*directory, surroundings, console)
                                   : Library::open(*directory, access, surroundings.patience);
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
    return open_to_write(place->directory, surroundings, console);
}

}  // namespace verbatim::cli
