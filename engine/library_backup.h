#pragma once

#include <filesystem>

#include "engine/library.h"
#include "engine/result.h"

// Copies of whole libraries. A backup is a library itself: it can be searched and checked where it
// lies.
namespace verbatim {

struct Backup {
    // A writer was at work, or the index could not be used: the truth is there, and `restore` or
    // `verbatim reindex` rebuilds the index from it.
    bool without_index = false;
    std::uint64_t bytes = 0;  // of its files, those included that are shared by hard links
};

// Copies a library, of any version that has not lost its store, into a directory that is new or
// empty; the two may not lie in one another. What was acknowledged before the call is in it.
//
// It takes the lock where that is free, and then shares the tables of the store by hard links, as
// the file systems allow; beside a writer that outlasts the patience it copies every record. The
// copy is built beside its place, as "X.unfinished", and comes there whole and durable. Fails with
// bad_input where the directory is in use.
Result<Backup> back_up(const std::filesystem::path& library, const std::filesystem::path& directory,
                       const Patience& patience = {kLockPatience});

// Makes a library of a backup, which stays as it is; the index is rebuilt where the backup has none
// of this version. It is built beside `directory` and takes that name when it is whole. A library
// that is there already is an error, or, with `replace`, comes to be called "X.before-restore": its
// new name, else empty. Nobody may write to either, for which it waits.
Result<std::filesystem::path> restore(const std::filesystem::path& backup,
                                      const std::filesystem::path& directory, bool replace,
                                      const Patience& patience, const Progress& progress);

}  // namespace verbatim
