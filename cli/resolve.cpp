#include "cli/resolve.h"

#include <optional>

namespace verbatim::cli {

namespace fs = std::filesystem;

namespace {

fs::path absolute(const std::string& path, const Surroundings& surroundings) {
    fs::path normal = (fs::path(surroundings.working_directory) / path).lexically_normal();
    if (!normal.has_filename() && normal.has_relative_path()) normal = normal.parent_path();
    return normal;
}

std::optional<fs::path> find_upwards(const fs::path& from) {
    for (fs::path at = from;; at = at.parent_path()) {
        std::error_code ignored;
        if (fs::is_directory(at / kLibraryName, ignored)) return at / kLibraryName;
        if (!at.has_relative_path()) return std::nullopt;
    }
}

}  // namespace

Result<LibraryPlace> resolve_library(const Surroundings& surroundings) {
    if (!surroundings.flag.empty())
        return LibraryPlace{absolute(surroundings.flag, surroundings), "--library"};
    if (!surroundings.verbatim_library.empty())
        return LibraryPlace{absolute(surroundings.verbatim_library, surroundings),
                            "$VERBATIM_LIBRARY"};
    if (const auto found = find_upwards(absolute(".", surroundings)))
        return LibraryPlace{*found, "found from here upwards"};
    // The XDG specification: a relative path is invalid and to be ignored.
    if (surroundings.xdg_data_home.starts_with('/'))
        return LibraryPlace{fs::path(surroundings.xdg_data_home) / "verbatim", "$XDG_DATA_HOME"};
    if (!surroundings.home.empty())
        return LibraryPlace{fs::path(surroundings.home) / ".local/share/verbatim",
                            "the user's library"};
    return Error{ErrorCode::not_found, "there is no library here and $HOME is not set",
                 "name one with --library DIR"};
}

Result<LibraryPlace> resolve_new_library(const Surroundings& surroundings,
                                         const std::string& directory) {
    if (!directory.empty() && !surroundings.flag.empty())
        return Error{ErrorCode::bad_input, "init takes a directory or --library, not both", ""};
    if (!surroundings.flag.empty())
        return LibraryPlace{absolute(surroundings.flag, surroundings), "--library"};
    return LibraryPlace{absolute(directory.empty() ? "." : directory, surroundings) / kLibraryName,
                        "init"};
}

}  // namespace verbatim::cli
