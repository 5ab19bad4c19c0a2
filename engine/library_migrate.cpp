#include "engine/library.h"
#include "engine/library_version.h"

// How a library of an older version comes to be one of this: its index is built anew from its store
// beside the old one, and one renaming makes both index and version those of this program.
namespace verbatim {

namespace {

// Whoever waited for the lock may find that another has done it.
Result<void> migrate(const std::filesystem::path& directory, const Patience& patience,
                     const Migration& migration) {
    auto older = Library::open_store(directory, patience);
    if (!older) return older.error();
    const auto version = version_of(directory);
    if (!version) return version.error();
    if (!is_older(*version)) return {};
    if (migration.tell) migration.tell(*version);
    return older->reindex(migration.progress);
}

}  // namespace

Result<Library> Library::open_migrated(const std::filesystem::path& directory,
                                       const Patience& patience, const Migration& migration) {
    const auto version = version_of(directory);
    if (version && is_older(*version))
        if (auto migrated = migrate(directory, patience, migration); !migrated)
            return migrated.error();
    return open(directory, Access::write, patience);
}

}  // namespace verbatim
