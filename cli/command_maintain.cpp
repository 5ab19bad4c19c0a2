#include <algorithm>
#include <ostream>

#include "cli/citation.h"
#include "cli/commands.h"
#include "cli/numbers.h"
#include "cli/open_library.h"
#include "cli/progress.h"
#include "cli/render_json.h"
#include "cli/terminal.h"
#include "indexer/ingest.h"

// init, remove, check and reindex.
namespace verbatim::cli {

namespace {

std::string removed_line(const std::string& name, const Library::Removed& removed, bool dry_run) {
    return std::string(dry_run ? "would remove " : "removed ") + name + ": " +
           counted(removed.sources, "source") + ", " +
           counted(removed.conversations, "conversation") + ", " +
           counted(removed.verbatims, "verbatim") +
           (removed.by_quote ? "; with a quote goes its whole conversation" : "");
}

Json check_json(const CheckReport& report) {
    return {{"schema", "verbatim.check/1"},
            {"verbatims", report.verbatims},
            {"sources_verified", report.sources_verified},
            {"sources_unverified", report.sources_unverified},
            {"unfinished", report.unfinished},
            {"faults", report.faults}};
}

std::string check_text(const CheckReport& report) {
    std::string text;
    for (const std::string& fault : report.faults) text += printable(fault) + "\n";
    text += report.faults.empty() ? "Whole: " : counted(report.faults.size(), "fault") + " in ";
    text += counted(report.verbatims, "verbatim") + "; " +
            counted(report.sources_verified, "source") + " verified";
    if (report.sources_unverified > 0)
        text += ", " + grouped(report.sources_unverified) + " moved, changed or gone since";
    text += ".\n";
    if (report.unfinished)
        text +=
            "Another command is writing, or was interrupted: what it has not finished is not "
            "judged.\n";
    return text;
}

// For writing where that can be had, so that what an interrupted command left is finished first.
Result<Library> open_to_check(const Surroundings& surroundings, Console& console) {
    auto library = open_library(surroundings, Access::write, console);
    const bool reading = !library && (library.error().code == ErrorCode::locked ||
                                      library.error().code == ErrorCode::unavailable);
    return reading ? open_library(surroundings, Access::read, console) : std::move(library);
}

}  // namespace

Result<int> run(const InitCommand& command, const Surroundings& surroundings, Console& console) {
    const auto place = resolve_new_library(surroundings, command.directory);
    if (!place) return place.error();
    if (const auto made = Library::create(place->directory); !made) return made.error();
    console.err << "Made a library in "
                << printable_path(place->directory.string(), console.working_directory) << ".\n";
    const auto used = resolve_library(surroundings);
    if (used && used->reason == "$VERBATIM_LIBRARY" && used->directory != place->directory)
        console.err << "$VERBATIM_LIBRARY names another, which is used before it.\n";
    return 0;
}

Result<int> run(const RemoveCommand& command, const Surroundings& surroundings, Console& console) {
    auto library =
        open_library(surroundings, command.dry_run ? Access::read : Access::write, console);
    if (!library) return library.error();
    for (const std::string& name : command.names) {
        const auto removed = library->remove(name, command.dry_run);
        if (!removed) return removed.error();
        console.out << removed_line(printable_path(name, console.working_directory), *removed,
                                    command.dry_run)
                    << "\n";
    }
    return 0;
}

Result<int> run(const CheckCommand& command, const Surroundings& surroundings, Console& console) {
    auto library = open_to_check(surroundings, console);
    if (!library) return library.error();
    const auto report = [&] {
        ProgressLine progress(console);
        return check(*library, progress.counting());
    }();
    if (!report) return report.error();
    console.out << (command.json ? dump(check_json(*report)) + "\n" : check_text(*report));
    return report->faults.empty() ? 0 : 1;
}

Result<int> run(const ReindexCommand&, const Surroundings& surroundings, Console& console) {
    const auto directory = find_library(surroundings);
    if (!directory) return directory.error();
    auto library = Library::open_store(*directory, surroundings.patience);
    if (!library) return library.error();
    double seconds = 0;
    const auto done = [&] {
        ProgressLine progress(console);
        auto reindexed = library->reindex(progress.counting());
        seconds = progress.seconds();
        return reindexed;
    }();
    if (!done) return done.error();
    console.err << "Rebuilt the index in " << seconds_for_people(seconds) << ".\n";
    return 0;
}

}  // namespace verbatim::cli
