// A disk of $VERBATIM_TEST_DISK bytes, loaded into the program by LD_PRELOAD: after so many bytes
// of regular files, every write fails as on a full disk. What a file gives back counts for nothing.
#include <dlfcn.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstdlib>

namespace {

bool is_full(int descriptor, std::size_t size) {
    static const char* const limit = std::getenv("VERBATIM_TEST_DISK");
    static const std::uint64_t bytes =
        limit == nullptr ? UINT64_MAX : std::strtoull(limit, nullptr, 10);
    static std::atomic<std::uint64_t> written = 0;
    struct stat status {};
    if (fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) return false;
    if (written.fetch_add(size) + size <= bytes) return false;
    errno = ENOSPC;
    return true;
}

template <typename Function>
Function next(const char* name) {
    return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" ssize_t write(int descriptor, const void* data, size_t size) {
    static const auto real = next<ssize_t (*)(int, const void*, size_t)>("write");
    return is_full(descriptor, size) ? -1 : real(descriptor, data, size);
}

extern "C" ssize_t pwrite(int descriptor, const void* data, size_t size, off_t offset) {
    static const auto real = next<ssize_t (*)(int, const void*, size_t, off_t)>("pwrite");
    return is_full(descriptor, size) ? -1 : real(descriptor, data, size, offset);
}

extern "C" ssize_t pwrite64(int descriptor, const void* data, size_t size, off64_t offset) {
    static const auto real = next<ssize_t (*)(int, const void*, size_t, off64_t)>("pwrite64");
    return is_full(descriptor, size) ? -1 : real(descriptor, data, size, offset);
}
