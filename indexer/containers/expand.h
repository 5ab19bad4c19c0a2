#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "engine/result.h"
#include "indexer/containers/archive.h"
#include "indexer/containers/bytes.h"
#include "indexer/scan.h"

// A file in an archive is a source of its own, called by the archive's path and its own behind it:
// /data/export.zip/reviews/may.csv.
namespace verbatim {

// Puts the files of each archive in its place, with the archive's time, and archives in archives
// alike, three deep; in the order of the archive, each path once. Passes over what scan() passes
// over. Archives that cannot be read, and members that would climb out of theirs, become
// unreadable. Documents that are zip files inside (DOCX, XLSX, ODT, ODS) stay as they are.
void expand_archives(ScanResult& found);

// Opens sources one after the other. The files of an archive, and of those in it, cost no more than
// the archive, if they are asked for in its order, which is that of expand_archives(). One thread.
class SourceOpener {
public:
    // The bytes of a file, or of a file in an archive: those of an archive until the next call.
    Result<std::unique_ptr<ByteSource>> open(const std::string& path);

private:
    struct Opened {
        std::string place;  // on the disk, or in the one before it
        Archive archive;
        std::unordered_set<std::string> passed;  // what it has come by
    };

    // What a walk through an archive did not get past: every file behind it would cost another.
    // Known as long as the opener lives.
    struct Damage {
        Error error;
        std::unordered_set<std::string> passed;  // what lies before it
    };

    Result<std::unique_ptr<ByteSource>> open_inside(const std::string& path);
    Result<std::unique_ptr<ByteSource>> walk_to(const std::string& path);
    const Error* damage_before(const std::string& path) const;

    std::vector<Opened> opened_;             // each but the first in the one before it
    std::map<std::string, Damage> damaged_;  // by the archive's place
};

// The same for one, which stays valid.
Result<std::unique_ptr<ByteSource>> open_source(const std::string& path);

// The archive on the disk that a path goes into, or nothing if it is no such path.
std::optional<std::string> archive_of(const std::string& path);

}  // namespace verbatim
