#include "indexer/tasks.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <set>

#include "engine/nearest.h"
#include "indexer/companions.h"
#include "indexer/containers/expand.h"
#include "indexer/read_source.h"
#include "indexer/readers/transcript_lines.h"
#include "indexer/twins.h"

namespace verbatim {

namespace fs = std::filesystem;

namespace {

bool exists(const std::string& path) {
    // What cannot be looked at may well be there: a scan will say why not.
    std::error_code failed;
    return fs::exists(path, failed) || failed;
}

// A file, or one in an archive that is there: what is in it, a scan says.
bool may_exist(const std::string& path) {
    return exists(path) || archive_of(path);
}

// What is found in an archive by a path that leads into it.
ScanResult scan_inside(const std::string& archive, const std::string& wanted) {
    ScanResult found = scan({archive});
    expand_archives(found);
    const auto unwanted = [&](const auto& file) {
        return file.path != wanted && !file.path.starts_with(wanted + "/") && file.path != archive;
    };
    std::erase_if(found.files, unwanted);
    std::erase_if(found.unreadable, unwanted);
    return found;
}

// Also of paths that lead into archives. Each file once.
ScanResult scan_all(const std::vector<std::string>& paths) {
    std::vector<std::string> on_disk;
    std::vector<std::string> inside;
    for (const std::string& path : paths) (archive_of(path) ? inside : on_disk).push_back(path);
    ScanResult found = scan(on_disk);
    expand_archives(found);
    if (inside.empty()) return found;
    std::set<std::string> there;
    for (const FoundFile& file : found.files) there.insert(file.path);
    for (const std::string& path : inside) {
        ScanResult more = scan_inside(absolute_path(*archive_of(path)), absolute_path(path));
        for (FoundFile& file : more.files)
            if (there.insert(file.path).second) found.files.push_back(std::move(file));
        std::ranges::move(more.unreadable, std::back_inserter(found.unreadable));
    }
    return found;
}

Result<std::string> hash_of(const std::string& path, SourceOpener& opener) {
    auto input = Input::open(path, opener);
    if (!input) return input.error();
    std::string hash = input->finish();
    if (!input->read_error().empty())
        return Error{ErrorCode::unavailable, path + ": " + input->read_error(), ""};
    return hash;
}

// What the name of a file says of when its conversations were, for any reader.
std::optional<std::string> dated(std::string_view path) {
    return date_in_name(path);
}

class Planner {
public:
    explicit Planner(const KnownSources& known) : known_(known) {
        for (const auto& [path, source] : known) by_size_.emplace(source.size, &source);
    }

    // `asked`: the settings are this command's own, and a file read with others is read again. The
    // files of an archive cost least in its order.
    void consider(const FoundFile& file, const ReadSettings& settings, bool asked);
    Work take() { return std::move(work_); }
    const std::set<std::string>& moved() const { return moved_; }

private:
    void consider_known(const FoundFile& file, const Source& source, const ReadSettings& settings,
                        bool asked);
    bool consider_move(const FoundFile& file, const ReadSettings& settings, bool asked);
    void update(const FoundFile& file, Source source, FileState state);

