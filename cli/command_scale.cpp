#include <ostream>

#include "cli/commands.h"
#include "cli/numbers.h"
#include "cli/open_library.h"
#include "cli/progress.h"
#include "cli/terminal.h"
#include "engine/library_parts.h"
#include "indexer/ingest.h"

// split and merge.
namespace verbatim::cli {

namespace {

namespace fs = std::filesystem;

std::string line_of(const PartOfLibrary& part, bool dry_run) {
    return std::string(dry_run ? "would make " : "made ") + printable(part.directory.string()) +
           ": " + counted(part.conversations, "conversation") + ", " +
           counted(part.verbatims, "verbatim") + "\n";
}

std::vector<fs::path> paths_of(const std::vector<std::string>& names,
                               const Surroundings& surroundings) {
    std::vector<fs::path> paths;
    paths.reserve(names.size());
    for (const std::string& name : names)
        paths.push_back(fs::path(surroundings.working_directory) / name);
    return paths;
}

// As `speakers --set` does it; a name that nobody has any longer corrects nothing.
Result<void> correct_roles(Library& library, const RoleSettings& roles) {
    for (const auto& [key, value] : roles) {
        const auto zero = key.find('\0');
        const auto role = role_from(value);
        if (!role || zero == std::string::npos) continue;
        const auto changed =
            correct_role(library, key.substr(0, zero), *role, key.substr(zero + 1));
        if (!changed && changed.error().code != ErrorCode::not_found) return changed.error();
    }
    return {};
}

}  // namespace

Result<int> run(const SplitCommand& command, const Surroundings& surroundings, Console& console) {
    const auto library = find_library(surroundings);
    if (!library) return library.error();
    const auto parts = [&] {
        ProgressLine progress(console);
        return split(*library, paths_of(command.directories, surroundings), command.dry_run,
                     surroundings.patience, progress.counting());
    }();
    if (!parts) return parts.error();
    for (std::size_t i = 0; i < parts->size(); ++i) {
        PartOfLibrary part = (*parts)[i];
        part.directory = command.directories[i];
        console.out << line_of(part, command.dry_run);
    }
    return 0;
}

Result<int> run(const MergeCommand& command, const Surroundings& surroundings, Console& console) {
    const auto merged = [&] {
        ProgressLine progress(console);
        return merge(paths_of(command.libraries, surroundings),
                     fs::path(surroundings.working_directory) / command.directory, command.dry_run,
                     surroundings.patience, progress.counting(), correct_roles);
    }();
    if (!merged) return merged.error();
    PartOfLibrary whole = merged->whole;
    whole.directory = command.directory;
    console.out << line_of(whole, command.dry_run);
    for (const std::string& notice : merged->notices) console.err << printable(notice) << ".\n";
    return 0;
}

}  // namespace verbatim::cli
