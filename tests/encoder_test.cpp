#include "engine/meaning/encoder.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>

#include "engine/meaning/encoder_fast.h"
#include "engine/meaning/encoder_shape.h"
#include "engine/meaning/models.h"
#include "engine/meaning/pieces.h"

using namespace verbatim;

namespace {

// What the model itself makes of a sentence: tests/fixtures/meaning/README.md says how it was
// asked.
struct Reference {
    std::string text;
    std::vector<std::uint16_t> tokens;
    std::vector<float> vector;
};

template <typename T>
std::vector<T> numbers(const std::string& line) {
    std::istringstream in(line);
    return {std::istream_iterator<T>(in), {}};
}

std::vector<Reference> references() {
    std::ifstream file(VERBATIM_SOURCE_DIR "/tests/fixtures/meaning/encoder_reference.txt");
    std::vector<Reference> all;
    std::string tokens, vector;
    for (std::string text; std::getline(file, text);) {
        REQUIRE(std::getline(file, tokens));
        REQUIRE(std::getline(file, vector));
        all.push_back({text, numbers<std::uint16_t>(tokens), numbers<float>(vector)});
    }
    REQUIRE(all.size() == 12);
    return all;
}

// The model's file, or nothing, with a warning, where it has not been fetched. One that is there
// and cannot be used is a failure.
std::optional<std::filesystem::path> model() {
    const auto file = find_model(kEncoderFile);
    if (file) return *file;
    static bool warned = false;
    if (!warned) WARN("skipped, here and below: " + file.error().message);
    warned = true;
    return std::nullopt;
}

Encoder opened(const std::filesystem::path& file,
               Encoder::Arithmetic arithmetic = Encoder::Arithmetic::fast) {
    auto encoder = Encoder::open(file, arithmetic);
    if (!encoder) FAIL(encoder.error().message);
    return std::move(*encoder);
}

double dot(std::span<const float> a, std::span<const float> b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += double{a[i]} * double{b[i]};
    return sum;
}

double cosine(std::span<const float> a, std::span<const float> b) {
    return dot(a, b) / std::sqrt(dot(a, a) * dot(b, b));
}

}  // namespace

TEST_CASE("a text is cut into the pieces that the model's own tokeniser finds") {
    const auto path = model();
    if (!path) return;
    const auto file = WeightsFile::open(*path, kEncoderKind);
    REQUIRE(file);
    const auto pieces = Pieces::open(*file);
    REQUIRE(pieces);
    for (const Reference& reference : references()) {
        INFO(reference.text);
        CHECK(pieces->split(reference.text).ids == reference.tokens);
    }
}

TEST_CASE("exact vectors are the model's own") {
    const auto path = model();
    if (!path) return;
    const Encoder encoder = opened(*path, Encoder::Arithmetic::exact);
    for (const Reference& reference : references()) {
        if (reference.tokens.size() > 100) continue;  // minutes under a sanitizer
        INFO(reference.text);
        const std::vector<float> vector = encoder.encode(reference.text);
        REQUIRE(vector.size() == reference.vector.size());
        double furthest = 0;
        for (std::size_t i = 0; i < vector.size(); ++i)
            furthest =
                std::max(furthest, std::abs(double{vector[i]} - double{reference.vector[i]}));
        CHECK(furthest < 2e-6);
    }
}

TEST_CASE("fast vectors point where the model's own do") {
    const auto path = model();
    if (!path) return;
    const Encoder encoder = opened(*path);
    for (const Reference& reference : references()) {
        INFO(reference.text);
        CHECK(cosine(encoder.encode(reference.text), reference.vector) > 0.999);
    }
}

