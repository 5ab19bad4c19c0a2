#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/meaning/code.h"
#include "engine/meaning/encoder.h"
#include "engine/result.h"

namespace verbatim {

// The sentences that a query is encoded as: itself, and then as a customer would say it.
inline constexpr std::size_t kQuerySentences = 8;
std::array<std::string, kQuerySentences> query_sentences(std::string_view query);

// What a query means, and what kind of query it is.
struct QueryMeaning {
    Code code{};
    float complaint = 0;  // how likely it names a pain or an objection: 0 to 1
    float praise = 0;     // how likely it names what pleases; a topic ("card arrival") is neither
};

// What a head file holds.
struct HeadParts {
    // Rows of kCodeLength whole numbers, one for each component of a sentence vector, and what
    // those of a column are multiplied with.
    struct Map {
        std::array<float, kCodeLength> scales{};
        std::vector<std::int8_t> weights = std::vector<std::int8_t>(kSentenceVector * kCodeLength);
    };
    // Weights of a logistic regression; the last is that of 1.
    template <std::size_t Inputs>
    using Judge = std::array<float, Inputs + 1>;

    std::uint64_t texts = 0;  // the hash of what it was trained on: training/texts.h
    Map said;
    Map asked;
    Judge<kSentenceVector> complaint{};
    Judge<kSentenceVector> praise{};
    Judge<kCodeLength> polarity{};
};
// The file, as Head::parse() takes it.
std::string head_bytes(const HeadParts& parts);

// What is learned on top of the encoder: two linear maps from sentence vectors to codes, one for
// what customers said and one for what is searched, and what a complaint and a praise look like.
// training/train_head makes it from the texts beside it; docs/adr/0010-head.md has the
// measurements.
class Head {
public:
    // Copies the file. Fails with version or damaged.
    static Result<Head> parse(std::string_view bytes);
    // The one that is compiled in.
    static const Head& built_in();

    // Codes made by heads of different identities cannot be compared.
    std::uint64_t identity() const { return identity_; }
    std::uint64_t texts() const { return parts_.texts; }

    // The code of what somebody said. A vector of zeros has the code of zeros. Thread-safe, and the
    // same on every machine.
    Code project(std::span<const float, kSentenceVector> vector) const;
    // `vectors` are those of query_sentences(), one after the other. Complaints are put into
    // sentences like a customer's; to a topic these would only add complaints.
    QueryMeaning ask(std::span<const float, kQuerySentences * kSentenceVector> vectors) const;
    // Of a code of project(), in logits: above 0 the customer is content, below 0 complains.
    // Codes of ask() are of another space and must not be given.
    float polarity(const Code& code) const;

private:
    Head() = default;

    std::uint64_t identity_ = 0;
    HeadParts parts_;
};

// The mean that ask() encodes, of length 1: of all sentences for a complaint, the query's own for a
// topic, something between where it is not clear.
std::array<float, kSentenceVector> asked_vector(
    std::span<const float, kQuerySentences * kSentenceVector> vectors, float complaint);

}  // namespace verbatim
