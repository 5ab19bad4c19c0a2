#include "tests/library_fixture.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
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
    if (path_.empty()) return;
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

namespace {

void preload(const char* library, const char* variable, const std::string& value) {
    setenv("LD_PRELOAD", library, 1);
    setenv("ASAN_OPTIONS", "verify_asan_link_order=0", 1);
    setenv(variable, value.c_str(), 1);
}

std::string read_to_end(int descriptor) {
    std::string text;
    char part[4096];
    for (ssize_t size = 0; (size = read(descriptor, part, sizeof part)) > 0;)
        text.append(part, static_cast<std::size_t>(size));
    close(descriptor);
    return text;
}

}  // namespace

Ended run_program(const TestLibrary& test, const std::vector<std::string>& arguments,
                  const std::string& kill_at, std::uint64_t file_limit, std::uint64_t disk,
                  bool read_only) {
    std::vector<std::string> words = {VERBATIM_BINARY, "--library", test.library()};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    int pipe_ends[2];
    REQUIRE(pipe2(pipe_ends, O_CLOEXEC) == 0);
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        if (!kill_at.empty()) {
            setenv("VERBATIM_KILL_AT", kill_at.c_str(), 1);
            setenv("XAPIAN_FLUSH_THRESHOLD", "5", 1);  // as after many documents
        }
        if (file_limit > 0) {
            signal(SIGXFSZ, SIG_IGN);
            const rlimit limit{file_limit, file_limit};
            setrlimit(RLIMIT_FSIZE, &limit);
        }
        if (disk > 0) preload(VERBATIM_FULL_DISK, "VERBATIM_TEST_DISK", std::to_string(disk));
        if (read_only)
            preload(VERBATIM_READ_ONLY_DISK, "VERBATIM_TEST_READ_ONLY", test.library().string());
        dup2(open("/dev/null", O_RDWR), 0);
        for (const int stream : {1, 2}) dup2(pipe_ends[1], stream);
        execv(argv[0], argv.data());
        _exit(127);
    }
    close(pipe_ends[1]);
    std::string output = read_to_end(pipe_ends[0]);
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1,
            WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL, std::move(output)};
}

TestLibrary library_of(const std::vector<std::string>& texts) {
    TestLibrary test;
    std::string csv = "id,text\n";
    for (std::size_t i = 0; i < texts.size(); ++i)
        csv += "review-number-" + std::to_string(1000 + i) + ",\"" + texts[i] + "\"\n";
    test.write("reviews.csv", csv);
    CHECK(test.add().totals.indexed == texts.size());
    return test;
}

std::string marked(const Quote& quote) {
    std::string text;
    std::size_t from = 0;
    for (const Span span : quote.highlights) {
        text += quote.text.substr(from, span.begin - from) + "[" +
                quote.text.substr(span.begin, span.end - span.begin) + "]";
        from = span.end;
    }
    return text + quote.text.substr(from);
}

}  // namespace verbatim
