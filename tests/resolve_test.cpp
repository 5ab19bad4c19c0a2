#include "cli/resolve.h"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>

using namespace verbatim;
using namespace verbatim::cli;
namespace fs = std::filesystem;

namespace {

// A new directory with project/.verbatim and project/calls/may, removed at the end.
class Folders {
public:
    Folders() {
        std::string pattern = fs::temp_directory_path() / "verbatim-resolve-XXXXXX";
        root_ = mkdtemp(pattern.data());
        fs::create_directories(root_ / "project/.verbatim");
        fs::create_directories(root_ / "project/calls/may");
    }
    ~Folders() { fs::remove_all(root_); }
    fs::path operator/(const char* below) const { return root_ / below; }

private:
    fs::path root_;
};

std::string resolved(const Surroundings& surroundings) {
    const auto place = resolve_library(surroundings);
    return place ? place->directory.string() : "error: " + place.error().message;
}

}  // namespace

TEST_CASE("a library is the flag's, the variable's, the nearest upwards, or the user's") {
    const Folders folders;
    Surroundings all;
    all.flag = "lib/";
    all.verbatim_library = "/srv/voc";
    all.xdg_data_home = "/home/ann/data";
    all.home = "/home/ann";
    all.working_directory = folders / "project/calls/may";
    CHECK(resolved(all) == (folders / "project/calls/may/lib").string());
    all.flag = "../x";
    CHECK(resolved(all) == (folders / "project/calls/x").string());
    all.flag.clear();
    CHECK(resolved(all) == "/srv/voc");
    all.verbatim_library.clear();
    CHECK(resolved(all) == (folders / "project/.verbatim").string());
    all.working_directory = "/";
    CHECK(resolved(all) == "/home/ann/data/verbatim");
    all.xdg_data_home = "relative/paths/are/ignored";
    CHECK(resolved(all) == "/home/ann/.local/share/verbatim");
    all.home.clear();
    CHECK(resolved(all) == "error: there is no library here and $HOME is not set");
}

TEST_CASE("a file named .verbatim is no library") {
    const Folders folders;
    fs::create_directories(folders / "other");
    std::ofstream(folders / "other/.verbatim") << "x";
    Surroundings here;
    here.home = "/home/ann";
    here.working_directory = folders / "other";
    CHECK(resolved(here) == "/home/ann/.local/share/verbatim");
}

TEST_CASE("init makes .verbatim in a folder, or the library that --library names") {
    Surroundings here;
    here.working_directory = "/work";
    here.verbatim_library = "/srv/voc";
    CHECK(resolve_new_library(here, "")->directory == "/work/.verbatim");
    CHECK(resolve_new_library(here, "sub/")->directory == "/work/sub/.verbatim");
    here.flag = "/lib";
    CHECK(resolve_new_library(here, "")->directory == "/lib");
    CHECK_FALSE(resolve_new_library(here, "sub"));
}
