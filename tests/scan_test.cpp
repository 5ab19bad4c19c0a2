#include "indexer/scan.h"

#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

using namespace verbatim;
namespace fs = std::filesystem;

namespace {

// A new directory under the system's temporary one, removed at the end.
class Folder {
public:
    Folder() {
        std::string name = (fs::temp_directory_path() / "verbatim-scan-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()));
        path_ = fs::canonical(name);
        fs::permissions(path_, fs::perms(0755));
    }
    ~Folder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    std::string operator/(const std::string& name) const { return path_.string() + "/" + name; }
    std::string path() const { return path_.string(); }

    void write(const std::string& name, const std::string& text = "hello") const {
        const fs::path file = *this / name;
        fs::create_directories(file.parent_path());
        std::ofstream(file) << text;
        REQUIRE(fs::exists(file));
    }
    void link(const std::string& target, const std::string& name) const {
        const fs::path file = *this / name;
        fs::create_directories(file.parent_path());
        fs::create_symlink(target, file);
    }

private:
    fs::path path_;
};

std::vector<std::string> names(const Folder& folder, const ScanResult& result) {
    std::vector<std::string> found;
    for (const FoundFile& file : result.files)
        found.push_back(fs::path(file.path).lexically_relative(folder.path()).string());
    return found;
}

std::vector<std::string> faults(const Folder& folder, const ScanResult& result) {
    std::vector<std::string> found;
    for (const Unreadable& file : result.unreadable)
        found.push_back(fs::path(file.path).lexically_relative(folder.path()).string() + ": " +
                        file.reason);
    return found;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a folder is walked, its files sorted and measured") {
    const Folder folder;
    folder.write("b/two.csv", "12345");
    folder.write("a.txt");
    folder.write("b/c/three.vtt");
    const ScanResult result = scan({folder.path()});
    CHECK(names(folder, result) == Names{"a.txt", "b/c/three.vtt", "b/two.csv"});
    CHECK(result.files[2].size == 5);
    struct stat status {};
    REQUIRE(stat((folder / "b/two.csv").c_str(), &status) == 0);
    CHECK(result.files[2].mtime_ns ==
          status.st_mtim.tv_sec * 1'000'000'000 + status.st_mtim.tv_nsec);
    CHECK(result.unreadable.empty());
}

TEST_CASE("names of any bytes are taken as they are") {
    const Folder folder;
    const Names weird = {" lead", "-n",          "line\nbreak", "not utf8 \xff\xfe",
                         "tab\t", "\xE5\x80\xA4"};
    for (const std::string& name : weird) folder.write(name);
    CHECK(names(folder, scan({folder.path()})) == weird);
}

TEST_CASE("a path is absolute and given once, however it is named") {
    const Folder folder;
    folder.write("sub/a.txt");
    folder.link("sub", "link");
    const ScanResult result =
        scan({folder / "sub/../sub/./a.txt", folder / "link/a.txt", folder / "sub//", folder.path(),
              fs::relative(folder / "sub/a.txt").string()});
    CHECK(names(folder, result) == Names{"sub/a.txt"});
}

TEST_CASE("hidden files, libraries and what desktops leave are passed over") {
    const Folder folder;
    for (const char* name :
         {".DS_Store", ".hidden/a.txt", ".verbatim/VERSION", "Thumbs.db", "desktop.ini",
          "__MACOSX/a.txt", "~$call.docx", "Inbox.msf", "Sent.mbox/table_of_contents",
          "library/VERSION", "library/lock", "library/store/1"})
        folder.write(name);
    folder.write("project/VERSION");
    CHECK(names(folder, scan({folder.path()})) == Names{"project/VERSION"});
}

TEST_CASE("what is named outright is taken whatever its name") {
    const Folder folder;
    folder.write(".hidden/a.txt");
    folder.write(".notes");
    folder.write("Thumbs.db");
    CHECK(names(folder, scan({folder / ".hidden", folder / ".notes", folder / "Thumbs.db"})) ==
          Names{".hidden/a.txt", ".notes", "Thumbs.db"});
}

TEST_CASE("a library named outright is no source and said so") {
    const Folder folder;
    for (const char* name : {"VERSION", "lock", "store/1"}) folder.write(name);
    const ScanResult result = scan({folder.path()});
    CHECK(result.files.empty());
    CHECK(faults(folder, result) == Names{".: a library of Verbatim, not a source"});
}

TEST_CASE("a directory that contains itself is walked once and reported") {
    const Folder folder;
    folder.write("a/b/file.txt");
    folder.link("..", "a/b/up");
    folder.link(".", "a/here");
    const ScanResult result = scan({folder.path()});
    CHECK(names(folder, result) == Names{"a/b/file.txt"});
    CHECK(faults(folder, result) ==
          Names{"a/b/up: the directory contains itself", "a/here: the directory contains itself"});
}

TEST_CASE("directories that link to each other are walked once each") {
    const Folder folder;
    folder.write("a/one.txt");
    folder.write("b/two.txt");
    folder.link("../b", "a/to_b");
    folder.link("../a", "b/to_a");
    const ScanResult result = scan({folder.path()});
    CHECK(names(folder, result) == Names{"a/one.txt", "b/two.txt"});
    CHECK(result.unreadable.empty());
    CHECK(names(folder, scan({folder / "a"})) == Names{"a/one.txt", "b/two.txt"});
}

TEST_CASE("a link to a file is taken under its own name") {
    const Folder folder, elsewhere;
    elsewhere.write("real.txt", "123");
    folder.link(elsewhere / "real.txt", "link.txt");
    const ScanResult result = scan({folder.path()});
    REQUIRE(names(folder, result) == Names{"link.txt"});
    CHECK(result.files[0].size == 3);
}

TEST_CASE("broken links and missing paths are reported and the rest goes on") {
    const Folder folder;
    folder.write("good.txt");
    folder.link("nowhere", "broken");
    folder.link("loop", "loop");
    const ScanResult result = scan({folder / "absent", folder.path(), folder / "good.txt/x",
                                    folder / "broken", folder.path() + std::string("/a\0b", 4)});
    CHECK(names(folder, result) == Names{"good.txt"});
    CHECK(faults(folder, result) == Names{std::string("a\0b: no such file or directory", 30),
                                          "absent: no such file or directory",
                                          "broken: a broken link", "good.txt/x: not a directory",
                                          "loop: a link that leads back to itself"});
    REQUIRE(scan({""}).unreadable.size() == 1);
    CHECK(scan({""}).unreadable[0].reason == "no such file or directory");
}

TEST_CASE("pipes, sockets and devices below a folder are passed over without waiting") {
    const Folder folder;
    folder.write("good.txt");
    REQUIRE(mkfifo((folder / "pipe").c_str(), 0600) == 0);
    const int handle = socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    (folder / "socket").copy(address.sun_path, sizeof address.sun_path - 1);
    REQUIRE(bind(handle, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    close(handle);
    folder.link("/dev/zero", "zero");
    CHECK(names(folder, scan({folder.path()})) == Names{"good.txt"});
    CHECK(scan({folder.path()}).unreadable.empty());

    CHECK(names(folder, scan({folder / "pipe"})) == Names{"pipe"});
    CHECK(faults(folder, scan({folder / "socket", folder / "zero"})) ==
          Names{"socket: a socket, not a file", "zero: a device, not a file"});
}

TEST_CASE("files and folders without permission are reported and the rest goes on") {
    const Folder folder;
    folder.write("good.txt");
    folder.write("secret.txt");
    folder.write("locked/a.txt");
    const bool root = geteuid() == 0;
    REQUIRE(chmod((folder / "secret.txt").c_str(), 0) == 0);
    REQUIRE(chmod((folder / "locked").c_str(), 0) == 0);
    if (root) REQUIRE(seteuid(65534) == 0);  // root may read all: look as nobody
    const ScanResult result = scan({folder.path()});
    const ScanResult named = scan({folder / "secret.txt"});
    if (root) REQUIRE(seteuid(0) == 0);
    REQUIRE(chmod((folder / "locked").c_str(), 0700) == 0);
    CHECK(names(folder, result) == Names{"good.txt"});
    CHECK(faults(folder, result) ==
          Names{"locked: permission denied", "secret.txt: permission denied"});
    CHECK(faults(folder, named) == Names{"secret.txt: permission denied"});
}

TEST_CASE("a deep tree needs no more open files than a flat one") {
    const Folder folder;
    std::string deep;
    for (int i = 0; i < 200; ++i) deep += "d/";
    folder.write(deep + "a.txt");
    rlimit limit{};
    REQUIRE(getrlimit(RLIMIT_NOFILE, &limit) == 0);
    const rlimit few{100, limit.rlim_max};
    REQUIRE(setrlimit(RLIMIT_NOFILE, &few) == 0);
    const ScanResult result = scan({folder.path()});
    REQUIRE(setrlimit(RLIMIT_NOFILE, &limit) == 0);
    CHECK(names(folder, result) == Names{deep + "a.txt"});
}

TEST_CASE("a path that is too long is reported") {
    const ScanResult result = scan({"/" + std::string(5'000, 'a')});
    REQUIRE(result.unreadable.size() == 1);
    CHECK(result.unreadable[0].reason == "the path is too long");
}
