#include "engine/library_backup.h"

#include <algorithm>
#include <optional>
#include <system_error>

#include "engine/kill_point.h"
#include "engine/library_files.h"
#include "engine/library_lock.h"
#include "engine/library_state.h"
#include "engine/store.h"

namespace verbatim {

namespace fs = std::filesystem;

namespace {

// A directory for a copy, with its lock.
Result<LibraryLock> make_room(const fs::path& directory) {
    std::error_code failed;
    if (fs::exists(directory / kVersionFile, failed))
        return Error{ErrorCode::bad_input, directory.string() + " holds a library already",
                     "name a new directory"};
    fs::create_directories(directory, failed);
    if (failed) return unavailable(directory, failed);
    if (!clear_unfinished(directory))
        return Error{ErrorCode::bad_input, directory.string() + " is not empty",
                     "name a new directory"};
    fs::permissions(directory, fs::perms::owner_all, failed);
    if (failed) return unavailable(directory, failed);
    return LibraryLock::take(directory / "lock");
}

bool lies_in(const fs::path& inner, const fs::path& outer) {
    const fs::path within = fs::weakly_canonical(inner), whole = fs::weakly_canonical(outer);
    return std::mismatch(whole.begin(), whole.end(), within.begin(), within.end()).first ==
           whole.end();
}

Result<void> copy_index(const fs::path& library, const fs::path& directory) {
    const auto number = index_number(library);
    if (!number) return number.error();
    const std::string name = index_name(*number);
    if (auto copied = copy_files(library / name, directory / name, ""); !copied) return copied;
    return point_index_at(directory, name);
}

// Beside a writer: what a reader sees, opened anew where the writer was faster.
Result<void> copy_beside_writer(const fs::path& from, const fs::path& to) {
    constexpr int kAttempts = 5;
    for (int attempt = 1;; ++attempt) {
        const auto store = Store::open(from, Access::read);
        const auto copied = store ? store->copy_to(to) : Result<void>(store.error());
        if (copied || attempt == kAttempts) return copied;
        std::error_code ignored;
        fs::remove_all(to, ignored);
    }
}

// Copies the two stores, or the one. Whether the index was left out.
Result<bool> copy_stores(const fs::path& library, const fs::path& directory,
                         const Patience& patience) {
    std::optional<Library> whole;
    if (auto opened = Library::open(library, Access::write, patience)) whole = *std::move(opened);
    std::optional<Library> alone;
    if (!whole)
        if (auto opened = Library::open_store(library, {})) alone = *std::move(opened);
    Library* locked = whole ? &*whole : alone ? &*alone : nullptr;
    if (locked == nullptr) {
        const auto copied = copy_beside_writer(library / "store", directory / "store");
        return copied ? Result<bool>(true) : copied.error();
    }
    const auto store = locked->state().store();
    if (!store) return store.error();
    if (auto copied = (*store)->copy_to(directory / "store"); !copied) return copied.error();
    if (!whole) return true;
    if (auto copied = copy_index(library, directory); !copied) return copied.error();
    return false;
}

// Fills a new directory from a backup.
Result<void> make_library(const fs::path& backup, std::uint32_t version, const fs::path& directory,
                          const Progress& progress) {
    std::error_code failed;
    const bool has_index = version == kSchemaVersion && fs::exists(backup / "index", failed);
    {
        const auto lock = make_room(directory);
        if (!lock) return lock.error();
        if (auto copied = copy_files(backup / "store", directory / "store", ".sst"); !copied)
            return copied;
        if (has_index)
            if (auto copied = copy_index(backup, directory); !copied) return copied;
        if (auto written = write_version(directory, version); !written) return written;
    }
    if (has_index) return {};
    auto library = Library::open_store(directory);
    return library ? library->reindex(progress) : library.error();
}

// "library", a sign and, from the second on, a number: a name that nothing has.
fs::path free_name(const fs::path& library) {
    std::error_code failed;
    fs::path name = library;
    name += ".before-restore";
    const fs::path first = name;
    for (int i = 2; fs::exists(name, failed); ++i) (name = first) += "-" + std::to_string(i);
    return name;
}

// Renames a library that nobody writes to.
Result<fs::path> put_aside(const fs::path& library) {
    const auto lock = LibraryLock::take(library / "lock");
    if (!lock) return lock.error();
    const fs::path aside = free_name(library);
    std::error_code failed;
    fs::rename(library, aside, failed);
    return failed ? Result<fs::path>(unavailable(library, failed)) : aside;
}

}  // namespace

Result<Backup> back_up(const fs::path& library, const fs::path& directory,
                       const Patience& patience) {
    const auto version = version_of(library);
    if (!version) return version.error();
    if (auto known = check_version(library, kOldestStore); !known) return known.error();
    if (lies_in(directory, library))
        return Error{ErrorCode::bad_input, directory.string() + " lies within the library",
                     "name a directory outside of " + library.string()};
    const auto lock = make_room(directory);
    if (!lock) return lock.error();
    const auto copied = copy_stores(library, directory, patience);
    if (!copied) return copied.error();
    kill_point("backup-copied");
    if (auto written = write_version(directory, *version); !written) return written.error();
    return Backup{*copied, bytes_below(directory)};
}

Result<fs::path> restore(const fs::path& backup, const fs::path& directory, bool replace,
                         const Progress& progress) {
    const auto version = version_of(backup);
    if (!version && version.error().code == ErrorCode::not_found)
        return Error{ErrorCode::not_found, backup.string() + " is no backup",
                     "`verbatim backup DIR` makes one"};
    if (!version) return version.error();
    if (auto known = check_version(backup, kOldestStore); !known) return known.error();
    std::error_code failed;
    const bool is_there = fs::exists(directory / kVersionFile, failed);
    if (is_there && !replace)
        return Error{ErrorCode::bad_input, directory.string() + " holds a library",
                     "--replace renames it and puts the backup in its place"};
    fs::path building = directory;
    building += ".restoring";
    fs::remove_all(building, failed);
    if (failed) return unavailable(building, failed);
    if (auto made = make_library(backup, *version, building, progress); !made) return made.error();
    kill_point("restore-copied");
    fs::path aside;
    if (is_there) {
        auto renamed = put_aside(directory);
        if (!renamed) return renamed;
        aside = *std::move(renamed);
    }
    fs::rename(building, directory, failed);
    return failed ? Result<fs::path>(unavailable(directory, failed)) : aside;
}

}  // namespace verbatim
