#include "engine/meaning/head.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <vector>

#include "training/texts.h"

using namespace verbatim;

namespace {

// A head that keeps the first components of a text, and of a query those behind them.
HeadParts simple_parts() {
    HeadParts parts;
    parts.said.scales.fill(1.0f / 127);
    parts.asked.scales.fill(1.0f / 127);
    for (std::size_t i = 0; i < kCodeLength; ++i) {
        parts.said.weights[i * kCodeLength + i] = 127;
        parts.asked.weights[(kCodeLength + i) * kCodeLength + i] = 127;
    }
    return parts;
}

Head parsed(const HeadParts& parts) {
    auto head = Head::parse(head_bytes(parts));
    REQUIRE(head);
    return *std::move(head);
}

using Vector = std::array<float, kSentenceVector>;
using Vectors = std::array<float, kQuerySentences * kSentenceVector>;

Vector unit(std::size_t at) {
    Vector vector{};
    vector[at] = 1;
    return vector;
}

}  // namespace

TEST_CASE("the shipped head was made from the training texts as they are") {
    const auto texts = hash_training_texts(VERBATIM_SOURCE_DIR "/training");
    REQUIRE(texts);
    INFO("After a change of training/ make it anew: training/README.md says how.");
    CHECK(Head::built_in().texts() == *texts);
}

TEST_CASE("the training texts are of the shape that their readers want") {
    const auto texts = read_training_texts(VERBATIM_SOURCE_DIR "/training");
    REQUIRE(texts);
    CHECK(texts->groups.size() > 400);
    CHECK(texts->denials.size() > 200);
    CHECK(texts->examples.size() == 9);
    for (const Group& group : texts->groups) {
        INFO(group.name);
        CHECK_FALSE(group.queries.empty());
        CHECK(group.same.size() > 1);
    }
}

TEST_CASE("a head multiplies, and brings to the length of a code") {
    const Head head = parsed(simple_parts());
    Vector vector = unit(0);
    vector[1] = 1;
    const Code code = head.project(vector);
    CHECK(code[0] == 127);  // 300 / sqrt(2), as far as 8 bits go
    CHECK(code[1] == 127);
    CHECK(code[2] == 0);
    for (float& component : vector) component *= 0.01f;
    CHECK(head.project(vector) == code);
}

TEST_CASE("a text without a vector has no code") {
    CHECK_FALSE(is_known(Head::built_in().project(Vector{})));
    CHECK_FALSE(is_known(Head::built_in().ask(Vectors{}).code));
}

TEST_CASE("texts and queries have maps of their own") {
    const Head head = parsed(simple_parts());
    Vectors vectors{};
    vectors[kCodeLength + 5] = 1;
    CHECK(head.ask(vectors).code[5] == 127);
    CHECK_FALSE(is_known(head.project(unit(kCodeLength + 5))));
}

TEST_CASE("a topic is encoded as it is, a complaint in all its sentences") {
    Vectors vectors{};
    for (std::size_t i = 0; i < kQuerySentences; ++i) vectors[i * kSentenceVector + i] = 1;
    CHECK(asked_vector(vectors, 0.1f) == unit(0));
    const auto all = asked_vector(vectors, 0.9f);
    for (std::size_t i = 0; i < kQuerySentences; ++i) CHECK(all[i] == Approx(1 / std::sqrt(8.0)));
    const auto between = asked_vector(vectors, 0.325f);
    CHECK(between[0] > between[1]);
    CHECK(between[1] > 0);
}

TEST_CASE("a query is asked as it is typed, then as customers say it") {
    const auto sentences = query_sentences("too slow");
    CHECK(sentences[0] == "too slow");
    CHECK(sentences[1] == "My problem is: too slow.");
    CHECK(sentences.size() == kQuerySentences);
}

TEST_CASE("polarity is linear in the code") {
    HeadParts parts = simple_parts();
    parts.polarity[3] = 2;
    parts.polarity[kCodeLength] = -0.5f;
    Code code{};
    code[3] = 75;
    CHECK(parsed(parts).polarity(code) == Approx(2.0 * 75 / 300 - 0.5));
}

TEST_CASE("a head is read back as it was written") {
    const HeadParts parts = simple_parts();
    const std::string bytes = head_bytes(parts);
    CHECK(bytes.size() < 300'000);
    CHECK(parsed(parts).identity() == parsed(parts).identity());
    HeadParts other = parts;
    other.praise[7] = 1;
    CHECK(parsed(other).identity() != parsed(parts).identity());
}

TEST_CASE("a damaged head is refused") {
    const std::string bytes = head_bytes(simple_parts());
    std::string changed = bytes;
    changed[1000] ^= 1;
    CHECK(Head::parse(changed).error().code == ErrorCode::damaged);
    CHECK(Head::parse(bytes.substr(0, bytes.size() - 1)).error().code == ErrorCode::damaged);
    CHECK(Head::parse("").error().code == ErrorCode::damaged);
    CHECK(Head::parse("VBHEAD").error().code == ErrorCode::damaged);
    changed = bytes;
    changed[7] = 9;
    CHECK(Head::parse(changed).error().code == ErrorCode::version);
}
