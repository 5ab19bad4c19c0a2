#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/library.h"
#include "engine/library_lock.h"
#include "engine/result.h"
#include "engine/store.h"

// One library as several, and several as one. What is given stays as it is; what is made is built
// beside its place, in "X.making", takes that place when all is whole and durable, and is an error
// where something is there already. "X.making" of a run that was killed is removed by the next.
namespace verbatim {

struct PartOfLibrary {
    std::filesystem::path directory;
    std::uint64_t conversations = 0;
    std::uint64_t verbatims = 0;
};

// Each conversation comes into one of the parts, which a hash of its id decides, so that parts are
// about equal and the same conversation always comes into the same. Sources, under the same
// numbers, people, lenses, marks, corrections and saved searches come into all; rejected records
// into the first. `dry_run` counts.
Result<std::vector<PartOfLibrary>> split(const std::filesystem::path& library,
                                         const std::vector<std::filesystem::path>& directories,
                                         bool dry_run, const Patience& patience,
                                         const Progress& progress);

// Corrections of roles, as the store has them (store.h): by the name, a zero and the path.
using RoleSettings = std::vector<std::pair<std::string, std::string>>;
// Applies them to all that a library, open for writing, holds: who is quoted is the indexer's to
// say. Without it nothing is corrected that has been read.
using CorrectRoles = std::function<Result<void>(Library& library, const RoleSettings& roles)>;

// A source that several libraries have, under one path and with the same bytes, is one source; so
// is a conversation. A conversation that was taken out of one of them is rejected in the result.
// Settings that differ are those of the first library that has them; a lens or a saved search comes
// whole, with its marks, or not at all. Corrections of roles that not all of them have are applied
// to what comes of the others. Fails with bad_input where a path has different bytes in two of
// them. `dry_run` counts, before corrections.
struct Merged {
    PartOfLibrary whole;
    std::vector<std::string> notices;  // settings that differed
};
Result<Merged> merge(const std::vector<std::filesystem::path>& libraries,
                     const std::filesystem::path& directory, bool dry_run, const Patience& patience,
                     const Progress& progress, const CorrectRoles& correct_roles = {});

// For library_split.cpp and library_merge.cpp, the steps of making a library.

inline constexpr std::size_t kMakingBatchBytes = 4u << 20;

// An error where the place of a library is taken, or that where it is built is another's.
Result<void> must_be_new(const std::filesystem::path& directory);

// A library while it is built in "X.making", which is nobody else's until this is destroyed. What
// is left there has a mark, by which the next run knows that it may remove it.
class Making {
public:
    // Takes away what a run that was killed was making there.
    static Result<Making> begin(const std::filesystem::path& directory);

    // The store of a library, without its index and the names of others.
    Result<Library> copy(const std::filesystem::path& library, const Patience& patience) const;
    // Where it lies while it is built.
    std::filesystem::path library() const;
    // Brings it to its place; it may not be open.
    Result<void> publish() const;

private:
    Making(std::filesystem::path place, LibraryLock lock)
        : place_(std::move(place)), lock_(std::move(lock)) {}

    std::filesystem::path place_;
    LibraryLock lock_;
};

// An index of what the library holds, which closes it, and how many verbatims those are.
Result<std::uint64_t> index_made(Library library, const Progress& progress);

// The live sources with the counts of what they hold, whatever was noted; duplicates, empty and
// rejected records stay as they are. A text that several hold is the first's by path. Reads every
// conversation.
struct Recounted {
    std::map<std::uint32_t, Source> sources;
    std::uint64_t conversations = 0;
};
Result<Recounted> recounted(const Store& store);

}  // namespace verbatim
