#include <algorithm>
#include <filesystem>
#include <fstream>
#include <future>
#include <ostream>

#include "cli/block.h"
#include "cli/citation.h"
#include "cli/commands.h"
#include "cli/filters.h"
#include "cli/meanings.h"
#include "cli/numbers.h"
#include "cli/open_library.h"
#include "cli/preview.h"
#include "cli/profiled.h"
#include "cli/progress.h"
#include "cli/report.h"
#include "cli/terminal.h"
#include "engine/files.h"
#include "engine/lens.h"
#include "engine/text.h"
#include "indexer/containers/expand.h"

// add and sync.
namespace verbatim::cli {

namespace fs = std::filesystem;

namespace {

Result<Mapping> read_mapping(const std::string& path) {
    const auto text = read_file(path);
    if (text) return parse_mapping(path, *text);
    return Error{text.error().code, text.error().message,
                 "`verbatim add --dry-run --save-map FILE` writes one"};
}

Result<void> check_format(const std::string& format) {
    if (format.empty() || find_reader(format)) return {};
    std::vector<std::string_view> names;
    for (const Reader* reader : readers()) names.push_back(reader->name);
    const auto chosen = choose("--as", format, names);
    return chosen ? Result<void>() : Result<void>(chosen.error());
}

// A mistyped path is told before a library is made for it.
Result<void> check_paths(const std::vector<std::string>& paths) {
    const auto is_missing = [](const std::string& path) {
        std::error_code ignored;
        return path != "-" && !fs::exists(fs::symlink_status(path, ignored)) && !archive_of(path);
    };
    if (!std::ranges::all_of(paths, is_missing)) return {};
    return Error{ErrorCode::not_found, paths.front() + ": no such file or folder", ""};
}

Result<AddRequest> request_of(const AddCommand& command) {
    if (const auto checked = check_format(command.format); !checked) return checked.error();
    if (const auto checked = check_paths(command.paths); !checked) return checked.error();
    AddRequest request;
    request.paths = command.paths;
    request.format = command.format;
    request.round = command.round;
    request.jobs = command.jobs;
    request.read.kind = command.kind;
    request.read.fields = command.fields;
    for (const auto& [name, role] : command.roles) request.read.roles[fold(name)] = role;
    if (!command.map_file.empty()) {
        auto mapping = read_mapping(command.map_file);
        if (!mapping) return mapping.error();
        request.read.mapping = *std::move(mapping);
    }
    return request;
}

int print_report(const AddReport& report, bool as_json, Console& console) {
    if (as_json) console.out << dump(report_json(report, console.working_directory)) << "\n";
    console.err << first_rejects(report.rejects, console.working_directory, console.width)
                << message(closing_line(report), console);
    return exit_status(report);
}

// The guess of the one file, or of several that were understood alike.
Result<void> save_mapping(const std::vector<Preview>& previews, const std::string& path) {
    std::string mapping;
    for (const Preview& preview : previews) {
        if (preview.mapping.empty()) continue;
        if (!mapping.empty() && mapping != preview.mapping)
            return Error{ErrorCode::bad_input,
                         "--save-map takes one file: these are read differently",
                         "name one of the files"};
        mapping = preview.mapping;
    }
    if (mapping.empty())
        return Error{ErrorCode::bad_input, "--save-map: no file could be read",
                     "--as chooses the reader"};
    std::error_code failed;
    if (fs::exists(path, failed))
        return Error{ErrorCode::bad_input, path + " is there already, and may have been edited",
                     "name another file, or remove it"};
    std::ofstream file(path, std::ios::binary);
    file << mapping;
    if (!file.flush()) return Error{ErrorCode::unavailable, path + ": cannot be written", ""};
    return {};
}

Result<int> preview(const AddRequest& request, const AddCommand& command,
                    const Surroundings& surroundings, Console& console) {
    const auto place = resolve_library(surroundings);
    std::optional<Library> library;
    if (place && is_library(place->directory)) {
        auto opened = Library::open(place->directory, Access::read);
        if (!opened) return opened.error();
        library = *std::move(opened);
    }
    const auto previews = preview_add(library ? &*library : nullptr, request);
    if (!previews) return previews.error();
    if (command.json)
        console.out << dump(previews_json(*previews, console.working_directory)) << "\n";
    else
        console.out << previews_text(*previews, console);
    if (!command.json && previews->empty())
        console.err << message("No file is new or changed. Nothing was written.", console);
    if (!command.save_map.empty()) {
        if (auto saved = save_mapping(*previews, command.save_map); !saved) return saved.error();
        console.err << "The mapping is in " << command.save_map
                    << "; edit it, then `verbatim add --map " << command.save_map << "`.\n";
    }
    return std::ranges::any_of(*previews,
                               [](const Preview& one) { return one.counts.rejected > 0; })
               ? 1
               : 0;
}

constexpr std::size_t kStateWidth = 12;  // "unreadable" and two spaces

// What sync would do: a line for each file that is not as it was.
void print_changes(const AddReport& report, Console& console) {
    std::size_t unchanged = 0;
    for (const FileReport& file : report.files) {
        if (file.state == FileState::unchanged) {
            ++unchanged;
            continue;
        }
        console.out << pad(name_of(file.state), kStateWidth)
                    << printable_path(file.path, console.working_directory);
        if (!file.moved_from.empty())
            console.out << "  from " << printable_path(file.moved_from, console.working_directory);
        console.out << "\n";
    }
    console.err << message(counted(report.files.size() - unchanged, "file") + " to visit, " +
                               grouped(unchanged) + " unchanged. Nothing was written.",
                           console);
}

// What follows once everything is searchable by words, and what is to be done then.
Result<void> finish_ingest(Library& library, unsigned jobs, bool no_meaning,
                           const AddReport& report, Console& console) {
    if (!no_meaning)
        if (auto found = find_meanings(library, jobs, console); !found) return found;
    if (auto applied = apply_lenses(library, jobs, console); !applied) return applied;
    for (const std::string& line : not_quoted(report)) console.err << message(line, console);
    return {};
}

// Beside the opening of the library; whoever drops what this returns waits for it.
std::future<void> lenses_warm_up() {
    return std::async(std::launch::async, [] { Lenses::built_in().warm_up(); });
}

Result<int> add_now(const AddCommand& command, const AddRequest& request,
                    const Surroundings& surroundings, Console& console) {
    const auto warming_up = lenses_warm_up();
    auto library = open_or_make_library(surroundings, console);
    if (!library) return library.error();
    const auto report = [&] {
        ProgressLine progress(console);
        return add(*library, request, progress.ingesting());
    }();
    if (!report) return report.error();
    for (const auto& [name, role] : command.roles)
        if (report->totals.records() > 0 && !report->given.contains(fold(name)))
            console.err << message("Nobody in what was read is called " + name + ".", console);
    const int status = print_report(*report, command.json, console);
    const auto done = finish_ingest(*library, command.jobs, command.no_meaning, *report, console);
    return done ? Result<int>(status) : Result<int>(done.error());
}

Result<int> sync_now(const SyncCommand& command, const Surroundings& surroundings,
                     Console& console) {
    const auto warming_up = lenses_warm_up();
    auto library = open_library(surroundings, Access::write, console);
    if (!library) return library.error();
    const auto report = [&] {
        ProgressLine progress(console);
        return sync(*library, command.jobs, progress.ingesting());
    }();
    if (!report) return report.error();
    const int status = print_report(*report, command.json, console);
    const auto done = finish_ingest(*library, command.jobs, command.no_meaning, *report, console);
    return done ? Result<int>(status) : Result<int>(done.error());
}

Result<int> preview(const SyncCommand& command, const Surroundings& surroundings,
                    Console& console) {
    auto library = open_library(surroundings, Access::read, console);
    if (!library) return library.error();
    const auto report = preview_sync(*library);
    if (!report) return report.error();
    if (command.json)
        console.out << dump(report_json(*report, console.working_directory)) << "\n";
    else
        print_changes(*report, console);
    return exit_status(*report);
}

}  // namespace

Result<int> run(const AddCommand& command, const Surroundings& surroundings, Console& console) {
    const auto request = request_of(command);
    if (!request) return request.error();
    if (command.dry_run) return preview(*request, command, surroundings, console);
    return profiled(command.profile, console,
                    [&] { return add_now(command, *request, surroundings, console); });
}

Result<int> run(const SyncCommand& command, const Surroundings& surroundings, Console& console) {
    if (command.dry_run) return preview(command, surroundings, console);
    return profiled(command.profile, console,
                    [&] { return sync_now(command, surroundings, console); });
}

}  // namespace verbatim::cli
