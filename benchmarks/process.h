#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "engine/result.h"

namespace verbatim::bench {

struct Ran {
    int status = 0;  // exit status; 128 + the signal that ended it
    double seconds = 0;
    std::uint64_t peak_bytes = 0;  // most memory resident at once
};

// Runs a program to its end, standard output to /dev/null. The peak is never below that of this
// process: the kernel counts what the child shared with it before exec.
Result<Ran> run(const std::vector<std::string>& command);

struct Worked {
    std::string text;  // what the work returned
    std::uint64_t peak_bytes = 0;
};

// Does some work in a forked child, so that its memory is measured alone and given back. An Error
// of the work, and a child that crashes, are errors. Must be called before this process has
// threads.
Result<Worked> in_child(const std::function<Result<std::string>()>& work);

// Bytes that the files below a directory take on the disk.
std::uint64_t disk_bytes(const std::string& directory);

}  // namespace verbatim::bench
