#include "engine/library_lock.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace verbatim {

namespace {

std::string holder_of(int descriptor) {
    std::array<char, 256> text{};
    const ssize_t size = pread(descriptor, text.data(), text.size() - 1, 0);
    std::string holder(text.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
    if (const auto end = holder.find('\n'); end != std::string::npos) holder.resize(end);
    return holder.empty() ? "another process" : holder;
}

// The program's name as the system shows it.
std::string own_name() {
    return std::string("process ") + std::to_string(getpid()) + " (" +
           program_invocation_short_name + ")";
}

// There is no flock with a time limit: it is tried again and again.
bool lock_within(int descriptor, const Patience& patience) {
    constexpr int kPause = 20;  // milliseconds
    const auto end = std::chrono::steady_clock::now() + patience.time;
    bool told = !patience.tell;
    while (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK && errno != EINTR) return false;
        if (std::chrono::steady_clock::now() >= end) return false;
        if (!std::exchange(told, true)) patience.tell(holder_of(descriptor));
        poll(nullptr, 0, kPause);
    }
    return true;
}

// Whether the open file is still the one of that name.
bool is_at(const std::filesystem::path& file, int descriptor) {
    struct stat open_file {};
    struct stat named {};
    return fstat(descriptor, &open_file) == 0 && stat(file.c_str(), &named) == 0 &&
           open_file.st_dev == named.st_dev && open_file.st_ino == named.st_ino;
}

Error not_writable(const std::filesystem::path& file, int why) {
    const std::string library = file.parent_path().string();
    if (why == EROFS)
        return {ErrorCode::unavailable,
                library + " cannot be written: it lies on a read-only file system",
                "it can be searched; `verbatim backup DIR` copies it to where it can be written"};
    if (why == EACCES || why == EPERM)
        return {ErrorCode::unavailable, library + " cannot be written: permission denied",
                "it can be searched; to add to it, ask its owner for the permission to write, or "
                "copy it with `verbatim backup DIR`"};
    return {ErrorCode::unavailable, file.string() + ": " + std::strerror(why),
            "check the disk and the permissions of the library"};
}

}  // namespace

Result<LibraryLock> LibraryLock::take(const std::filesystem::path& file, const Patience& patience) {
    LibraryLock lock(-1);
    do {  // while the library was waited for, another may have come in its place
        lock = LibraryLock(open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
        if (lock.descriptor_ < 0) return not_writable(file, errno);
        if (!lock_within(lock.descriptor_, patience))
            return Error{
                ErrorCode::locked,
                file.parent_path().string() + " is being written by " + holder_of(lock.descriptor_),
                "--wait waits until it has finished; searching goes on meanwhile"};
    } while (!is_at(file, lock.descriptor_));
    const int descriptor = lock.descriptor_;
    const std::string name = own_name() + "\n";
    if (ftruncate(descriptor, 0) != 0 ||
        pwrite(descriptor, name.data(), name.size(), 0) != static_cast<ssize_t>(name.size()))
        return Error{ErrorCode::unavailable, file.string() + ": " + std::strerror(errno),
                     "make room on the disk"};
    return lock;
}

LibraryLock::~LibraryLock() {
    if (descriptor_ >= 0) close(descriptor_);
}

LibraryLock::LibraryLock(LibraryLock&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

LibraryLock& LibraryLock::operator=(LibraryLock&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

}  // namespace verbatim
