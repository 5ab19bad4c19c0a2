#pragma once

#include <cstddef>
#include <string>

// Which call on the disk goes wrong, for tests; see faults.cpp.
namespace verbatim::disk {

enum class Kind { write, sync, open, name, space, read };
inline constexpr std::size_t kKinds = 6;
inline constexpr const char* kKindNames[kKinds] = {"write", "sync",  "open",
                                                   "name",  "space", "read"};

// What becomes of a call.
struct Verdict {
    int error = 0;          // it fails with this
    bool is_short = false;  // it writes only the half
};

// The absolute path, its folder resolved; empty where that is not below the directory at fault.
std::string path_below(int folder, const char* path);
// Likewise of an open file.
std::string path_below(int descriptor);

// While it lives, the calls of other threads wait, and those of this one go by unseen.
class Turn {
public:
    Turn();
    ~Turn();
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

    // Counts the call. Does not return where the power goes off.
    Verdict next(Kind kind);
};

// Whether this thread's calls go by unseen.
bool is_unseen();

}  // namespace verbatim::disk
