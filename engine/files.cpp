#include "engine/files.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace verbatim {

namespace fs = std::filesystem;

namespace {

bool is_missing(const fs::path& path) {
    std::error_code failed;
    return !fs::exists(path, failed) && !failed;
}

}  // namespace

Error unavailable(const fs::path& path, const std::error_code& why) {
    const bool is_full = why == std::errc::no_space_on_device;
    return {ErrorCode::unavailable, path.string() + ": " + why.message(),
            is_full ? std::string(kMakeRoom) : "check the disk and the permissions"};
}

std::error_code last_error() {
    return {errno, std::generic_category()};
}

Result<std::string> read_file(const fs::path& file) {
    const int descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return unavailable(file, last_error());
    constexpr std::size_t kPiece = 1u << 16;
    std::string bytes;
    for (;;) {
        const std::size_t size = bytes.size();
        bytes.resize(size + kPiece);
        const ssize_t got = read(descriptor, bytes.data() + size, kPiece);
        const auto why = last_error();
        bytes.resize(size + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
        if (got > 0 || (got < 0 && why == std::errc::interrupted)) continue;
        close(descriptor);
        return got == 0 ? Result<std::string>(std::move(bytes)) : unavailable(file, why);
    }
}

Result<std::optional<std::string>> read_if_there(const fs::path& file) {
    if (is_missing(file)) return std::optional<std::string>();
    auto bytes = read_file(file);
    if (bytes) return std::optional(*std::move(bytes));
    if (is_missing(file)) return std::optional<std::string>();  // it went meanwhile
    return bytes.error();
}

Result<std::vector<fs::path>> entries_of(const fs::path& folder) {
    std::vector<fs::path> entries;
    std::error_code failed;
    fs::directory_iterator entry(folder, failed);
    for (; !failed && entry != fs::directory_iterator(); entry.increment(failed))
        entries.push_back(entry->path());
    if (failed) return unavailable(folder, failed);
    return entries;
}

Result<std::uint64_t> bytes_below(const fs::path& folder) {
    std::uint64_t bytes = 0;
    const auto entries = entries_of(folder);
    if (!entries) return is_missing(folder) ? Result<std::uint64_t>(0) : entries.error();
    for (const fs::path& entry : *entries) {
        std::error_code failed;
        const bool is_folder = fs::is_directory(fs::symlink_status(entry, failed));
        const bool is_file = fs::is_regular_file(entry, failed);
        const auto found = is_folder ? bytes_below(entry)
                           : is_file ? Result<std::uint64_t>(fs::file_size(entry, failed))
                                     : Result<std::uint64_t>(0);
        if (!found) return found;
        if (!failed) bytes += *found;
    }
    return bytes;
}

}  // namespace verbatim
