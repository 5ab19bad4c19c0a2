#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/model.h"

namespace verbatim {

struct FoundFile {
    std::string path;  // absolute; links resolved where they are directories, so one file in one
                       // directory has one path
    std::uint64_t size = 0;
    std::int64_t mtime_ns = 0;
};

struct Unreadable {
    std::string path;    // absolute
    std::string reason;  // "no such file or directory", "a broken link", "permission denied", "the
                         // directory contains itself"
};

struct ScanResult {
    std::vector<FoundFile> files;        // sorted by path, each once
    std::vector<Unreadable> unreadable;  // sorted by path
};

// Walks files and folders.
//
// Passed over below a folder: hidden files and folders, what desktops leave behind (Thumbs.db,
// desktop.ini, __MACOSX, "~$" locks), libraries (.verbatim, or a directory with a VERSION, a lock
// and a store), and what is no regular file. A path named outright is taken whatever its name, even
// a named pipe; sockets, devices and libraries are unreadable. A directory reached twice is walked
// once; a link to a directory that it is in is unreadable. Does I/O but opens no file, so that
// nothing can hang; never fails as a whole. Not thread-safe against a change of the working
// directory.
ScanResult scan(const std::vector<std::string>& paths);

// Whether the name of a file or folder is one of those that are passed over.
bool is_passed_over(std::string_view name);

// As sources are called: absolute, normal, without a '/' at its end.
std::string absolute_path(const std::string& path);

}  // namespace verbatim