    const KnownSources& known_;
    std::multimap<std::uint64_t, const Source*> by_size_;
    std::set<std::string> moved_;  // old paths
    SourceOpener opener_;
    Work work_;
};

void Planner::update(const FoundFile& file, Source source, FileState state) {
    Update update{std::move(source), state, {}};
    if (state == FileState::moved) update.moved_from = update.source.path;
    update.source.path = file.path;
    update.source.mtime_ns = file.mtime_ns;
    work_.updates.push_back(std::move(update));
}

void Planner::consider_known(const FoundFile& file, const Source& source,
                             const ReadSettings& settings, bool asked) {
    const bool same_settings = !asked || print(settings) == source.read_options;
    ReadSettings used = settings;
    if (!asked)
        if (auto stored = parse_read_settings(source.read_options)) used = *std::move(stored);
    const bool same_time = file.size == source.size && file.mtime_ns == source.mtime_ns;
    if (same_settings && same_time) {
        update(file, source, FileState::unchanged);
        return;
    }
    if (same_settings && file.size == source.size)
        if (const auto hash = hash_of(file.path, opener_); hash && *hash == source.sha256) {
            update(file, source, FileState::unchanged);
            return;
        }
    work_.tasks.push_back({file, std::move(used), source.id});
}

// A file that has the bytes of a source whose own file is gone has been moved or renamed.
bool Planner::consider_move(const FoundFile& file, const ReadSettings& settings, bool asked) {
    const auto [begin, end] = by_size_.equal_range(file.size);
    std::string hash;
    for (auto it = begin; it != end; ++it) {
        const Source& source = *it->second;
        if (may_exist(source.path) || moved_.contains(source.path)) continue;
        if (hash.empty()) hash = hash_of(file.path, opener_).value_or("unreadable");
        if (hash != source.sha256) continue;
        moved_.insert(source.path);
        const auto stored = parse_read_settings(source.read_options);
        if (asked && print(settings) != source.read_options)
            work_.tasks.push_back({file, settings, source.id, source.path});
        else if (stored && dated(file.path) != dated(source.path))
            work_.tasks.push_back({file, *stored, source.id, source.path});
        else
            update(file, source, FileState::moved);
        return true;
    }
    return false;
}

void Planner::consider(const FoundFile& file, const ReadSettings& settings, bool asked) {
    if (const auto found = known_.find(file.path); found != known_.end())
        consider_known(file, found->second, settings, asked);
    else if (!consider_move(file, settings, asked))
        work_.tasks.push_back({file, settings, 0});
}

// The sources whose files were deleted: not those that moved, nor those whose whole folder is away.
// `there` are the files that were found.
std::vector<Source> missing(const KnownSources& known, const std::set<std::string>& moved,
                            const std::vector<std::string>& gone_roots,
                            const std::set<std::string>& there) {
    std::vector<Source> removed;
    for (const auto& [path, source] : known) {
        const auto below = [&name = path](const std::string& root) {
            return name.starts_with(root);
        };
        const bool kept = moved.contains(path) || path.starts_with("stdin:") ||
                          std::ranges::any_of(gone_roots, below);
        if (!kept && !exists(path) && !there.contains(path)) removed.push_back(source);
    }
    return removed;
}

// Whether the columns that a mapping file names are in one of the files at least; otherwise an
// error that names the nearest. Nothing to say where no file is a table, nor of standard input.
// Opens files until all names are found.
Result<void> check_mapping(const std::vector<Task>& tasks, const ReadSettings& settings) {
    if (!settings.read.mapping) return {};
    std::vector<std::string> names;
    std::vector<std::string> missing = missing_columns(*settings.read.mapping, names);
    SourceOpener opener;
    for (const Task& task : tasks) {
        if (missing.empty() || task.file.path == "-") return {};
        auto input = Input::open(task.file.path, opener);
        if (!input) continue;
        const auto columns = columns_of(*input, settings);
        names.insert(names.end(), columns.begin(), columns.end());
        missing = missing_columns(*settings.read.mapping, names);
    }
    if (missing.empty() || names.empty()) return {};
    const std::vector<std::string_view> there(names.begin(), names.end());
    const std::string_view near = nearest(missing[0], there);
    return Error{ErrorCode::bad_input,
                 "no file has a column '" + missing[0] + "', which the mapping file names",
                 near.empty() ? "`verbatim add --dry-run` without --map shows the columns"
                              : "did you mean '" + std::string(near) + "'?"};
}

}  // namespace

bool brings_back(const std::string& path, const TakenOut::value_type& taken_out) {
    return path == taken_out.first || (!taken_out.second.empty() && path == taken_out.second);
}

Result<Work> plan_add(const KnownSources& known, const AddRequest& request,
                      const TakenOut& taken_out) {
    const ReadSettings settings{request.format, request.round, request.read};
    Planner planner(known);
    std::vector<std::string> paths = request.paths;
    const bool standard_input = std::erase(paths, "-") > 0;
    ScanResult found = scan_all(paths);
    std::vector<std::string> kept_out;
    for (const FoundFile& file : found.files) {
        const auto gone = taken_out.find(file.path);
        const bool wanted =
            gone == taken_out.end() || std::ranges::any_of(paths, [&](const std::string& path) {
                return brings_back(absolute_path(path), *gone);
            });
        if (wanted)
            planner.consider(file, settings, !settings.are_default());
        else
            kept_out.push_back(file.path);
    }
    Work work = planner.take();
    work.kept_out = std::move(kept_out);
    if (standard_input) work.tasks.push_back({{"-", 0, 0}, settings, 0});
    work.unreadable = std::move(found.unreadable);
    read_again_with_companions(known, work);
    set_twins_aside(known, work);
    if (auto checked = check_mapping(work.tasks, settings); !checked) return checked.error();
    return work;
}

Result<Work> plan_sync(const KnownSources& known, const std::map<std::string, std::string>& roots,
                       const TakenOut& taken_out) {
    Planner planner(known);
    std::vector<Unreadable> unreadable;
    std::set<std::string> visited;
    std::vector<std::string>
        gone_roots;  // a disk that is not mounted, rather than files that were deleted
    const auto visit = [&](const std::string& path, const ReadSettings& settings) {
        ScanResult found = scan_all({path});
        for (const FoundFile& file : found.files)
            if (!taken_out.contains(file.path) && visited.insert(file.path).second)
                planner.consider(file, settings, false);
        for (Unreadable& file : found.unreadable)
            if (exists(file.path)) unreadable.push_back(std::move(file));
    };
    for (const auto& [path, settings] : roots) {
        const auto parsed = parse_read_settings(settings);
        if (!parsed) return parsed.error();
        if (exists(path)) {
            visit(path, *parsed);
        } else {
            gone_roots.push_back(path + "/");
            unreadable.push_back(
                {path, "the folder is gone: its sources are kept until `verbatim remove`"});
        }
    }
    for (const auto& [path, source] : known) {
        if (visited.contains(path)) continue;
        const auto archive = archive_of(path);
        if (archive || exists(path)) visit(archive.value_or(path), {});
    }
    Work work = planner.take();
    work.unreadable = std::move(unreadable);
    work.removed = missing(known, planner.moved(), gone_roots, visited);
    read_again_with_companions(known, work);
    set_twins_aside(known, work);
    return work;
}

}  // namespace verbatim
