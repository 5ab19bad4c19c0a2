// A read-only file system below $VERBATIM_TEST_READ_ONLY, loaded into the program by LD_PRELOAD:
// whatever would change something there fails as it would there. Mounting one needs rights that
// not every machine gives to tests.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

bool is_below(const char* path) {
    static const char* const root = std::getenv("VERBATIM_TEST_READ_ONLY");
    if (root == nullptr || path == nullptr || std::strncmp(path, root, std::strlen(root)) != 0)
        return false;
    errno = EROFS;
    return true;
}

bool would_write(int flags) {
    return (flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC)) != 0;
}

template <typename Function>
Function next(const char* name) {
    return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

using Open = int (*)(const char*, int, ...);
using OpenAt = int (*)(int, const char*, int, ...);
using OpenStream = FILE* (*)(const char*, const char*);

mode_t mode_of(int flags, va_list& rest) {
    return (flags & (O_CREAT | __O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0;
}

FILE* open_stream(const char* name, const char* path, const char* mode) {
    const bool writes = std::strpbrk(mode, "wa+") != nullptr;
    return writes && is_below(path) ? nullptr : next<OpenStream>(name)(path, mode);
}

}  // namespace

extern "C" {

#define VERBATIM_OPEN(name)                                  \
    int name(const char* path, int flags, ...) {             \
        va_list rest;                                        \
        va_start(rest, flags);                               \
        const mode_t mode = mode_of(flags, rest);            \
        va_end(rest);                                        \
        if (would_write(flags) && is_below(path)) return -1; \
        return next<Open>(#name)(path, flags, mode);         \
    }
#define VERBATIM_OPEN_AT(name)                                    \
    int name(int directory, const char* path, int flags, ...) {   \
        va_list rest;                                             \
        va_start(rest, flags);                                    \
        const mode_t mode = mode_of(flags, rest);                 \
        va_end(rest);                                             \
        if (would_write(flags) && is_below(path)) return -1;      \
        return next<OpenAt>(#name)(directory, path, flags, mode); \
    }
VERBATIM_OPEN(open)
VERBATIM_OPEN(open64)
VERBATIM_OPEN_AT(openat)
VERBATIM_OPEN_AT(openat64)

FILE* fopen(const char* path, const char* mode) {
    return open_stream("fopen", path, mode);
}
FILE* fopen64(const char* path, const char* mode) {
    return open_stream("fopen64", path, mode);
}
int mkdir(const char* path, mode_t mode) noexcept {
    return is_below(path) ? -1 : next<int (*)(const char*, mode_t)>("mkdir")(path, mode);
}
int rename(const char* from, const char* to) noexcept {
    return is_below(from) || is_below(to)
               ? -1
               : next<int (*)(const char*, const char*)>("rename")(from, to);
}
int symlink(const char* target, const char* path) noexcept {
    return is_below(path) ? -1 : next<int (*)(const char*, const char*)>("symlink")(target, path);
}
int unlink(const char* path) noexcept {
    return is_below(path) ? -1 : next<int (*)(const char*)>("unlink")(path);
}
int remove(const char* path) noexcept {
    return is_below(path) ? -1 : next<int (*)(const char*)>("remove")(path);
}
int chmod(const char* path, mode_t mode) noexcept {
    return is_below(path) ? -1 : next<int (*)(const char*, mode_t)>("chmod")(path, mode);
}
int truncate(const char* path, off_t size) noexcept {
    return is_below(path) ? -1 : next<int (*)(const char*, off_t)>("truncate")(path, size);
}

}  // extern "C"
