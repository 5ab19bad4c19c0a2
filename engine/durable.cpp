#include "engine/durable.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace verbatim {

namespace fs = std::filesystem;

namespace {

Result<void> sync(const fs::path& path, int flags) {
    const int descriptor = open(path.c_str(), flags | O_CLOEXEC);
    if (descriptor < 0) return unavailable(path, last_error());
    const int failed = fsync(descriptor);
    const auto why = last_error();
    close(descriptor);
    return failed == 0 ? Result<void>() : unavailable(path, why);
}

}  // namespace

Error unavailable(const fs::path& path, const std::error_code& why) {
    return {ErrorCode::unavailable, path.string() + ": " + why.message(),
            "check the disk and the permissions"};
}

std::error_code last_error() {
    return {errno, std::generic_category()};
}

Result<void> sync_file(const fs::path& file) {
    return sync(file, O_RDONLY);
}

Result<void> sync_directory(const fs::path& directory) {
    return sync(directory, O_RDONLY | O_DIRECTORY);
}

}  // namespace verbatim
