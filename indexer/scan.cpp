#include "indexer/scan.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>

namespace verbatim {

namespace {

// What file managers, archivers and mail programs leave beside what people keep, in lower case.
constexpr std::array<std::string_view, 8> kDebris = {"thumbs.db",    "ehthumbs.db",
                                                     "desktop.ini",  "icon\r",
                                                     "$recycle.bin", "system volume information",
                                                     "__macosx",     "table_of_contents"};

constexpr std::array<std::string_view, 3> kLibraryEntries = {"VERSION", "lock", "store"};

std::string reason_of(int error) {
    switch (error) {
        case ENOENT:
            return "no such file or directory";
        case EACCES:
            return "permission denied";
        case ENOTDIR:
            return "not a directory";
        case ENAMETOOLONG:
            return "the path is too long";
        case ELOOP:
            return "a link that leads back to itself";
        default:
            return std::generic_category().message(error);
    }
}

std::string join(const std::string& directory, std::string_view name) {
    std::string path = directory;
    if (!path.ends_with('/')) path += '/';
    return path += name;
}

std::optional<std::string> real_path(const std::string& path) {
    const std::unique_ptr<char, decltype(&std::free)> real(realpath(path.c_str(), nullptr),
                                                           &std::free);
    if (!real) return std::nullopt;
    return std::string(real.get());
}

bool is_within(std::string_view directory, std::string_view ancestor) {
    if (!directory.starts_with(ancestor)) return false;
    return directory.size() == ancestor.size() || ancestor == "/" ||
           directory[ancestor.size()] == '/';
}

struct Entry {
    std::string name;
    unsigned char type;  // DT_*, as far as the file system tells
};

struct CloseDirectory {
    void operator()(DIR* directory) const { closedir(directory); }
};
using Directory = std::unique_ptr<DIR, CloseDirectory>;

// 0, or what the operating system says.
int read_entries(DIR* directory, std::vector<Entry>& entries) {
    for (;;) {
        errno = 0;
        const dirent* entry = readdir(directory);
        if (!entry) return errno;
        entries.push_back({entry->d_name, entry->d_type});
    }
}

bool is_library(const std::vector<Entry>& entries) {
    return std::ranges::all_of(kLibraryEntries, [&](std::string_view name) {
        return std::ranges::find(entries, name, &Entry::name) != entries.end();
    });
}

class Scanner {
public:
    void visit(const std::string& path);
    ScanResult finish();

private:
    void visit_file(const std::string& path, const struct stat& status);
    void walk(const std::string& root);
    void walk_one(const std::string& path, bool named);
    void take(int directory, const std::string& path, const Entry& entry);
    void take_link(int directory, const std::string& path, const std::string& link);
    void note(std::string path, std::string reason) {
        result_.unreadable.push_back({std::move(path), std::move(reason)});
    }
    void add(std::string path, const struct stat& status) {
        const std::int64_t seconds = status.st_mtim.tv_sec, nanoseconds = status.st_mtim.tv_nsec;
        result_.files.push_back({std::move(path), static_cast<std::uint64_t>(status.st_size),
                                 seconds * 1'000'000'000 + nanoseconds});
    }

    ScanResult result_;
    std::set<std::pair<dev_t, ino_t>> walked_;
    std::vector<std::string> to_walk_;  // real paths
};

void Scanner::visit(const std::string& path) {
    struct stat status {};
    const bool is_path = path.find('\0') == std::string::npos;
    if (!is_path || stat(path.c_str(), &status) != 0) {
        const int error = is_path ? errno : ENOENT;
        struct stat link {};
        const bool broken = is_path && error == ENOENT && lstat(path.c_str(), &link) == 0;
        return note(absolute_path(path), broken ? "a broken link" : reason_of(error));
    }
    if (S_ISREG(status.st_mode) || S_ISFIFO(status.st_mode)) return visit_file(path, status);
    if (!S_ISDIR(status.st_mode))
        return note(absolute_path(path),
                    S_ISSOCK(status.st_mode) ? "a socket, not a file" : "a device, not a file");
    const std::optional<std::string> real = real_path(path);
    if (!real) return note(absolute_path(path), reason_of(errno));
    walk(*real);
}

void Scanner::visit_file(const std::string& path, const struct stat& status) {
    const std::size_t slash = path.rfind('/');
    const bool has_folder = slash != std::string::npos;
    const std::optional<std::string> folder =
        real_path(has_folder ? path.substr(0, slash + 1) : ".");
    if (!folder) return note(absolute_path(path), reason_of(errno));
    std::string real = join(*folder, has_folder ? path.substr(slash + 1) : path);
    if (faccessat(AT_FDCWD, real.c_str(), R_OK, AT_EACCESS) != 0)
        return note(std::move(real), reason_of(errno));
    add(std::move(real), status);
}

void Scanner::walk(const std::string& root) {
    walk_one(root, true);
    while (!to_walk_.empty()) {
        const std::string path = std::move(to_walk_.back());
        to_walk_.pop_back();
        walk_one(path, false);
    }
}

// Holds one directory open at a time, however deep the tree is.
void Scanner::walk_one(const std::string& path, bool named) {
    const Directory directory(opendir(path.c_str()));
    if (!directory) return note(path, reason_of(errno));
    struct stat status {};
    if (fstat(dirfd(directory.get()), &status) != 0) return note(path, reason_of(errno));
    if (!walked_.emplace(status.st_dev, status.st_ino).second) return;

    std::vector<Entry> entries;
    const int error = read_entries(directory.get(), entries);
    if (error != 0) note(path, reason_of(error));
    if (is_library(entries)) {
        if (named) note(path, "a library of Verbatim, not a source");
        return;
    }
    for (const Entry& entry : entries)
        if (!is_passed_over(entry.name)) take(dirfd(directory.get()), path, entry);
}

// Looks at one entry of a directory: one stat, and one more call for files and links.
void Scanner::take(int directory, const std::string& path, const Entry& entry) {
    if (entry.type == DT_DIR) return to_walk_.push_back(join(path, entry.name));
    struct stat status {};
    if (fstatat(directory, entry.name.c_str(), &status, 0) != 0) {
        const int error = errno;
        if (error == ENOENT &&
            fstatat(directory, entry.name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0)
            return;  // removed since the directory was read
        return note(join(path, entry.name), error == ENOENT ? "a broken link" : reason_of(error));
    }
    if (S_ISDIR(status.st_mode)) return take_link(directory, path, entry.name);
    if (!S_ISREG(status.st_mode)) return;
    if (faccessat(directory, entry.name.c_str(), R_OK, AT_EACCESS) != 0)
        return note(join(path, entry.name), reason_of(errno));
    add(join(path, entry.name), status);
}

// A directory behind a link, or one that the file system gave no type for.
void Scanner::take_link(int directory, const std::string& path, const std::string& link) {
    const std::string here = join(path, link);
    struct stat status {};
    if (fstatat(directory, link.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0 &&
        S_ISDIR(status.st_mode))
        return to_walk_.push_back(here);
    std::optional<std::string> real = real_path(here);
    if (!real) return note(here, reason_of(errno));
    if (is_within(path, *real)) return note(here, "the directory contains itself");
    to_walk_.push_back(std::move(*real));
}

ScanResult Scanner::finish() {
    const auto unique_by_path = [](auto& found) {
        using Found = std::decay_t<decltype(found.front())>;
        std::ranges::sort(found, {}, &Found::path);
        const auto same = [](const Found& x, const Found& y) { return x.path == y.path; };
        found.erase(std::unique(found.begin(), found.end(), same), found.end());
    };
    unique_by_path(result_.files);
    unique_by_path(result_.unreadable);
    return std::move(result_);
}

}  // namespace

bool is_passed_over(std::string_view name) {
    if (name.starts_with('.') || name.starts_with("~$")) return true;
    std::string lower(name);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return lower.ends_with(".msf") || std::ranges::find(kDebris, lower) != kDebris.end();
}

std::string absolute_path(const std::string& path) {
    std::error_code error;
    const std::filesystem::path absolute = std::filesystem::absolute(path, error);
    if (error) return path;
    std::string normal = absolute.lexically_normal().string();
    if (normal.size() > 1 && normal.ends_with('/')) normal.pop_back();
    return normal;
}

ScanResult scan(const std::vector<std::string>& paths) {
    Scanner scanner;
    for (const std::string& path : paths) scanner.visit(path);
    return scanner.finish();
}

}  // namespace verbatim
