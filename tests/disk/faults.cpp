// A disk that fails, loaded into the program by LD_PRELOAD. Takes the calls that read and write
// files and list folders below $VERBATIM_FAULT_DIRECTORY, and lets those go wrong that
// $VERBATIM_FAULT names (see plan.cpp); names.cpp takes those that make, rename and remove.
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/sendfile.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>

#include "tests/disk/plan.h"
#include "tests/disk/power.h"

namespace {

using namespace verbatim::disk;

template <typename Function>
Function next(const char* name) {
    return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

// `call` takes how many bytes to write.
template <typename Call>
ssize_t writes(int descriptor, size_t size, const Call& call) {
    const std::string path = is_unseen() ? "" : path_below(descriptor);
    if (path.empty()) return call(size);
    Turn turn;
    const Verdict verdict = turn.next(Kind::write);
    if (verdict.error != 0) {
        errno = verdict.error;
        return -1;
    }
    will_change(path);
    return call(verdict.is_short ? std::max<size_t>(1, size / 2) : size);
}

template <typename Call>
int syncs(int descriptor, const Call& call) {
    const std::string path = is_unseen() ? "" : path_below(descriptor);
    if (path.empty()) return call();
    Turn turn;
    const Verdict verdict = turn.next(Kind::sync);
    if (verdict.error != 0) {
        errno = verdict.error;
        return -1;
    }
    const int result = call();
    if (result == 0) did_sync(path);
    return result;
}

// The error that a call of this kind on an open file ends in, or 0; `changes` its content.
int error_of(int descriptor, Kind kind, bool changes) {
    const std::string path = is_unseen() ? "" : path_below(descriptor);
    if (path.empty()) return 0;
    Turn turn;
    const int error = turn.next(kind).error;
    if (error == 0 && changes) will_change(path);
    return error;
}

// `failed` is what the call returns where it fails.
template <typename Result, typename Call>
Result unless_failed(int error, Result failed, const Call& call) {
    if (error == 0) return call();
    errno = error;
    return failed;
}

template <typename Call>
ssize_t reads(int descriptor, const Call& call) {
    return unless_failed<ssize_t>(error_of(descriptor, Kind::read, false), -1, call);
}

template <typename Entry, typename Call>
Entry* lists(DIR* directory, const Call& call) {
    return unless_failed<Entry*>(error_of(dirfd(directory), Kind::read, false), nullptr, call);
}

template <typename Call>
int resizes(int descriptor, const Call& call) {
    return unless_failed(error_of(descriptor, Kind::space, true), -1, call);
}

// fread() tells nothing of an error but that fewer came; its caller asks ferror(), which reads a
// flag that only a failed read sets: from a descriptor that cannot be read.
template <typename Call>
size_t reads_stream(FILE* stream, const Call& call) {
    const int descriptor = fileno(stream);
    if (error_of(descriptor, Kind::read, false) == 0) return call();
    const int blind = open("/dev/null", O_WRONLY | O_CLOEXEC);
    const int own = dup(descriptor);
    dup2(blind, descriptor);
    const size_t size = call();
    dup2(own, descriptor);
    close(blind);
    close(own);
    return size;
}

}  // namespace

extern "C" {

ssize_t write(int descriptor, const void* data, size_t size) {
    static const auto real = next<decltype(&write)>("write");
    return writes(descriptor, size, [&](size_t n) { return real(descriptor, data, n); });
}

ssize_t pwrite(int descriptor, const void* data, size_t size, off_t offset) {
    static const auto real = next<decltype(&pwrite)>("pwrite");
    return writes(descriptor, size, [&](size_t n) { return real(descriptor, data, n, offset); });
}

ssize_t pwrite64(int descriptor, const void* data, size_t size, off64_t offset) {
    static const auto real = next<decltype(&pwrite64)>("pwrite64");
    return writes(descriptor, size, [&](size_t n) { return real(descriptor, data, n, offset); });
}

// One that is cut short writes its first part alone.
ssize_t writev(int descriptor, const iovec* parts, int count) {
    static const auto real = next<decltype(&writev)>("writev");
    size_t size = 0;
    for (int i = 0; i < count; ++i) size += parts[i].iov_len;
    return writes(descriptor, size, [&](size_t n) {
        return n == size || count == 0 ? real(descriptor, parts, count)
                                       : real(descriptor, parts, std::max(1, count / 2));
    });
}

ssize_t sendfile(int to, int from, off_t* offset, size_t size) {
    static const auto real = next<decltype(&sendfile)>("sendfile");
    return writes(to, size, [&](size_t n) { return real(to, from, offset, n); });
}

ssize_t sendfile64(int to, int from, off64_t* offset, size_t size) {
    static const auto real = next<decltype(&sendfile64)>("sendfile64");
    return writes(to, size, [&](size_t n) { return real(to, from, offset, n); });
}

int fsync(int descriptor) {
    static const auto real = next<decltype(&fsync)>("fsync");
    return syncs(descriptor, [&] { return real(descriptor); });
}

int fdatasync(int descriptor) {
    static const auto real = next<decltype(&fdatasync)>("fdatasync");
    return syncs(descriptor, [&] { return real(descriptor); });
}

int ftruncate(int descriptor, off_t size) noexcept {
    static const auto real = next<decltype(&ftruncate)>("ftruncate");
    return resizes(descriptor, [&] { return real(descriptor, size); });
}

int ftruncate64(int descriptor, off64_t size) noexcept {
    static const auto real = next<decltype(&ftruncate64)>("ftruncate64");
    return resizes(descriptor, [&] { return real(descriptor, size); });
}

int fallocate(int descriptor, int mode, off_t offset, off_t size) {
    static const auto real = next<decltype(&fallocate)>("fallocate");
    return resizes(descriptor, [&] { return real(descriptor, mode, offset, size); });
}

int fallocate64(int descriptor, int mode, off64_t offset, off64_t size) {
    static const auto real = next<decltype(&fallocate64)>("fallocate64");
    return resizes(descriptor, [&] { return real(descriptor, mode, offset, size); });
}

ssize_t read(int descriptor, void* data, size_t size) {
    static const auto real = next<decltype(&read)>("read");
    return reads(descriptor, [&] { return real(descriptor, data, size); });
}

ssize_t pread(int descriptor, void* data, size_t size, off_t offset) {
    static const auto real = next<decltype(&pread)>("pread");
    return reads(descriptor, [&] { return real(descriptor, data, size, offset); });
}

ssize_t pread64(int descriptor, void* data, size_t size, off64_t offset) {
    static const auto real = next<decltype(&pread64)>("pread64");
    return reads(descriptor, [&] { return real(descriptor, data, size, offset); });
}

size_t fread_unlocked(void* data, size_t size, size_t count, FILE* stream) {
    static const auto real = next<decltype(&fread_unlocked)>("fread_unlocked");
    return reads_stream(stream, [&] { return real(data, size, count, stream); });
}

size_t fread(void* data, size_t size, size_t count, FILE* stream) {
    static const auto real = next<decltype(&fread)>("fread");
    return reads_stream(stream, [&] { return real(data, size, count, stream); });
}

dirent* readdir(DIR* directory) {
    static const auto real = next<decltype(&readdir)>("readdir");
    return lists<dirent>(directory, [&] { return real(directory); });
}

dirent64* readdir64(DIR* directory) {
    static const auto real = next<decltype(&readdir64)>("readdir64");
    return lists<dirent64>(directory, [&] { return real(directory); });
}
}
