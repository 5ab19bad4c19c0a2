#include "engine/library_backup.h"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <optional>
#include <string>
#include <system_error>

#include "engine/kill_point.h"
#include "engine/library_files.h"
#include "engine/library_others.h"
#include "engine/library_state.h"
#include "engine/store.h"

namespace verbatim {

namespace fs = std::filesystem;

namespace {

fs::path with_end(fs::path path, std::string_view end) {
    path += end;
    return path;
}

// The path with that end and, from the second on, a number: a name that nothing has.
fs::path free_name(const fs::path& path, std::string_view end) {
    std::error_code failed;
    const fs::path first = with_end(path, end);
    fs::path name = first;
    for (int i = 2; fs::exists(fs::symlink_status(name, failed)); ++i)
        name = with_end(first, "-" + std::to_string(i));
    return name;
}

bool lies_in(const fs::path& inner, const fs::path& outer) {
    std::error_code failed;
    const fs::path within = fs::weakly_canonical(inner, failed);
    const fs::path whole = fs::weakly_canonical(outer, failed);
    return !failed && !whole.empty() &&
           std::mismatch(whole.begin(), whole.end(), within.begin(), within.end()).first ==
               whole.end();
}

Result<void> apart(const fs::path& one, const fs::path& other) {
    if (!lies_in(one, other) && !lies_in(other, one)) return {};
    return Error{ErrorCode::bad_input,
                 one.string() + " and " + other.string() + " lie in one another",
                 "name a directory outside"};
}

Result<void> must_be_free(const fs::path& directory) {
    std::error_code failed;
    const bool is_there = fs::exists(directory, failed);
    if (failed) return unavailable(directory, failed);
    if (!is_there) return {};
    const bool is_library = fs::exists(directory / kVersionFile, failed);
    if (!is_library && fs::is_directory(directory, failed) && fs::is_empty(directory, failed))
        return {};
    return Error{ErrorCode::bad_input,
                 directory.string() + (is_library ? " holds a library" : " is not empty"),
                 "name a new directory"};
}

bool has_only_models(const fs::path& directory) {
    const auto entries = entries_of(directory);
    return entries && entries->size() == 1 && entries->front().filename() == kModelsBeside;
}

// Where a copy is built before it takes its place, in one step. A whole library that an interrupted
// command left there is renamed, never deleted.
Result<LibraryLock> claim_staging(const fs::path& place, const fs::path& staging) {
    std::error_code failed;
    if (fs::exists(staging / kVersionFile, failed)) {
        if (const auto idle = LibraryLock::take(staging / "lock"); !idle) return idle.error();
        fs::rename(staging, free_name(place, ".interrupted"), failed);
        if (failed) return unavailable(staging, failed);
    }
    return claim_directory(staging);
}

fs::path staging_of(const fs::path& place) {
    return with_end(place, ".unfinished");
}

Result<void> rename_durably(const fs::path& from, const fs::path& to) {
    std::error_code failed;
    fs::rename(from, to, failed);
    return failed ? Result<void>(unavailable(to, failed)) : sync_directory(to.parent_path());
}

Result<void> copy_index(const fs::path& library, const fs::path& directory) {
    const auto number = index_number(library);
    if (!number) return number.error();
    const std::string name = index_name(*number);
    if (auto copied = copy_files(library / name, directory / name, ""); !copied) return copied;
    return point_index_at(directory, name);
}

// The names of other indexes that are searched too.
Result<void> copy_others(const fs::path& from, const fs::path& to) {
    const auto others = others_of(from);
    if (!others) return others.error();
    return others->empty() ? Result<void>() : put_others(to, *others);
}

// What changes when RocksDB takes up a new table, and lets go of the log that held its records.
Result<std::string> state_of_store(const fs::path& store) {
    const auto entries = entries_of(store);
    if (!entries) return entries.error();
    std::vector<std::string> lines;
    for (const fs::path& entry : *entries) {
        const std::string name = entry.filename();
        if (name.starts_with("MANIFEST-")) {
            std::error_code failed;
            const auto size = fs::file_size(entry, failed);
            if (failed) return unavailable(entry, failed);
            lines.push_back(name + " " + std::to_string(size));
        } else if (name.ends_with(".log")) {
            lines.push_back(name);
        }
    }
    std::ranges::sort(lines);
    std::string state;
    for (const std::string& line : lines) state += line + "\n";
    return state;
}

// Beside a writer: what a reader sees. It sees everything only where the writer took up no table
// while it opened; otherwise, and where a file was gone before it was read, it is opened anew.
Result<void> copy_beside_writer(const fs::path& from, const fs::path& to) {
    constexpr int kAttempts = 20;
    Result<void> copied = Error{ErrorCode::unavailable, from.string() + " changes all the time",
                                "--wait waits until the other command has finished"};
    for (int attempt = 1; attempt <= kAttempts; ++attempt) {
        const auto before = state_of_store(from);
        const auto store = Store::open(from, Access::read);
        const auto after = state_of_store(from);
        if (!before || !store || !after) {
            copied = !before ? before.error() : !store ? store.error() : after.error();
            continue;
        }
        if (*before != *after) continue;
        copied = store->copy_to(to);
        if (copied) return copied;
        std::error_code ignored;
        fs::remove_all(to, ignored);
    }
    return copied;
}

// Copies the two stores, or the one. Whether the index was left out.
Result<bool> copy_stores(const fs::path& library, const fs::path& directory,
                         const Patience& patience) {
    auto opened = Library::open(library, Access::write, patience);
    const bool whole = opened.has_value();
    if (!whole && opened.error().code != ErrorCode::locked)
        opened = Library::open_store(library, patience);
    if (!opened) {
        const auto copied = copy_beside_writer(library / kStoreName, directory / kStoreName);
        return copied ? Result<bool>(true) : copied.error();
    }
    const auto store = opened->state().store();
    if (!store) return store.error();
    if (auto copied = (*store)->copy_to(directory / kStoreName); !copied) return copied.error();
    if (!whole) return true;
    if (auto copied = copy_index(library, directory); !copied) return copied.error();
    return false;
}

Result<void> keep_models(const fs::path& place, const fs::path& staging) {
    std::error_code failed;
    fs::remove_all(staging / kModelsBeside, failed);  // of an interrupted restore
    if (!fs::is_directory(place / kModelsBeside, failed)) return {};
    return copy_files(place / kModelsBeside, staging / kModelsBeside, ".vbm");
}

Result<void> make_library(const fs::path& backup, std::uint32_t version, const fs::path& place,
                          const Progress& progress) {
    const fs::path staging = staging_of(place);
    std::error_code failed;
    const bool has_index = version == kSchemaVersion && fs::exists(backup / "index", failed);
    {
        const auto lock = claim_staging(place, staging);
        if (!lock) return lock.error();
        if (auto copied = copy_files(backup / kStoreName, staging / kStoreName, ".sst"); !copied)
            return copied;
        if (has_index)
            if (auto copied = copy_index(backup, staging); !copied) return copied;
        if (auto listed = copy_others(backup, staging); !listed) return listed;
        if (auto kept = keep_models(place, staging); !kept) return kept;
        if (auto written = write_version(staging, version); !written) return written;
    }
    if (has_index) {
        const auto library = Library::open(staging, Access::read);
        return library ? Result<void>() : library.error();
    }
    auto library = Library::open_store(staging);
    return library ? library->reindex(progress) : library.error();
}

// Exchanges the names of two directories: in one step, where the file system can.
Result<void> exchange(const fs::path& one, const fs::path& other) {
    if (renameat2(AT_FDCWD, one.c_str(), AT_FDCWD, other.c_str(), RENAME_EXCHANGE) == 0)
        return sync_directory(other.parent_path());
    if (errno != EINVAL && errno != ENOSYS)
        return unavailable(other, {errno, std::generic_category()});
    const fs::path between = free_name(other, ".exchanged");
    if (auto moved = rename_durably(other, between); !moved) return moved;
    if (auto moved = rename_durably(one, other); !moved) {
        const auto back = rename_durably(between, other);
        return back ? moved : back;
    }
    return rename_durably(between, one);
}

// The staged library takes its place; the new name of the one that was there, if one was.
Result<fs::path> take_place(const fs::path& place, bool is_there) {
    const fs::path staging = staging_of(place);
    std::error_code failed;
    const bool has_models = fs::exists(place / kModelsBeside, failed);
    if (!is_there && !has_models) {
        const auto renamed = rename_durably(staging, place);
        return renamed ? Result<fs::path>(fs::path()) : renamed.error();
    }
    if (auto exchanged = exchange(staging, place); !exchanged) return exchanged.error();
    kill_point("restore-switched");
    if (!is_there) {
        fs::remove_all(staging, failed);
        return failed ? Result<fs::path>(unavailable(staging, failed)) : fs::path();
    }
    const fs::path aside = free_name(place, ".before-restore");
    const auto renamed = rename_durably(staging, aside);
    return renamed ? Result<fs::path>(aside) : renamed.error();
}

Result<std::uint32_t> version_to_restore(const fs::path& backup) {
    auto version = version_of(backup);
    if (!version && version.error().code == ErrorCode::not_found)
        return Error{ErrorCode::not_found, backup.string() + " is no backup",
                     "`verbatim backup DIR` makes one"};
    if (!version) return version;
    if (auto known = check_version(backup, kOldestStore); !known) return known.error();
    return version;
}

}  // namespace

Result<Backup> back_up(const fs::path& library, const fs::path& directory,
                       const Patience& patience) {
    const auto version = version_of(library);
    if (!version) return version.error();
    if (auto known = check_version(library, kOldestStore); !known) return known.error();
    if (!has_store(library)) return missing_store(library);
    const fs::path place = without_slash(directory), staging = staging_of(place);
    if (auto separate = apart(place, library); !separate) return separate.error();
    if (auto free = must_be_free(place); !free) return free.error();
    const auto lock = claim_staging(place, staging);
    if (!lock) return lock.error();
    const auto copied = copy_stores(library, staging, patience);
    if (!copied) return copied.error();
    if (auto listed = copy_others(library, staging); !listed) return listed.error();
    if (auto written = write_version(staging, *version); !written) return written.error();
    kill_point("backup-copied");
    if (auto renamed = rename_durably(staging, place); !renamed) return renamed.error();
    const auto bytes = bytes_below(place);
    if (!bytes) return bytes.error();
    return Backup{*copied, *bytes};
}

Result<fs::path> restore(const fs::path& backup, const fs::path& directory, bool replace,
                         const Patience& patience, const Progress& progress) {
    const auto version = version_to_restore(backup);
    if (!version) return version.error();
    const fs::path place = without_slash(directory);
    for (const fs::path& taken : {place, staging_of(place)})
        if (auto separate = apart(backup, taken); !separate) return separate.error();
    const auto present_version = version_of(place);
    const bool is_there = present_version || present_version.error().code != ErrorCode::not_found;
    if (is_there && !replace)
        return Error{ErrorCode::bad_input, place.string() + " holds a library",
                     "--replace renames it and puts the backup in its place"};
    std::optional<LibraryLock> present;
    if (is_there) {
        auto lock = LibraryLock::take(place / "lock", patience);
        if (!lock) return lock.error();
        present = *std::move(lock);
    } else if (!has_only_models(place)) {
        if (auto free = must_be_free(place); !free) return free.error();
    }
    const auto quiet = LibraryLock::take(backup / "lock", patience);
    if (!quiet && quiet.error().code == ErrorCode::locked) return quiet.error();
    if (auto made = make_library(backup, *version, place, progress); !made) return made.error();
    kill_point("restore-copied");
    return take_place(place, is_there);
}

}  // namespace verbatim
