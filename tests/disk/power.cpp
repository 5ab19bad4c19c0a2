#include "tests/disk/power.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <utility>
#include <vector>

namespace verbatim::disk {

namespace fs = std::filesystem;

namespace {

struct Change {
    enum class What { made, removed, renamed };
    What what = What::made;
    std::string path = {};                   // as it is called now
    std::string from = {};                   // renamed
    std::string kept = {};                   // what was there before: a link to it, or empty
    std::vector<std::size_t> followed = {};  // renamed: the earlier changes that go by the new name
    bool synced = false;
    bool was_folder = false;  // removed
};

using FileId = std::pair<dev_t, ino_t>;

// A file that was written to since it was synced.
struct Dirty {
    std::string link;    // a name that it keeps
    std::string synced;  // its bytes then
};

struct Log {
    std::string folder;
    std::vector<Change> changes;
    std::map<FileId, Dirty> dirty;
    unsigned names = 0;

    Log() {
        if (const char* kept = std::getenv("VERBATIM_FAULT_KEPT")) folder = kept;
    }
    std::string name() { return folder + "/" + std::to_string(++names); }
};

// Never destroyed: the power may go off after everything else has ended.
Log& power_log() {
    static Log& kept = *new Log;
    return kept;
}

std::string bytes_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

bool call_otherwise(std::string& path, const std::string& from, const std::string& to) {
    if (path != from && !path.starts_with(from + "/")) return false;
    path = to + path.substr(from.size());
    return true;
}

// What was renamed, or lies in a folder that was, goes by its new name; which changes those are.
std::vector<std::size_t> follow(const std::string& from, const std::string& to) {
    std::vector<std::size_t> followed;
    auto& changes = power_log().changes;
    for (std::size_t i = 0; i < changes.size(); ++i)
        if (call_otherwise(changes[i].path, from, to)) followed.push_back(i);
    return followed;
}

void take_back(const Change& change) {
    std::error_code ignored;
    switch (change.what) {
        case Change::What::made:
            fs::remove_all(change.path, ignored);
            break;
        case Change::What::removed:
            if (change.was_folder)
                fs::create_directory(change.path, ignored);
            else if (!change.kept.empty())
                (void)!link(change.kept.c_str(), change.path.c_str());
            break;
        case Change::What::renamed:
            (void)!rename(change.path.c_str(), change.from.c_str());
            if (!change.kept.empty()) (void)!link(change.kept.c_str(), change.path.c_str());
            for (const std::size_t i : change.followed)
                call_otherwise(power_log().changes[i].path, change.path, change.from);
            break;
    }
}

void take_back_entries(std::mt19937_64* random) {
    auto& changes = power_log().changes;
    const auto open =
        static_cast<std::uint64_t>(std::ranges::count(changes, false, &Change::synced));
    std::uint64_t left = random == nullptr ? open : open - (*random)() % (open + 1);
    for (auto change = changes.rbegin(); change != changes.rend() && left > 0; ++change) {
        if (change->synced) continue;
        take_back(*change);
        --left;
    }
}

// Some of the pages as they were synced, the others as they were written since.
std::string torn(const std::string& before, std::string after, std::mt19937_64& random) {
    constexpr std::size_t kPage = 4096;
    const std::size_t size = random() % 2 == 0 ? before.size() : after.size();
    after.resize(size, '\0');
    for (std::size_t at = 0; at < std::min(size, before.size()); at += kPage)
        if (random() % 2 == 0)
            after.replace(at, std::min(kPage, size - at), before, at, std::min(kPage, size - at));
    after.resize(size, '\0');
    return after;
}

void take_back_contents(std::mt19937_64* random) {
    for (const auto& [id, file] : power_log().dirty) {
        const std::uint64_t choice = random == nullptr ? 0 : (*random)() % 3;
        if (choice == 1) continue;  // all of it was written
        const std::string bytes =
            choice == 0 ? file.synced : torn(file.synced, bytes_of(file.link), *random);
        std::ofstream(file.link, std::ios::binary) << bytes;
    }
}

}  // namespace

void will_change(const std::string& path) {
    Log& log = power_log();
    struct stat status {};
    if (log.folder.empty() || stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return;
    const FileId id{status.st_dev, status.st_ino};
    if (log.dirty.contains(id)) return;
    Dirty file{log.name(), bytes_of(path)};
    if (link(path.c_str(), file.link.c_str()) == 0) log.dirty.emplace(id, std::move(file));
}

void did_sync(const std::string& path) {
    Log& log = power_log();
    struct stat status {};
    if (log.folder.empty() || stat(path.c_str(), &status) != 0) return;
    const bool is_folder = S_ISDIR(status.st_mode);
    if (!is_folder) log.dirty.erase({status.st_dev, status.st_ino});
    for (Change& change : log.changes) {
        const bool is_its = is_folder ? fs::path(change.path).parent_path() == path
                                      : change.what == Change::What::made && change.path == path;
        change.synced = change.synced || is_its;
    }
}

void did_make(const std::string& path) {
    if (!power_log().folder.empty())
        power_log().changes.push_back({.what = Change::What::made, .path = path});
}

std::string keep(const std::string& path) {
    Log& log = power_log();
    if (log.folder.empty()) return "";
    std::string name = log.name();
    return link(path.c_str(), name.c_str()) == 0 ? name : "";  // a folder has no second name
}

void did_remove(const std::string& path, const std::string& kept) {
    if (power_log().folder.empty()) return;
    power_log().changes.push_back(
        {.what = Change::What::removed, .path = path, .kept = kept, .was_folder = kept.empty()});
}

void did_rename(const std::string& from, const std::string& to, const std::string& kept) {
    if (power_log().folder.empty()) return;
    auto followed = follow(from, to);
    power_log().changes.push_back({.what = Change::What::renamed,
                                   .path = to,
                                   .from = from,
                                   .kept = kept,
                                   .followed = std::move(followed)});
}

void turn_power_off() {
    const char* text = std::getenv("VERBATIM_FAULT_SEED");
    const std::uint64_t seed = text == nullptr ? 0 : std::strtoull(text, nullptr, 10);
    std::mt19937_64 random(seed);
    take_back_entries(seed == 0 ? nullptr : &random);
    take_back_contents(seed == 0 ? nullptr : &random);
    for (;;) (void)kill(getpid(), SIGKILL);
}

}  // namespace verbatim::disk
