#include "engine/meaning/weights_file.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <cstring>
#include <fstream>
#include <sstream>

#include "engine/meaning/encoder.h"
#include "engine/meaning/models.h"
#include "engine/meaning/pieces.h"
#include "engine/meaning/weights_layout.h"
#include "tests/variable.h"

using namespace verbatim;
namespace fs = std::filesystem;

namespace {

constexpr ModelKind kKind = {"a-model", 3};

// A folder with one small model in it.
class Models {
public:
    Models() {
        std::string name = (fs::temp_directory_path() / "verbatim-models-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()));
        folder_ = name;
        const std::vector<ModelSection> sections = {{"first", "12345678"}, {"second", "abc"}};
        REQUIRE(write_weights_file(file(), kKind, "MIT", "somewhere@1", sections));
    }
    ~Models() {
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
    }
    Models(const Models&) = delete;
    Models& operator=(const Models&) = delete;

    const fs::path& folder() const { return folder_; }
    fs::path file() const { return folder_ / "model.vbm"; }
    std::string bytes() const {
        std::ifstream in(file(), std::ios::binary);
        std::ostringstream out;
        out << in.rdbuf();
        return out.str();
    }
    void write(const std::string& bytes) const {
        std::ofstream(file(), std::ios::binary | std::ios::trunc) << bytes;
    }

private:
    fs::path folder_;
};

ErrorCode code_of(const fs::path& file, const ModelKind& kind = kKind) {
    const auto opened = WeightsFile::open(file, kind);
    REQUIRE(!opened);
    CHECK(opened.error().message.find(file.string()) == 0);
    CHECK(opened.error().message.find('\n') == std::string::npos);
    CHECK(opened.error().hint.find("scripts/models") != std::string::npos);
    return opened.error().code;
}

}  // namespace

TEST_CASE("a model's file gives back its sections") {
    const Models models;
    const auto file = WeightsFile::open(models.file(), kKind);
    REQUIRE(file);
    CHECK(file->license() == "MIT");
    CHECK(file->origin() == "somewhere@1");
    CHECK(file->verify());
    const auto first = file->section<std::uint32_t>("first", 2);
    REQUIRE(first);
    CHECK((*first)[0] == 0x34333231);
    CHECK(reinterpret_cast<std::uintptr_t>(first->data()) % 64 == 0);
    CHECK(*file->checked_section("second") == "abc");
    CHECK(file->section<char>("second", 4).error().code == ErrorCode::damaged);
    CHECK(file->section<char>("third", 1).error().code == ErrorCode::damaged);
    CHECK(file->checked_section("third").error().code == ErrorCode::damaged);
}

TEST_CASE("a missing model and one of another kind or version are told apart") {
    const Models models;
    CHECK(code_of(models.folder() / "none.vbm") == ErrorCode::not_found);
    CHECK(code_of(models.file(), {"another", 3}) == ErrorCode::damaged);
    CHECK(code_of(models.file(), {"a-model", 4}) == ErrorCode::version);
    CHECK(code_of(models.folder()) == ErrorCode::damaged);
}

TEST_CASE("a model that is cut off is never opened") {
    const Models models;
    const std::string bytes = models.bytes();
    for (std::size_t size = 0; size < bytes.size(); size += 5) {
        models.write(bytes.substr(0, size));
        CHECK(code_of(models.file()) == ErrorCode::damaged);
    }
}

TEST_CASE("every changed byte is found by opening or by verifying") {
    const Models models;
    const std::string bytes = models.bytes();
    const auto good = WeightsFile::open(models.file(), kKind);
    REQUIRE(good);
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        std::string changed = bytes;
        changed[at] = static_cast<char>(changed[at] ^ 0x41);
        models.write(changed);
        const auto file = WeightsFile::open(models.file(), kKind);
        const bool padding = bytes[at] == '\0' && file && file->verify();
        CHECK((!file || !file->verify() || padding));
        if (padding) CHECK(at >= 168 + 2 * 40);
    }
}

