#include <algorithm>
#include <fstream>
#include <iterator>
#include <random>

#include "engine/store.h"
#include "tests/library_fixture.h"
#include "tests/variable.h"

// When the store's tables are merged.
using namespace verbatim;

namespace fs = std::filesystem;

namespace {

std::size_t tables_in(const fs::path& store) {
    std::size_t tables = 0;
    for (const auto& entry : fs::directory_iterator(store))
        if (entry.path().extension() == ".sst") ++tables;
    return tables;
}

// Whether RocksDB was told to merge tables on its own: as it notes in its newest options.
bool is_merging(const fs::path& store) {
    std::string newest;
    for (const auto& entry : fs::directory_iterator(store)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with("OPTIONS-")) newest = std::max(newest, name);
    }
    std::ifstream file(store / newest);
    const std::string options(std::istreambuf_iterator<char>(file), {});
    REQUIRE(options.find("disable_auto_compactions=") != options.npos);
    return options.find("disable_auto_compactions=false") != options.npos;
}

std::string incompressible(std::size_t bytes) {
    std::mt19937 random(1);
    std::string text(bytes, ' ');
    for (char& byte : text) byte = static_cast<char>(' ' + random() % 64);
    return text;
}

void put(Store& store, std::string_view key, std::string_view value) {
    StoreBatch batch;
    store.put_setting(batch, key, value);
    require_done(store.write(batch));
}

// As a command does.
void end(Store& store) {
    require_done(store.shorten_log());
    require_done(store.merge_tables());
}

// The store is opened for it and closed, and its log becomes a table.
void put_alone(const fs::path& place, std::string_view key, std::string_view value) {
    Store store = require(Store::open(place, Access::write));
    put(store, key, value);
    end(store);
}

}  // namespace

TEST_CASE("many small writings leave few tables, and what was written last") {
    const Variable at_once("VERBATIM_LOG", "0");
    const TemporaryDirectory directory;
    const fs::path place = directory.path() / "store";
    for (int round = 0; round < 40; ++round) {
        const std::string number = std::to_string(round);
        put_alone(place, "role/of " + number, number);
        put_alone(place, "role/last", number);
        CHECK(tables_in(place) < 8);
    }
    const Store store = require(Store::open(place, Access::read));
    CHECK(require(store.setting("role/last")) == "39");
    CHECK(require(store.settings("role/of ")).size() == 40);
}

TEST_CASE("small tables between larger ones do not add up") {
    const Variable at_once("VERBATIM_LOG", "0");
    const TemporaryDirectory directory;
    const fs::path place = directory.path() / "store";
    for (int round = 0; round < 30; ++round) {
        put_alone(place, "role/large", incompressible(9'000));
        put_alone(place, "role/small", incompressible(3'000));
        CHECK(tables_in(place) < 8);
    }
}

// A snapshot by links makes tables of the log, which is never long then.
TEST_CASE("a store that is copied after each small writing has few tables") {
    const TemporaryDirectory directory;
    const fs::path place = directory.path() / "store";
    for (int round = 0; round < 20; ++round) {
        Store store = require(Store::open(place, Access::write));
        put(store, "role/last", std::to_string(round));
        require_done(store.copy_to(directory.path() / std::to_string(round)));
        end(store);
        CHECK(tables_in(place) < 8);
    }
    const Store copy = require(Store::open(directory.path() / "19", Access::read));
    CHECK(require(copy.setting("role/last")) == "19");
}

TEST_CASE("what was erased stays so when tables are merged") {
    const Variable at_once("VERBATIM_LOG", "0");
    const TemporaryDirectory directory;
    const fs::path place = directory.path() / "store";
    {
        Store store = require(Store::open(place, Access::write));
        put(store, "role/large", incompressible(100'000));  // too large to be merged
        StoreBatch batch;
        for (std::uint32_t number = 0; number < 500; ++number)
            store.put_reject(batch, 7, number, {{{}, incompressible(200)}, false});
        require_done(store.write(batch));
        end(store);
    }
    for (int round = 0; round < 9; ++round) {
        Store store = require(Store::open(place, Access::write));
        StoreBatch batch;
        store.erase_setting(batch, "role/large");
        store.put_setting(batch, "role/small", "here");
        store.erase_source(batch, 7);
        require_done(store.write(batch));
        end(store);
    }
    const Store store = require(Store::open(place, Access::read));
    CHECK_FALSE(require(store.setting("role/large")));
    CHECK(require(store.rejects(7)).empty());
    CHECK(require(store.setting("role/small")) == "here");
}

TEST_CASE("tables are merged meanwhile only where much is written") {
    const TemporaryDirectory directory;
    const fs::path place = directory.path() / "store";
    Store store = require(Store::open(place, Access::write));
    put(store, "role/small", "here");
    CHECK_FALSE(is_merging(place));
    for (int part = 0; part < 17; ++part)
        put(store, "role/" + std::to_string(part), std::string(1 << 20, 'x'));
    CHECK(is_merging(place));
}
