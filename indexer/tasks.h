#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "engine/model.h"
#include "engine/result.h"
#include "indexer/ingest.h"
#include "indexer/read_settings.h"
#include "indexer/scan.h"

namespace verbatim {

// A file to be read into the library.
struct Task {
    FoundFile file;  // path "-": standard input
    ReadSettings settings;
    std::uint32_t replaces = 0;  // the number of its earlier reading
    std::string moved_from{};    // where that was read, if elsewhere
    std::string same_as{};       // Source::same_as
};

// A source whose file is where it was, or has only been moved or touched: its record changes, its
// conversations do not.
struct Update {
    Source source;
    FileState state = FileState::unchanged;
    std::string moved_from;
};

// What is to be done about a set of files.
struct Work {
    std::vector<Task> tasks;      // by path; those of an archive in its order
    std::vector<Update> updates;  // likewise
    std::vector<Source> removed;  // by path
    std::vector<Unreadable> unreadable;
    std::vector<std::string> kept_out;  // files that the user removed, below a folder
};

// The library's sources by path.
using KnownSources = std::map<std::string, Source>;

// The paths that the user removed, each with the folder that it was removed with, or empty.
using TakenOut = std::map<std::string, std::string>;

// Whether adding `path`, which is absolute, brings back what was taken out: the file itself is
// named, or the folder that it was taken out with.
bool brings_back(const std::string& path, const TakenOut::value_type& taken_out);

// Compares the files of `paths` with what is known. Files of the same size as a source are hashed,
// to tell a change from a move and from a touch; of transcripts in several formats all but the best
// are set aside (twins.h). Fails where a mapping file names a column that no
// file has.
Result<Work> plan_add(const KnownSources& known, const AddRequest& request,
                      const TakenOut& taken_out);

// Compares every source and every folder that was added (path -> its settings) with the disk.
Result<Work> plan_sync(const KnownSources& known, const std::map<std::string, std::string>& roots,
                       const TakenOut& taken_out);

}  // namespace verbatim
