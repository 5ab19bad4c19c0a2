#include "engine/durable.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <string>
#include <vector>

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

Error cannot_be_made(const fs::path& directory, const std::error_code& why) {
    return {ErrorCode::unavailable, directory.string() + " cannot be made: " + why.message(),
            "name a directory in which you may write"};
}

Result<void> sync_file(const fs::path& file) {
    return sync(file, O_RDONLY);
}

Result<void> sync_directory(const fs::path& directory) {
    return sync(directory, O_RDONLY | O_DIRECTORY);
}

Result<void> replace_file(const fs::path& file, std::string_view bytes) {
    fs::path fresh = file;
    fresh += ".new";
    std::error_code failed;
    fs::remove(fresh, failed);  // what a killed writer left may be a link
    {
        std::ofstream writing(fresh, std::ios::binary);
        if (!(writing << bytes).flush()) return unavailable(fresh, last_error());
    }
    if (auto synced = sync_file(fresh); !synced) return synced;
    fs::rename(fresh, file, failed);
    if (failed) return unavailable(file, failed);
    return sync_directory(file.parent_path());
}

Result<void> make_directories(const fs::path& directory) {
    std::error_code failed;
    fs::path existing = fs::absolute(directory, failed);
    std::vector<fs::path> parents;  // of what is made
    while (!failed && !fs::exists(existing, failed) && !failed && existing.has_relative_path()) {
        existing = existing.parent_path();
        parents.push_back(existing);
    }
    if (!failed) fs::create_directories(directory, failed);
    if (failed) return cannot_be_made(directory, failed);
    for (const fs::path& parent : parents)
        if (auto synced = sync_directory(parent); !synced) return synced;
    return {};
}

}  // namespace verbatim
