#include "engine/meaning/word_vectors.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>

#include "engine/meaning/models.h"
#include "engine/text.h"

using namespace verbatim;
namespace fs = std::filesystem;

namespace {

// A file of invented vectors, removed at the end.
class Invented {
public:
    Invented() {
        std::string name = (fs::temp_directory_path() / "verbatim-words-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()));
        folder_ = name;
    }
    ~Invented() {
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
    }
    Invented(const Invented&) = delete;
    Invented& operator=(const Invented&) = delete;

    fs::path file() const { return folder_ / "words.vbm"; }
    WordVectors write(std::vector<std::pair<std::string, std::vector<float>>> words) const {
        REQUIRE(write_word_vectors(file(), "MIT", "invented", words));
        auto opened = WordVectors::open(file());
        if (!opened) FAIL(opened.error().message);
        return std::move(*opened);
    }

private:
    fs::path folder_;
};

// A vector that points along one axis, or along two.
std::vector<float> along(std::size_t axis, std::size_t other, float length = 1) {
    std::vector<float> vector(kWordVector);
    vector[axis] = length;
    vector[other] = length;
    return vector;
}

}  // namespace

TEST_CASE("a word is found, and nothing else") {
    const Invented invented;
    std::vector<std::pair<std::string, std::vector<float>>> words;
    for (int i = 0; i < 1000; ++i) words.emplace_back("w" + std::to_string(i), along(0, 1));
    const WordVectors vectors = invented.write(words);
    CHECK(vectors.size() == 1000);
    for (WordVectors::Word i = 0; i < 1000; ++i) {
        CHECK(vectors.find("w" + std::to_string(i)) == i);
        CHECK(vectors.text(i) == "w" + std::to_string(i));
    }
    for (const std::string_view none : {"", "w", "w1000", "W1", "w1 "}) CHECK(!vectors.find(none));
}

TEST_CASE("a cosine is that of the directions") {
    const Invented invented;
    const WordVectors vectors = invented.write({{"a", along(0, 0)},
                                                {"twice a", along(0, 0, 2)},
                                                {"between", along(0, 1)},
                                                {"b", along(1, 1)},
                                                {"against", along(0, 0, -1)},
                                                {"nowhere", std::vector<float>(kWordVector)}});
    CHECK(vectors.cosine(0, 0) == Approx(1));
    CHECK(vectors.cosine(0, 1) == Approx(1));
    CHECK(vectors.cosine(0, 2) == Approx(std::sqrt(0.5)));
    CHECK(vectors.cosine(0, 3) == 0);
    CHECK(vectors.cosine(0, 4) == Approx(-1));
    CHECK(vectors.cosine(0, 5) == 0);
}

TEST_CASE("no words at all are a file too") {
    const Invented invented;
    const WordVectors vectors = invented.write({});
    CHECK(vectors.size() == 0);
    CHECK(!vectors.find("a"));
}

TEST_CASE("a vector of another length is refused") {
    const Invented invented;
    const std::vector<std::pair<std::string, std::vector<float>>> words = {{"a", {1, 2}}};
    const auto written = write_word_vectors(invented.file(), "MIT", "invented", words);
    REQUIRE(!written);
    CHECK(written.error().code == ErrorCode::bad_input);
}

TEST_CASE("tables that lead out of the file, or round in circles, are damage") {
    const Invented invented;
    const auto opens = [&](std::vector<std::uint32_t> ends, std::vector<std::uint32_t> slots) {
        const auto bytes = [](const auto& values) {
            return std::string_view(reinterpret_cast<const char*>(values.data()),
                                    values.size() * sizeof values[0]);
        };
        const std::vector<std::int8_t> numbers(ends.size() * kWordVector, 1);
        const std::vector<float> lengths(ends.size(), 1);
        const std::vector<ModelSection> sections = {{"texts", "onetwo"},
                                                    {"ends", bytes(ends)},
                                                    {"slots", bytes(slots)},
                                                    {"values", bytes(numbers)},
                                                    {"inverse_lengths", bytes(lengths)}};
        REQUIRE(write_weights_file(invented.file(), kWordsKind, "MIT", "invented", sections));
        const auto vectors = WordVectors::open(invented.file());
        if (!vectors) CHECK(vectors.error().code == ErrorCode::damaged);
        return vectors.has_value();
    };
    CHECK(opens({3, 6}, {1, 2, 0, 0}));
    CHECK_FALSE(opens({3, 7}, {1, 2, 0, 0}));  // beyond the texts
    CHECK_FALSE(opens({6, 3}, {1, 2, 0, 0}));
    CHECK_FALSE(opens({3, 6}, {1, 3, 0, 0}));  // no such word
    CHECK_FALSE(opens({3, 6}, {1, 2, 1, 2}));  // a look-up would never end
    CHECK_FALSE(opens({3, 6}, {1, 2, 0}));
    CHECK_FALSE(opens({}, {}));
}

TEST_CASE("words that are used alike are near each other") {
    const auto file = find_model(kWordsFile);
    if (!file) {
        WARN("skipped: " + file.error().message);
        return;
    }
    const auto vectors = WordVectors::open(*file);
    REQUIRE(vectors);
    CHECK(vectors->verify());
    const auto word = [&](const char* text) {
        const auto found = vectors->find(text);
        if (!found) FAIL(text);
        return *found;
    };
    CHECK(word("the") == 0);
    CHECK(vectors->cosine(word("expensive"), word("cost")) >
          vectors->cosine(word("expensive"), word("battery")) + 0.2F);
    // As GloVe's own 100 values in f32 have it.
    CHECK(vectors->cosine(word("expensive"), word("cheap")) == Approx(0.7749).margin(0.002));
    CHECK(vectors->find(fold("Café")));
    CHECK(!vectors->find("Café"));
}
