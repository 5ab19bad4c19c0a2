#include "engine/meaning/code_file.h"

#include <fstream>

#include "tests/library_fixture.h"

using namespace verbatim;

namespace {

Code code_with(std::int8_t first) {
    Code code{};
    code[0] = first;
    code[1] = 1;
    return code;
}

}  // namespace

TEST_CASE("a file of codes gives back what was put into it") {
    const TemporaryDirectory directory;
    const auto path = directory.path() / "codes";
    {
        auto file = require(CodeFile::open(path, Access::write));
        CHECK(file.identity() == 0);
        require_done(file.begin(42));
        require_done(file.put(1, 100, code_with(1)));
        require_done(file.put(5000, 200, code_with(2)));  // in another block
        require_done(file.sync());
    }
    const auto file = require(CodeFile::open(path, Access::read));
    CHECK(file.identity() == 42);
    CHECK(file.find(1, 100) == code_with(1));
    CHECK(file.find(5000, 200) == code_with(2));
    CHECK_FALSE(file.has(2));
    CHECK_FALSE(file.has(0));
    CHECK_FALSE(file.has(1'000'000));
    CHECK_FALSE(file.find(2, 100));
}

TEST_CASE("a row is only its own verbatim's, and only whole") {
    const TemporaryDirectory directory;
    const auto path = directory.path() / "codes";
    auto file = require(CodeFile::open(path, Access::write));
    require_done(file.begin(42));
    require_done(file.put(1, 100, code_with(1)));
    CHECK_FALSE(file.find(1, 101));
    std::fstream(path, std::ios::in | std::ios::out | std::ios::binary).seekp(4096 + 7).put('x');
    CHECK_FALSE(file.find(1, 100));
}

TEST_CASE("a scan tells documents without a code apart") {
    const TemporaryDirectory directory;
    auto file = require(CodeFile::open(directory.path() / "codes", Access::write));
    require_done(file.begin(42));
    require_done(file.put(2, 100, code_with(3)));
    std::vector<std::int32_t> products;
    file.scan(code_with(5), products);
    REQUIRE(products.size() == file.last());
    CHECK(products[0] == CodeFile::kNoCode);
    CHECK(products[1] == 3 * 5 + 1);
    CHECK(products[2] == CodeFile::kNoCode);
}

TEST_CASE("what a killed writer left half written is known, and taken out") {
    const TemporaryDirectory directory;
    const auto path = directory.path() / "codes";
    {
        auto file = require(CodeFile::open(path, Access::write));
        require_done(file.begin(42));
        require_done(file.put(1, 100, code_with(1)));
        require_done(file.put(2, 200, code_with(2)));
        require_done(file.sync());
        CHECK_FALSE(require(CodeFile::open(path, Access::read)).is_interrupted());
        require_done(file.put(3, 300, code_with(3)));
    }
    // Of the first row the code alone was written anew.
    std::fstream(path, std::ios::in | std::ios::out | std::ios::binary).seekp(4096 + 7).put('x');
    auto file = require(CodeFile::open(path, Access::write));
    REQUIRE(file.is_interrupted());
    require_done(file.mend({100, 200}));  // the third has no document
    CHECK_FALSE(file.has(1));
    CHECK(file.find(2, 200) == code_with(2));
    CHECK_FALSE(file.has(3));
    CHECK_FALSE(require(CodeFile::open(path, Access::read)).is_interrupted());
}

TEST_CASE("a damaged header is told from that of a file that is new") {
    const TemporaryDirectory directory;
    const auto path = directory.path() / "codes";
    CHECK_FALSE(require(CodeFile::open(path, Access::write)).is_damaged());
    require_done(require(CodeFile::open(path, Access::write)).begin(42));
    CHECK_FALSE(require(CodeFile::open(path, Access::read)).is_damaged());
    for (const int at : {0, 8, 12, 20, 24, 28}) {
        CAPTURE(at);
        std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
        const int before = file.seekg(at).get();
        file.seekp(at).put(static_cast<char>(before ^ 4)).flush();
        const auto damaged = require(CodeFile::open(path, Access::read));
        CHECK(damaged.is_damaged());
        CHECK(damaged.identity() == 0);
        file.seekp(at).put(static_cast<char>(before));
    }
    CHECK(require(CodeFile::open(path, Access::read)).identity() == 42);
}

TEST_CASE("a header of before it had a hash is taken") {
    const TemporaryDirectory directory;
    const auto path = directory.path() / "codes";
    require_done(require(CodeFile::open(path, Access::write)).begin(42));
    std::fstream(path, std::ios::in | std::ios::out | std::ios::binary)
        .seekp(28)
        .write("\0\0\0\0", 4);
    CHECK(require(CodeFile::open(path, Access::read)).identity() == 42);
}

TEST_CASE("codes of another identity are forgotten") {
    const TemporaryDirectory directory;
    const auto path = directory.path() / "codes";
    auto file = require(CodeFile::open(path, Access::write));
    require_done(file.begin(42));
    require_done(file.put(1, 100, code_with(1)));
    require_done(file.begin(43));
    CHECK_FALSE(file.has(1));
    CHECK(require(CodeFile::open(path, Access::read)).identity() == 43);
}

TEST_CASE("a file that is none of codes is empty, and one that is not there too") {
    const TemporaryDirectory directory;
    const auto path = directory.path() / "codes";
    CHECK(require(CodeFile::open(path, Access::read)).last() == 0);
    std::ofstream(path) << std::string(100'000, 'x');
    const auto file = require(CodeFile::open(path, Access::read));
    CHECK(file.identity() == 0);
    CHECK(file.last() == 0);
    CHECK_FALSE(file.has(1));
}
