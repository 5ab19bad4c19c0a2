#include "engine/library_version.h"

#include <cerrno>
#include <charconv>
#include <fstream>
#include <string>
#include <string_view>
#include <system_error>

#include "engine/files.h"
#include "engine/library_files.h"
#include "engine/store.h"

namespace verbatim {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kVersionLine = "verbatim library ";

// Every store has it.
fs::path current_of(const fs::path& directory) {
    return directory / kStoreName / "CURRENT";
}

// A creation that was killed leaves a store too, of no sources.
bool holds_sources(const fs::path& directory) {
    if (!has_store(directory)) return false;
    const auto store = Store::open(directory / kStoreName, Access::read);
    if (!store) return false;
    const auto sources = store->sources();
    return !sources || !sources->empty();
}

Error unreadable(const fs::path& path, std::string_view why) {
    return {ErrorCode::damaged, path.string() + " " + std::string(why),
            "`verbatim reindex` repairs it: nothing need be read again"};
}

}  // namespace

bool has_store(const fs::path& directory) {
    std::error_code failed;
    return fs::exists(current_of(directory), failed);
}

Error missing_store(const fs::path& directory) {
    const fs::path current = current_of(directory);
    std::error_code failed;
    if (!fs::status_known(fs::status(current, failed))) return unavailable(current, failed);
    return {ErrorCode::damaged,
            "the store of the library is missing: " + (directory / kStoreName).string(),
            "restore the library from a backup: `verbatim restore DIR --replace`"};
}

Result<std::uint32_t> version_of(const fs::path& directory) {
    std::error_code failed;
    const fs::path path = directory / kVersionFile;
    const auto status = fs::symlink_status(path, failed);
    if (!fs::status_known(status)) return unavailable(path, failed);
    if (!fs::exists(status)) {
        if (holds_sources(directory)) return unreadable(path, "is missing");
        if (const Error hidden = missing_store(directory); hidden.code == ErrorCode::unavailable)
            return hidden;
        return Error{ErrorCode::not_found, directory.string() + " is no library",
                     "`verbatim add PATH` makes one"};
    }
    std::ifstream file(path);
    if (!file && errno != ENOENT) return unavailable(path, last_error());
    std::string line;
    std::getline(file, line);
    if (file.bad()) return unavailable(path, last_error());
    std::uint32_t version = 0;
    if (!line.starts_with(kVersionLine) ||
        std::from_chars(line.data() + kVersionLine.size(), line.data() + line.size(), version).ec !=
            std::errc())
        return unreadable(path, "is damaged");
    return version;
}

bool is_older(std::uint32_t version) {
    return version >= kOldestStore && version < kSchemaVersion;
}

Result<void> check_version(const fs::path& directory, std::uint32_t oldest) {
    const auto version = version_of(directory);
    if (!version) return version.error();
    if (*version >= oldest && *version <= kSchemaVersion) return {};
    const bool is_newer = *version > kSchemaVersion;
    return Error{ErrorCode::version,
                 directory.string() + " was made by " + (is_newer ? "a newer" : "an older") +
                     " Verbatim: it is of version " + std::to_string(*version) +
                     ", this program's is " + std::to_string(kSchemaVersion),
                 is_newer ? "use the newer Verbatim, or name another library with --library"
                 : is_older(*version)
                     ? "`verbatim reindex` brings it up to date, and so does whatever "
                       "writes to it: nothing need be read again"
                     : "make a new library and add the sources again"};
}

Result<void> write_version(const fs::path& directory, std::uint32_t version) {
    return replace_file(directory / kVersionFile,
                        std::string(kVersionLine) + std::to_string(version) + '\n');
}

Result<void> tie_version_to_index(const fs::path& directory) {
    std::error_code failed;
    const fs::path path = directory / kVersionFile, link = directory / kUnfinishedVersion;
    const auto version = version_of(directory);
    if (!version || fs::is_symlink(path, failed) || !fs::is_directory(directory / "index", failed))
        return {};
    if (auto written = write_version(directory / "index", *version); !written) return written;
    fs::remove(link, failed);
    fs::create_symlink(fs::path("index") / kVersionFile, link, failed);
    if (!failed) fs::rename(link, path, failed);
    if (failed) return unavailable(path, failed);
    return sync_directory(directory);
}

Result<void> untie_version(const fs::path& directory) {
    std::error_code failed;
    if (!fs::is_symlink(directory / kVersionFile, failed)) return {};
    const auto version = version_of(directory);
    return version ? write_version(directory, *version) : version.error();
}

}  // namespace verbatim
