#pragma once

#include <chrono>
#include <filesystem>
#include <string>

#include "engine/result.h"

namespace verbatim {

// The right to write to a library, held until destruction or death of the process. The file names
// its holder, for the message that a second writer gets.
class LibraryLock {
public:
    // Fails with ErrorCode::locked where another process holds it for all of `patience`; at once
    // by default.
    static Result<LibraryLock> take(const std::filesystem::path& file,
                                    std::chrono::milliseconds patience = {});
    ~LibraryLock();
    LibraryLock(LibraryLock&& other) noexcept;
    LibraryLock& operator=(LibraryLock&& other) noexcept;

private:
    explicit LibraryLock(int descriptor) : descriptor_(descriptor) {}
    int descriptor_ = -1;
};

}  // namespace verbatim
