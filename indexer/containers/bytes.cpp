#include "indexer/containers/bytes.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace verbatim {

namespace {

constexpr std::size_t kBlock = 64u << 10;

class FileBytes : public ByteSource {
public:
    explicit FileBytes(int file) : file_(file) {}
    FileBytes(const FileBytes&) = delete;
    FileBytes& operator=(const FileBytes&) = delete;
    ~FileBytes() override {
        if (file_ > STDIN_FILENO) ::close(file_);
    }

    Result<std::size_t> read(char* to, std::size_t size) override {
        ssize_t count = 0;
        do count = ::read(file_, to, size);
        while (count < 0 && errno == EINTR);
        if (count < 0) return Error{ErrorCode::unavailable, std::strerror(errno), ""};
        return static_cast<std::size_t>(count);
    }

private:
    int file_;
};

class MemoryBytes : public ByteSource {
public:
    explicit MemoryBytes(std::string bytes) : bytes_(std::move(bytes)) {}

    Result<std::size_t> read(char* to, std::size_t size) override {
        size = std::min(size, bytes_.size() - at_);
        bytes_.copy(to, size, at_);
        at_ += size;
        return size;
    }

private:
    std::string bytes_;
    std::size_t at_ = 0;
};

}  // namespace

Result<std::unique_ptr<ByteSource>> open_file(const std::string& path) {
    const auto fail = [&path](int error) {
        return Error{ErrorCode::unavailable, path + ": " + std::strerror(error), ""};
    };
    const int file = path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return fail(errno);
    std::unique_ptr<ByteSource> opened = std::make_unique<FileBytes>(file);
    struct stat status = {};
    if (::fstat(file, &status) != 0) return fail(errno);
    if (S_ISDIR(status.st_mode)) return fail(EISDIR);
    return opened;
}

std::unique_ptr<ByteSource> from_memory(std::string bytes) {
    return std::make_unique<MemoryBytes>(std::move(bytes));
}

Result<std::string> read_all(ByteSource& source, std::size_t limit) {
    std::string bytes;
    for (;;) {
        const std::size_t before = bytes.size();
        bytes.resize(before + kBlock);
        const auto count = source.read(bytes.data() + before, kBlock);
        if (!count) return count.error();
        bytes.resize(before + *count);
        if (*count == 0) return bytes;
        if (bytes.size() > limit)
            return Error{ErrorCode::unavailable,
                         "more than " + std::to_string(limit >> 20) + " MB to be held in memory",
                         ""};
    }
}

Result<std::size_t> HashedBytes::take(char* to, std::size_t size) {
    auto count = BytesAhead::take(to, size);
    if (!count) return count;
    sha_.update({to, *count});
    count_ += *count;
    return count;
}

Result<std::size_t> BytesAhead::read(char* to, std::size_t size) {
    if (ahead_.empty()) return take(to, size);
    size = std::min(size, ahead_.size());
    ahead_.copy(to, size);
    ahead_.erase(0, size);
    return size;
}

std::string_view BytesAhead::peek(std::size_t size) {
    while (ahead_.size() < size) {
        const std::size_t before = ahead_.size();
        ahead_.resize(size);
        const std::size_t count = take(ahead_.data() + before, size - before).value_or(0);
        ahead_.resize(before + count);
        if (count == 0) break;
    }
    return std::string_view(ahead_).substr(0, size);
}

}  // namespace verbatim
