#include <ostream>

#include "cli/citation.h"
#include "cli/commands.h"
#include "cli/numbers.h"
#include "cli/open_library.h"
#include "cli/progress.h"
#include "cli/terminal.h"
#include "engine/library_backup.h"

// backup and restore.
namespace verbatim::cli {

Result<int> run(const BackupCommand& command, const Surroundings& surroundings, Console& console) {
    const auto library = find_library(surroundings);
    if (!library) return library.error();
    const auto backup =
        back_up(*library, std::filesystem::path(surroundings.working_directory) / command.directory,
                surroundings.patience);
    if (!backup) return backup.error();
    console.err << "Copied " << printable_path(library->string(), console.working_directory)
                << " to " << printable(command.directory) << ": " << bytes_for_people(backup->bytes)
                << ".\n";
    if (backup->without_index)
        console.err << "The index is not in it, since another command writes or it cannot be used: "
                       "`verbatim restore` rebuilds it.\n";
    return 0;
}

Result<int> run(const RestoreCommand& command, const Surroundings& surroundings, Console& console) {
    const auto place = resolve_library(surroundings);
    if (!place) return place.error();
    const auto aside = [&] {
        ProgressLine progress(console);
        return restore(std::filesystem::path(surroundings.working_directory) / command.directory,
                       place->directory, command.replace, surroundings.patience,
                       progress.counting());
    }();
    if (!aside) return aside.error();
    const auto named = [&](const std::filesystem::path& path) {
        return printable_path(path.string(), console.working_directory);
    };
    console.err << "Made " << named(place->directory) << " (" << place->reason << ") of "
                << printable(command.directory) << ".\n";
    if (!aside->empty()) console.err << "The library before it is " << named(*aside) << ".\n";
    return 0;
}

}  // namespace verbatim::cli
