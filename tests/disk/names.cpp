// The calls of a failing disk (faults.cpp) that open, make, rename and remove.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <string>

#include "tests/disk/plan.h"
#include "tests/disk/power.h"

namespace {

using namespace verbatim::disk;

template <typename Function>
Function next(const char* name) {
    return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

bool is_there(const std::string& path) {
    struct stat status {};
    return lstat(path.c_str(), &status) == 0;
}

std::string below(int folder, const char* path) {
    return is_unseen() || path == nullptr ? std::string() : path_below(folder, path);
}

// Opening for reading is a read. `failed` is what the call returns where it fails.
template <typename Result, typename Call>
Result opens(int folder, const char* name, int flags, Result failed, const Call& call) {
    const std::string path = below(folder, name);
    if (path.empty()) return call();
    Turn turn;
    const bool writes = (flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC)) != 0;
    const Verdict verdict = turn.next(writes ? Kind::open : Kind::read);
    if (verdict.error != 0) {
        errno = verdict.error;
        return failed;
    }
    const bool is_new = (flags & O_CREAT) != 0 && !is_there(path);
    if (!is_new && (flags & O_TRUNC) != 0) will_change(path);
    const Result result = call();
    if (result != failed && is_new) {
        did_make(path);
        will_change(path);  // empty, as long as it is not synced
    }
    return result;
}

int flags_of(const char* mode) {
    const bool both = std::strchr(mode, '+') != nullptr;
    if (mode[0] == 'r') return both ? O_RDWR : O_RDONLY;
    return (both ? O_RDWR : O_WRONLY) | O_CREAT | (mode[0] == 'w' ? O_TRUNC : O_APPEND);
}

// `replaced` has the entry that goes, `done` tells the log.
template <typename Call, typename Done>
int names(const std::string& path, const Call& call, const Done& done) {
    if (path.empty()) return call();
    Turn turn;
    const Verdict verdict = turn.next(Kind::name);
    if (verdict.error != 0) {
        errno = verdict.error;
        return -1;
    }
    const std::string kept = is_there(path) ? keep(path) : std::string();
    const int result = call();
    if (result == 0) done(kept);
    return result;
}

template <typename Call>
int makes(int folder, const char* name, const Call& call) {
    const std::string path = below(folder, name);
    return names(path, call, [&](const std::string&) { did_make(path); });
}

template <typename Call>
int removes(int folder, const char* name, const Call& call) {
    const std::string path = below(folder, name);
    return names(path, call, [&](const std::string& kept) { did_remove(path, kept); });
}

template <typename Call>
int renames(int from_folder, const char* from, int to_folder, const char* to, const Call& call) {
    const std::string source = below(from_folder, from), target = below(to_folder, to);
    return names(target, call, [&](const std::string& kept) { did_rename(source, target, kept); });
}

mode_t mode_of(int flags, va_list arguments) {
    return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(arguments, mode_t) : 0;
}

template <typename Real>
int opens_at(const Real& real, int folder, const char* path, int flags, mode_t mode) {
    return opens(folder, path, flags, -1, [&] { return real(folder, path, flags, mode); });
}

}  // namespace

extern "C" {

int open(const char* path, int flags, ...) {
    static const auto real = next<decltype(&open)>("open");
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = mode_of(flags, arguments);
    va_end(arguments);
    return opens(AT_FDCWD, path, flags, -1, [&] { return real(path, flags, mode); });
}

int open64(const char* path, int flags, ...) {
    static const auto real = next<decltype(&open64)>("open64");
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = mode_of(flags, arguments);
    va_end(arguments);
    return opens(AT_FDCWD, path, flags, -1, [&] { return real(path, flags, mode); });
}

int openat(int folder, const char* path, int flags, ...) {
    static const auto real = next<decltype(&openat)>("openat");
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = mode_of(flags, arguments);
    va_end(arguments);
    return opens_at(real, folder, path, flags, mode);
}

int openat64(int folder, const char* path, int flags, ...) {
    static const auto real = next<decltype(&openat64)>("openat64");
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = mode_of(flags, arguments);
    va_end(arguments);
    return opens_at(real, folder, path, flags, mode);
}

int creat(const char* path, mode_t mode) {
    return open(path, O_WRONLY | O_CREAT | O_TRUNC, mode);
}

FILE* fopen(const char* path, const char* mode) {
    static const auto real = next<decltype(&fopen)>("fopen");
    FILE* const failed = nullptr;
    return opens(AT_FDCWD, path, flags_of(mode), failed, [&] { return real(path, mode); });
}

FILE* fopen64(const char* path, const char* mode) {
    static const auto real = next<decltype(&fopen64)>("fopen64");
    FILE* const failed = nullptr;
    return opens(AT_FDCWD, path, flags_of(mode), failed, [&] { return real(path, mode); });
}

int mkdir(const char* path, mode_t mode) noexcept {
    static const auto real = next<decltype(&mkdir)>("mkdir");
    return makes(AT_FDCWD, path, [&] { return real(path, mode); });
}

int symlink(const char* target, const char* path) noexcept {
    static const auto real = next<decltype(&symlink)>("symlink");
    return makes(AT_FDCWD, path, [&] { return real(target, path); });
}

int link(const char* from, const char* to) noexcept {
    static const auto real = next<decltype(&link)>("link");
    return makes(AT_FDCWD, to, [&] { return real(from, to); });
}

int unlink(const char* path) noexcept {
    static const auto real = next<decltype(&unlink)>("unlink");
    return removes(AT_FDCWD, path, [&] { return real(path); });
}

int rmdir(const char* path) noexcept {
    static const auto real = next<decltype(&rmdir)>("rmdir");
    return removes(AT_FDCWD, path, [&] { return real(path); });
}

int remove(const char* path) noexcept {
    static const auto real = next<decltype(&remove)>("remove");
    return removes(AT_FDCWD, path, [&] { return real(path); });
}

int unlinkat(int folder, const char* path, int flags) noexcept {
    static const auto real = next<decltype(&unlinkat)>("unlinkat");
    return removes(folder, path, [&] { return real(folder, path, flags); });
}

int rename(const char* from, const char* to) noexcept {
    static const auto real = next<decltype(&rename)>("rename");
    return renames(AT_FDCWD, from, AT_FDCWD, to, [&] { return real(from, to); });
}

int renameat(int from_folder, const char* from, int to_folder, const char* to) noexcept {
    static const auto real = next<decltype(&renameat)>("renameat");
    return renames(from_folder, from, to_folder, to,
                   [&] { return real(from_folder, from, to_folder, to); });
}
}
