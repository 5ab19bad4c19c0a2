#include "engine/library_files.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "engine/ascii.h"
#include "engine/library_others.h"
#include "engine/schema.h"

namespace verbatim {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kIndexStem = "index.";
constexpr const char* kIndexLink = "index.link";

// The number of "index.3"; nothing for other names.
std::optional<unsigned> number_in(std::string_view name) {
    if (!name.starts_with(kIndexStem)) return std::nullopt;
    name.remove_prefix(kIndexStem.size());
    return whole_number<unsigned>(name);
}

}  // namespace

fs::path without_slash(const fs::path& path) {
    const fs::path normal = path.lexically_normal();
    return normal.has_filename() ? normal : normal.parent_path();
}

std::string index_name(unsigned number) {
    return std::string(kIndexStem) + std::to_string(number);
}

Result<unsigned> index_number(const fs::path& directory) {
    std::error_code failed;
    const std::string name = fs::read_symlink(directory / "index", failed);
    const auto number = failed ? std::nullopt : number_in(name);
    if (!number)
        return Error{ErrorCode::damaged,
                     (directory / "index").string() + " does not point at an index",
                     "run `verbatim reindex`"};
    return *number;
}

Result<unsigned> next_index_number(const fs::path& directory) {
    const auto entries = entries_of(directory);
    if (!entries) return entries.error();
    unsigned highest = 0;
    for (const fs::path& entry : *entries)
        highest = std::max(highest, number_in(entry.filename().native()).value_or(0));
    return highest + 1;
}

namespace {

// What a library consists of before it has a version; store.tmp is RocksDB's while it copies.
bool is_part_name(std::string_view name) {
    return name == "lock" || name == "store" || name == "store.tmp" || name == "index" ||
           name == kIndexLink || name == kUnfinishedVersion || name == kOthersFile ||
           number_in(name).has_value();
}

// Whether a library may be made there. What a killed creation left always has a lock.
bool is_free(const std::vector<std::string>& names) {
    return names.empty() || (std::ranges::all_of(names, is_part_name) &&
                             std::ranges::find(names, "lock") != names.end());
}

// What lies where a library may be made, a killed creation left it; none where nothing is.
Result<std::vector<std::string>> names_if_free(const fs::path& directory) {
    std::vector<std::string> names;
    std::error_code failed;
    const auto status = fs::status(directory, failed);
    if (!fs::status_known(status)) return unavailable(directory, failed);
    if (!fs::exists(status)) return names;
    if (!fs::is_directory(status))
        return Error{ErrorCode::bad_input, directory.string() + " is a file, not a directory",
                     "name a directory"};
    const auto entries = entries_of(directory);
    if (!entries) return entries.error();
    for (const fs::path& entry : *entries)
        if (entry.filename() != kModelsBeside) names.push_back(entry.filename());
    if (is_free(names)) return names;
    const bool is_library = std::ranges::find(names, kVersionFile) != names.end();
    return Error{ErrorCode::bad_input,
                 directory.string() +
                     (is_library ? " is a library already" : " is not empty and no library"),
                 "name another directory"};
}

}  // namespace

Result<LibraryLock> claim_directory(const fs::path& directory) {
    if (auto free = names_if_free(directory); !free) return free.error();
    if (auto made = make_directories(directory); !made) return made.error();
    std::error_code failed;
    fs::permissions(directory, fs::perms::owner_all, failed);
    if (failed) return cannot_be_made(directory, failed);
    auto lock = LibraryLock::take(directory / "lock");
    if (!lock) return lock;
    const auto left = names_if_free(directory);  // another may have made it meanwhile
    if (!left) return left.error();
    for (const std::string& name : *left) {
        if (name == "lock") continue;
        fs::remove_all(directory / name, failed);
        if (failed) return unavailable(directory / name, failed);
    }
    return lock;
}

Result<void> point_index_at(const fs::path& directory, const std::string& name) {
    const fs::path link = directory / kIndexLink;
    std::error_code failed;
    fs::remove(link, failed);
    if (!fs::is_symlink(directory / "index", failed)) fs::remove_all(directory / "index", failed);
    failed.clear();
    fs::create_symlink(name, link, failed);
    if (!failed) fs::rename(link, directory / "index", failed);
    if (failed) return unavailable(directory / "index", failed);
    return sync_directory(directory);
}

Result<void> remove_old_indexes(const fs::path& directory) {
    const auto number = index_number(directory);
    if (!number) return {};  // nothing is known to be old
    const auto entries = entries_of(directory);
    if (!entries) return entries.error();
    for (const fs::path& entry : *entries) {
        const std::string name = entry.filename();
        if (!name.starts_with(kIndexStem) || name == index_name(*number)) continue;
        std::error_code failed;
        fs::remove_all(entry, failed);
        if (failed) return unavailable(entry, failed);
    }
    return {};
}

Result<void> copy_files(const fs::path& from, const fs::path& to, std::string_view shared) {
    std::error_code failed;
    fs::create_directory(to, failed);
    if (failed) return unavailable(to, failed);
    const auto files = entries_of(from);
    if (!files) return files.error();
    for (const fs::path& file : *files) {
        const fs::path copy = to / file.filename();
        std::error_code unlinked = std::make_error_code(std::errc::operation_not_supported);
        if (!shared.empty() && copy.native().ends_with(shared))
            fs::create_hard_link(file, copy, unlinked);
        if (!unlinked) continue;
        fs::copy_file(file, copy, failed);
        if (!failed) fs::permissions(copy, fs::perms::owner_write, fs::perm_options::add, failed);
        if (failed) return unavailable(copy, failed);
        if (auto synced = sync_file(copy); !synced) return synced;
    }
    return sync_directory(to);
}

}  // namespace verbatim
