#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/library.h"
#include "engine/result.h"

// One library as several, and several as one. What is given stays as it is; what is made is built
// beside its place, as "X.making", takes that place when all is whole and durable, and is an error
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

// A source that several libraries have, under one path and with the same bytes, is one source; so
// is a conversation. What was taken out of one of them is not in the result. Settings that differ
// are those of the first library that has them. Fails with bad_input where a path has different
// bytes in two of them.
struct Merged {
    PartOfLibrary whole;
    std::vector<std::string> notices;  // settings that differed
};
Result<Merged> merge(const std::vector<std::filesystem::path>& libraries,
                     const std::filesystem::path& directory, bool dry_run, const Patience& patience,
                     const Progress& progress);

// For library_split.cpp and library_merge.cpp, the steps of making a library: an error where its
// place is taken; a copy beside it, which searches no other indexes; an index of what that holds by
// now, and how many verbatims those are; and its place.
Result<void> must_be_new(const std::filesystem::path& directory);
Result<Library> copy_to_make(const std::filesystem::path& library,
                             const std::filesystem::path& directory, const Patience& patience);
Result<std::uint64_t> index_made(Library library, const Progress& progress);
Result<void> publish(const std::filesystem::path& directory);

}  // namespace verbatim