TEST_CASE("a vector does not depend on the instructions of the machine") {
    const auto path = model();
    if (!path) return;
    const auto file = WeightsFile::open(*path, kEncoderKind);
    REQUIRE(file);
    const auto weights = FastWeights::open(*file);
    REQUIRE(weights);
    const std::vector<Reference> all = references();
    const std::vector<ForwardPass> passes = forward_passes();
    REQUIRE(passes.back().name == "plain C++");
    std::vector<float> expected;
    for (auto pass = passes.rbegin(); pass != passes.rend(); ++pass) {
        std::vector<float> vectors(all.size() * kWide);
        EncoderBatch batch;
        for (std::size_t i = 0; i < all.size(); ++i) {
            batch.ids.insert(batch.ids.end(), all[i].tokens.begin(), all[i].tokens.end());
            batch.ends.push_back(batch.ids.size());
            batch.vectors.push_back(&vectors[i * kWide]);
        }
        Scratch scratch;
        pass->run(*weights, batch, scratch);
        if (expected.empty()) expected = vectors;
        INFO(pass->name);
        CHECK(vectors == expected);
    }
}

TEST_CASE("a vector does not depend on the batch, its order or the threads") {
    const auto path = model();
    if (!path) return;
    const Encoder encoder = opened(*path);
    const std::vector<Reference> all = references();
    std::vector<std::string_view> texts;
    for (std::size_t i = 0; i < 50; ++i) texts.push_back(all[i * 7 % all.size()].text);
    texts[3] = "";
    const std::vector<float> one_thread = encoder.encode(texts);
    CHECK(encoder.encode(texts, 3) == one_thread);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const std::vector<float> alone = encoder.encode(texts[i]);
        CHECK(std::equal(alone.begin(), alone.end(), one_thread.begin() + std::ptrdiff_t(i * 512)));
    }
}

TEST_CASE("white space and the kind of apostrophe do not change a vector") {
    const auto path = model();
    if (!path) return;
    const Encoder encoder = opened(*path);
    CHECK(encoder.encode("  I don\u2019t\n\tlike it ") == encoder.encode("I don't like it"));
    CHECK(encoder.encode("I like it") != encoder.encode("I don't like it"));
}

TEST_CASE("what the model knows nothing about has no direction") {
    const auto path = model();
    if (!path) return;
    const Encoder encoder = opened(*path);
    const std::vector<float> nowhere(512);
    for (const std::string_view text :
         {"", " \n\t", "\U0001F600", "\U0001F44D\U0001F3FD", "予約を取り消しました。", "สวัสดีครับ",
          "\xff\xfe\x80", "\xe2\x96"})
        CHECK(encoder.encode(text) == nowhere);
    CHECK(encoder.encode("great \U0001F600") != nowhere);
}

TEST_CASE("any bytes have a vector of length 1 or 0") {
    const auto path = model();
    if (!path) return;
    const Encoder encoder = opened(*path);
    std::string bytes;
    for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
    const std::vector<std::string> texts = {std::string(100'000, 'x'),
                                            std::string(100'000, ' ') + "late",
                                            std::string(100'000, '\xf0'),
                                            bytes,
                                            "cut \xc3",
                                            std::string("a\0b", 3),
                                            "\uFDFA\uFDFA\uFDFA"};
    for (const std::string& text : texts) {
        const std::vector<float> vector = encoder.encode(text);
        const double length = dot(vector, vector);
        CHECK((length == 0 || std::abs(length - 1) < 1e-5));
    }
}

TEST_CASE("a long text is read up to 128 tokens") {
    const auto path = model();
    if (!path) return;
    const Encoder encoder = opened(*path);
    std::string text;
    for (int i = 0; i < 200; ++i) text += "the lamp broke ";
    CHECK(encoder.encode(text) == encoder.encode(text + std::string(200'000, 'y')));
}

TEST_CASE("meanings that are alike have vectors that are") {
    const auto path = model();
    if (!path) return;
    const Encoder encoder = opened(*path);
    const auto price = encoder.encode("too expensive");
    CHECK(cosine(price, encoder.encode("I could not justify the cost to my CFO")) >
          cosine(price, encoder.encode("the battery dies too fast")) + 0.1);
}

TEST_CASE("the model's file is whole") {
    const auto path = model();
    if (!path) return;
    const Encoder encoder = opened(*path);
    CHECK(encoder.verify());
    CHECK(encoder.identity() != 0);
}
