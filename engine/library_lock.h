#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>

#include "engine/result.h"

namespace verbatim {

// How long a writer waits for another.
struct Patience {
    std::chrono::milliseconds time{0};
    // Called once where it must wait, with who holds the lock: "process 4711 (verbatim)". May be
    // empty.
    std::function<void(const std::string& holder)> tell{};
};

// A writer that only notes something, that a search was run, is gone before this.
inline constexpr std::chrono::milliseconds kLockPatience{1000};
inline constexpr std::chrono::hours kAsLongAsItTakes{24 * 365};

// The right to write to a library, held until destruction or death of the process. The file names
// its holder, for the message that a second writer gets.
class LibraryLock {
public:
    // Fails with ErrorCode::locked where another process holds it for all of the patience; at once
    // by default.
    static Result<LibraryLock> take(const std::filesystem::path& file,
                                    const Patience& patience = {});
    ~LibraryLock();
    LibraryLock(LibraryLock&& other) noexcept;
    LibraryLock& operator=(LibraryLock&& other) noexcept;

private:
    explicit LibraryLock(int descriptor) : descriptor_(descriptor) {}
    int descriptor_ = -1;
};

}  // namespace verbatim
