#pragma once

#include <string>
#include <vector>

#include "engine/model.h"

namespace verbatim {

struct FoundFile {
    std::string path;  // absolute, lexically normal; links resolved only where they are directories
    std::uint64_t size = 0;
    std::int64_t mtime_ns = 0;
};

struct Unreadable {
    std::string path;
    std::string reason;  // "a broken link", "permission denied", "the directory contains itself"
};

struct ScanResult {
    std::vector<FoundFile> files;        // sorted by path, each once
    std::vector<Unreadable> unreadable;  // sorted by path
};

// Walks files and folders. Hidden files, libraries (.verbatim, or a directory with a VERSION of
// ours), and what is no regular file below a folder are passed over; a path named outright is
// always taken. A directory reached twice is walked once. Does I/O, never fails as a whole.
ScanResult scan(const std::vector<std::string>& paths);

}  // namespace verbatim
