#include "indexer/ingest.h"

#include <algorithm>
#include <chrono>
#include <filesystem>

#include "engine/library_state.h"
#include "engine/people.h"
#include "engine/store_keys.h"
#include "engine/text.h"
#include "engine/writer.h"
#include "indexer/correct_roles.h"
#include "indexer/pipeline.h"
#include "indexer/recorder.h"
#include "indexer/tasks.h"

namespace verbatim {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kFileStateNames[] = {"new",   "changed", "unchanged",
                                                "moved", "removed", "unreadable"};

Result<KnownSources> known_sources(Library& library) {
    auto sources = library.sources();
    if (!sources) return sources.error();
    KnownSources known;
    for (Source& source : *sources) known.emplace(source.path, std::move(source));
    return known;
}

// "role/" + folded name + \0 + path -> role
Result<RoleCorrections> role_corrections(Library& library) {
    const auto settings = library.settings(kRoleKey);
    if (!settings) return settings.error();
    RoleCorrections corrections;
    for (const auto& [key, value] : *settings) {
        const auto zero = key.find('\0');
        const auto role = role_from(value);
        if (role && zero != std::string::npos)
            corrections[{key.substr(0, zero), key.substr(zero + 1)}] = *role;
    }
    return corrections;
}

// Corrections for a source follow it when it moves.
Result<void> move_corrections(const std::string& from, const std::string& to, Library& library,
                              Writer& writer) {
    for (const std::string_view kind : {kRoleKey, kJoinKey, kRenameKey}) {
        const auto settings = library.settings(kind);
        if (!settings) return settings.error();
        for (const auto& [key, value] : *settings) {
            const auto zero = key.find('\0');
            if (zero == std::string::npos || key.substr(zero + 1) != from) continue;
            const std::string prefix(kind);
            if (auto put = writer.put_setting(prefix + key.substr(0, zero + 1) + to, value); !put)
                return put;
            if (auto erased = writer.erase_setting(prefix + key); !erased) return erased;
        }
    }
    library.state().open_people.reset();
    return {};
}

Result<void> apply_updates(Library& library, const std::vector<Update>& updates,
                           const KnownSources& known, Writer& writer, AddReport& report) {
    for (const Update& update : updates) {
        report.files.push_back({update.source.path,
                                update.moved_from,
                                update.source.format,
                                update.source.kind,
                                update.state,
                                {}});
        const auto before = known.find(update.source.path);
        const bool same =
            before != known.end() && before->second.mtime_ns == update.source.mtime_ns;
        if (same) continue;
        if (auto updated = writer.update_source(update.source); !updated) return updated;
        if (update.state != FileState::moved) continue;
        if (auto moved = move_corrections(update.moved_from, update.source.path, library, writer);
            !moved)
            return moved;
    }
    return {};
}

void report_unreadable(const std::vector<Unreadable>& unreadable, AddReport& report) {
    for (const Unreadable& file : unreadable) {
        FileReport entry;
        entry.path = file.path;
        entry.state = FileState::unreadable;
        report.files.push_back(std::move(entry));
        report.rejects.push_back({file.path, {{}, file.reason}});
    }
}

Result<void> remove_sources(const std::vector<Source>& removed, Writer& writer, AddReport& report) {
    for (const Source& source : removed) {
        report.files.push_back(
            {source.path, {}, source.format, source.kind, FileState::removed, {}});
        if (auto done = writer.remove_source(source.id); !done) return done;
    }
    return {};
}

Result<AddReport> carry_out(Library& library, const Work& work, const KnownSources& known,
                            unsigned jobs, const IngestProgressFn& progress) {
    const auto begun = std::chrono::steady_clock::now();
    AddReport report;
    Writer writer(library);
    report_unreadable(work.unreadable, report);
    for (const Task& task : work.tasks)
        if (!task.moved_from.empty())
            if (auto moved = move_corrections(task.moved_from, task.file.path, library, writer);
                !moved)
                return moved.error();
    auto corrections = role_corrections(library);
    if (!corrections) return corrections.error();
    report.kept_out = work.kept_out;
    if (auto done = apply_updates(library, work.updates, known, writer, report); !done)
        return done.error();
    if (auto done = remove_sources(work.removed, writer, report); !done) return done.error();
    Pipeline pipeline(library, writer, *std::move(corrections), jobs);
    if (auto done = pipeline.run(work.tasks, progress, report); !done) return done.error();
    if (auto done = writer.commit(); !done) return done.error();
    std::ranges::stable_sort(report.files, {}, &FileReport::path);
    std::ranges::stable_sort(report.rejects, {}, &RejectRow::path);
    report.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    return report;
}

// Folders are visited again by sync; what was taken out and is named again comes back.
Result<void> remember_roots(Library& library, const AddRequest& request) {
    Writer writer(library);
    const std::string settings = print(ReadSettings{request.format, request.round, request.read});
    const auto gone = library.settings("gone/");
    if (!gone) return gone.error();
    for (const std::string& path : request.paths) {
        std::error_code failed;
        const std::string root = absolute_path(path);
        for (const auto& [taken_out, folder] : *gone)
            if (brings_back(root, {taken_out, folder}))
                if (auto erased = writer.erase_setting("gone/" + taken_out); !erased) return erased;
        if (path == "-" || !fs::is_directory(path, failed)) continue;
        if (auto put = writer.put_setting("root/" + root, settings); !put) return put;
    }
    return {};
}

// Keeps the list of files that could not be read, which status shows: those of the report are on
// it, others below the paths that were visited are not.
Result<void> list_unread(Library& library, const AddReport& report,
                         const std::vector<std::string>& visited) {
    std::map<std::string, std::string> now;
    std::error_code failed;
    for (const FileReport& file : report.files)
        if (file.state == FileState::unreadable &&
            fs::exists(fs::symlink_status(file.path, failed)))
            now.emplace(file.path, "");  // not what was mistyped
    for (const RejectRow& row : report.rejects)
        if (const auto found = now.find(row.path); found != now.end())
            found->second = row.reject.reason;
    const auto before = library.settings("unread/");
    if (!before) return before.error();
    Writer writer(library);
    for (const auto& [path, reason] : *before) {
        const bool was_visited =
            std::ranges::any_of(visited, [&path = path](const std::string& root) {
                return path == root || path.starts_with(root + "/");
            });
        if (was_visited && !now.contains(path))
            if (auto erased = writer.erase_setting("unread/" + path); !erased) return erased;
        if (const auto same = now.find(path); same != now.end() && same->second == reason)
            now.erase(same);
    }
    for (const auto& [path, reason] : now)
        if (auto put = writer.put_setting("unread/" + path, reason); !put) return put;
    return {};
}

// What stays out. A source that is there does not, whatever a killed command noted of it: `remove`
// notes it first, `add` takes that back last.
Result<TakenOut> gone_sources(Library& library, const KnownSources& known) {
    const auto noted = library.settings("gone/");
    if (!noted) return noted.error();
    TakenOut gone(noted->begin(), noted->end());
    std::erase_if(gone, [&](const auto& source) { return known.contains(source.first); });
    return gone;
}

Result<Work> sync_work(Library& library, const KnownSources& known) {
    const auto roots = library.settings("root/");
    if (!roots) return roots.error();
    const auto gone = gone_sources(library, known);
    if (!gone) return gone.error();
    return plan_sync(known, {roots->begin(), roots->end()}, *gone);
}

}  // namespace

