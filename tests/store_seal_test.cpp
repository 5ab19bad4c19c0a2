#include "engine/store_seal.h"

#include <fstream>

#include "tests/library_fixture.h"

using namespace verbatim;

namespace fs = std::filesystem;

namespace {

void write(const fs::path& file, std::string_view bytes) {
    std::ofstream(file, std::ios::binary) << bytes;
}

}  // namespace

TEST_CASE("a log that has other bytes than it was sealed with is refused") {
    const TemporaryDirectory directory;
    const fs::path log = directory.path() / "000012.log";
    require_done(check_seal(directory.path()));
    write(log, "what was written");
    require_done(seal_logs(directory.path()));
    require_done(check_seal(directory.path()));
    write(log, "what was wriften");
    const auto checked = check_seal(directory.path());
    REQUIRE_FALSE(checked);
    CHECK(checked.error().code == ErrorCode::damaged);
    CHECK(checked.error().message.find("000012.log") != std::string::npos);
    fs::remove(log);  // as RocksDB does, once its tables have what was in it
    require_done(check_seal(directory.path()));
}

// As with a disk that fails while a store is closed, in a destructor.
TEST_CASE("a log that cannot be read is an error with its name") {
    const TemporaryDirectory directory;
    const fs::path log = directory.path() / "000012.log";
    write(log, "what was written");
    require_done(seal_logs(directory.path()));
    fs::remove(log);
    fs::create_directory(log);
    for (const auto& done : {seal_logs(directory.path()), check_seal(directory.path())}) {
        REQUIRE_FALSE(done);
        CHECK(done.error().code == ErrorCode::unavailable);
        CHECK(done.error().message.find("000012.log") != std::string::npos);
    }
}