TEST_CASE("models are looked for where the environment says") {
    const Models models;
    const Variable named("VERBATIM_MODELS", models.folder().string());
    CHECK(model_folders() == std::vector<fs::path>{models.folder()});
    CHECK(*find_model("model.vbm") == models.file());
    const auto none = find_model("none.vbm");
    REQUIRE(!none);
    CHECK(none.error().code == ErrorCode::not_found);
    CHECK(none.error().message == "no model none.vbm in " + models.folder().string());
}

TEST_CASE("models are looked for in the user's data and in the install prefix") {
    const Models models;
    const Variable unnamed("VERBATIM_MODELS", "");
    const Variable data("XDG_DATA_HOME", models.folder().string());
    REQUIRE(model_folders().size() == 2);
    CHECK(model_folders()[0] == models.folder() / "verbatim" / "models");
    const Variable no_data("XDG_DATA_HOME", "");
    const Variable home("HOME", "/home/someone");
    CHECK(model_folders()[0] == "/home/someone/.local/share/verbatim/models");
}

TEST_CASE("a file that is no encoder is refused by the encoder") {
    const Models models;
    const auto encoder = Encoder::open(models.file());
    REQUIRE(!encoder);
    CHECK(encoder.error().code == ErrorCode::damaged);
}

TEST_CASE("models that were found whole are known by size and time, others are read again") {
    const Models models;
    const fs::path notes = models.folder() / "good-models";
    const std::string stamp = stamp_of({models.file()});
    CHECK_FALSE(is_noted_good(notes, stamp));
    note_good(notes, stamp);
    CHECK(is_noted_good(notes, stamp));
    CHECK_FALSE(is_noted_good(notes, stamp_of({models.file(), models.file()})));
    const auto time = fs::last_write_time(models.file());
    models.write(models.bytes());
    fs::last_write_time(models.file(), time + std::chrono::seconds(1));
    CHECK_FALSE(is_noted_good(notes, stamp_of({models.file()})));
    CHECK_FALSE(is_noted_good(models.folder(), stamp));  // no file
    fs::remove(models.file());
    CHECK(stamp_of({models.file()}).empty());
    CHECK_FALSE(is_noted_good(notes, ""));
}

TEST_CASE("a section that begins where no value can is damage") {
    const Models models;
    std::string bytes = models.bytes();
    WeightsHeader header{};
    std::memcpy(&header, bytes.data(), sizeof header);
    WeightsSection section{};
    std::memcpy(&section, bytes.data() + sizeof header, sizeof section);
    section.offset += 1;
    std::memcpy(bytes.data() + sizeof header, &section, sizeof section);
    header.hash = weights_hash(
        header, std::string_view(bytes).substr(sizeof header, header.sections * sizeof section));
    std::memcpy(bytes.data(), &header, sizeof header);
    models.write(bytes);
    CHECK(code_of(models.file()) == ErrorCode::damaged);
}

TEST_CASE("pieces that lead out of their table are damage, however large the step") {
    const Models models;
    const std::vector<double> scores(kPieces);
    const auto opens = [&](std::uint32_t first_child) {
        const std::vector<PieceNode> nodes = {{first_child, 2, 0}, {3, 0, 7}, {3, 0, 8}};
        const auto bytes = [](const auto& values) {
            return std::string_view(reinterpret_cast<const char*>(values.data()),
                                    values.size() * sizeof values[0]);
        };
        const std::vector<ModelSection> sections = {
            {"trie", bytes(nodes)}, {"labels", "\1ab"}, {"scores", bytes(scores)}};
        REQUIRE(write_weights_file(models.file(), kKind, "MIT", "somewhere@1", sections));
        const auto file = WeightsFile::open(models.file(), kKind);
        REQUIRE(file);
        return Pieces::open(*file).has_value();
    };
    CHECK(opens(1));
    CHECK_FALSE(opens(2));
    CHECK_FALSE(opens(UINT32_MAX - 1));
}