std::string_view name_of(FileState state) {
    return kFileStateNames[static_cast<std::size_t>(state)];
}

Result<AddReport> add(Library& library, const AddRequest& request,
                      const IngestProgressFn& progress) {
    const auto known = known_sources(library);
    if (!known) return known.error();
    const auto gone = gone_sources(library, *known);
    if (!gone) return gone.error();
    const auto work = plan_add(*known, request, *gone);
    if (!work) return work.error();
    auto report = carry_out(library, *work, *known, request.jobs, progress);
    if (!report) return report;
    std::vector<std::string> visited;
    for (const std::string& path : request.paths) visited.push_back(absolute_path(path));
    if (auto listed = list_unread(library, *report, visited); !listed) return listed.error();
    if (auto remembered = remember_roots(library, request); !remembered) return remembered.error();
    return report;
}

Result<AddReport> sync(Library& library, unsigned jobs, const IngestProgressFn& progress) {
    const auto known = known_sources(library);
    if (!known) return known.error();
    const auto work = sync_work(library, *known);
    if (!work) return work.error();
    auto report = carry_out(library, *work, *known, jobs, progress);
    if (!report) return report;
    if (auto listed = list_unread(library, *report, {""}); !listed) return listed.error();
    return report;
}

Result<AddReport> preview_sync(Library& library) {
    const auto known = known_sources(library);
    if (!known) return known.error();
    const auto work = sync_work(library, *known);
    if (!work) return work.error();
    AddReport report;
    report_unreadable(work->unreadable, report);
    const auto list = [&](const std::string& path, const std::string& from, const Source* source,
                          FileState state) {
        FileReport file{path, from, "", Kind::review, state, {}};
        if (source != nullptr) file.format = source->format, file.kind = source->kind;
        report.files.push_back(std::move(file));
    };
    for (const Update& update : work->updates)
        list(update.source.path, update.moved_from, &update.source, update.state);
    for (const Source& source : work->removed) list(source.path, "", &source, FileState::removed);
    for (const Task& task : work->tasks) {
        const auto before = known->find(task.file.path);
        list(task.file.path, task.moved_from, before == known->end() ? nullptr : &before->second,
             task.replaces != 0 ? FileState::changed : FileState::added);
    }
    std::ranges::stable_sort(report.files, {}, &FileReport::path);
    return report;
}

Result<std::uint64_t> correct_role(Library& library, const std::string& name, Role role,
                                   const std::string& source) {
    auto corrections = role_corrections(library);
    if (!corrections) return corrections.error();
    const std::string folded = fold(name);
    (*corrections)[{folded, source}] = role;
    const auto sources = library.sources();
    if (!sources) return sources.error();
    Writer writer(library);
    std::uint64_t changed = 0;
    for (const Source& known : *sources) {
        if (!source.empty() && known.path != source) continue;
        const auto settings = parse_read_settings(known.read_options);
        const auto roles =
            roles_for(settings ? *settings : ReadSettings(), *corrections, known.path);
        const auto corrected = correct_roles_of(library, writer, known.id, folded, roles);
        if (!corrected) return corrected.error();
        changed += *corrected;
    }
    if (changed == 0)
        return Error{ErrorCode::not_found, "no speaker is called " + name,
                     "`verbatim speakers` lists them as the sources write them"};
    if (auto put =
            writer.put_setting(std::string(kRoleKey) + folded + '\0' + source, name_of(role));
        !put)
        return put.error();
    if (auto settled = writer.settle(); !settled) return settled.error();
    return changed;
}

}  // namespace verbatim
