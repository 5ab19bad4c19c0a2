#include "tests/library_fixture.h"

#include <cstdlib>
#include <fstream>

namespace verbatim {

namespace fs = std::filesystem;

TemporaryDirectory::TemporaryDirectory() {
    std::string name = fs::temp_directory_path() / "verbatim-test-XXXXXX";
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path_ = name;
}

TemporaryDirectory::~TemporaryDirectory() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

void require_done(const Result<void>& result) {
    INFO((result ? std::string() : result.error().message));
    REQUIRE(result);
}

TestLibrary::TestLibrary() {
    fs::create_directories(directory.path() / "files");
    require_done(Library::create(library()));
}

void TestLibrary::write(const std::string& name, std::string_view text) const {
    fs::create_directories(file(name).parent_path());
    std::ofstream(file(name), std::ios::binary) << text;
}

void TestLibrary::erase(const std::string& name) const {
    fs::remove(file(name));
}

Library TestLibrary::open(Access access) const {
    return require(Library::open(library(), access));
}

AddReport TestLibrary::add(std::vector<std::string> names, AddRequest request) const {
    for (const std::string& name : names) request.paths.push_back(file(name));
    Library opened = open(Access::write);
    return require(verbatim::add(opened, request, {}));
}

AddReport TestLibrary::sync() const {
    Library opened = open(Access::write);
    return require(verbatim::sync(opened, 0, {}));
}

Answer TestLibrary::search(Query query) const {
    Library opened = open();
    return require(opened.search(query));
}

Answer TestLibrary::search(std::string_view text) const {
    return search(query_of(text));
}

std::vector<std::string> TestLibrary::texts(std::string_view query) const {
    std::vector<std::string> texts;
    for (const Quote& quote : search(query).quotes) texts.push_back(quote.text);
    return texts;
}

std::vector<std::string> TestLibrary::ids(std::string_view query) const {
    std::vector<std::string> ids;
    for (const Quote& quote : search(query).quotes) ids.push_back(print_id(quote.id));
    return ids;
}

std::vector<std::string> TestLibrary::faults() const {
    Library opened = open();
    return require(verbatim::check(opened, {})).faults;
}

Query query_of(std::string_view text) {
    Query query;
    query.text = text;
    query.root = require(parse_query(text));
    return query;
}

}  // namespace verbatim
