#include "engine/meaning/head.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstring>

#include "engine/hash.h"

namespace verbatim {

namespace {

// The layout: magic, hash of the training texts, the maps as scales and weights, the judges, XXH3
// of all before it. Little-endian.
constexpr std::string_view kMagic{"VBHEAD\0\1", 8};

constexpr std::array<std::pair<std::string_view, std::string_view>, kQuerySentences> kTemplates = {{
    {"", ""},
    {"My problem is: ", "."},
    {"I have a problem: ", "."},
    {"The trouble is ", "."},
    {"What bothers me is this: ", "."},
    {"I am unhappy because ", "."},
    {"My complaint is ", "."},
    {"It is so annoying: ", "."},
}};

// Below the first a query is read as it is, above the second as a complaint.
constexpr float kTopic = 0.2f;
constexpr float kComplaint = 0.45f;

// Calls `with` for each array of the file, in its order.
template <typename Parts, typename With>
void for_each_array(Parts& parts, With with) {
    for (auto* map : {&parts.said, &parts.asked}) {
        with(map->scales.data(), map->scales.size());
        with(map->weights.data(), map->weights.size());
    }
    with(parts.complaint.data(), parts.complaint.size());
    with(parts.praise.data(), parts.praise.size());
    with(parts.polarity.data(), parts.polarity.size());
}

std::size_t file_size() {
    HeadParts parts;
    std::size_t size = kMagic.size() + 2 * sizeof(std::uint64_t);
    for_each_array(parts,
                   [&](auto* values, std::size_t count) { size += sizeof(*values) * count; });
    return size;
}

template <typename T>
std::string_view raw(const T* values, std::size_t count) {
    return {static_cast<const char*>(static_cast<const void*>(values)), sizeof(T) * count};
}

Error damaged() {
    return {ErrorCode::damaged, "The head of the sentence vectors is damaged.",
            "Make it anew with verbatim_train_head."};
}

Code mapped(const HeadParts::Map& map, std::span<const float, kSentenceVector> vector) {
    std::array<float, kCodeLength> sums{};
    for (std::size_t i = 0; i < kSentenceVector; ++i)
        for (std::size_t j = 0; j < kCodeLength; ++j)
            sums[j] += vector[i] * static_cast<float>(map.weights[i * kCodeLength + j]);
    std::array<double, kCodeLength> scaled;
    for (std::size_t j = 0; j < kCodeLength; ++j) scaled[j] = double{sums[j]} * map.scales[j];
    return rounded(scaled);
}

template <std::size_t Inputs>
float logit(const std::array<float, Inputs + 1>& judge, std::span<const float, Inputs> inputs) {
    float sum = judge[Inputs];
    for (std::size_t i = 0; i < Inputs; ++i) sum += judge[i] * inputs[i];
    return sum;
}

float probability(float logit) {
    return 1 / (1 + std::exp(-logit));
}

}  // namespace

std::array<std::string, kQuerySentences> query_sentences(std::string_view query) {
    std::array<std::string, kQuerySentences> sentences;
    for (std::size_t i = 0; i < kQuerySentences; ++i)
        sentences[i].append(kTemplates[i].first).append(query).append(kTemplates[i].second);
    return sentences;
}

std::array<float, kSentenceVector> asked_vector(
    std::span<const float, kQuerySentences * kSentenceVector> vectors, float complaint) {
    const float share = std::clamp((complaint - kTopic) / (kComplaint - kTopic), 0.0f, 1.0f);
    std::array<float, kSentenceVector> all{};
    for (std::size_t i = 0; i < vectors.size(); ++i) all[i % kSentenceVector] += vectors[i];
    float squares = 0;
    for (const float component : all) squares += component * component;
    const float factor = squares > 0 ? share / std::sqrt(squares) : 0;
    squares = 0;
    for (std::size_t i = 0; i < kSentenceVector; ++i) {
        all[i] = all[i] * factor + vectors[i] * (1 - share);
        squares += all[i] * all[i];
    }
    if (squares > 0)
        for (float& component : all) component /= std::sqrt(squares);
    return all;
}

std::string head_bytes(const HeadParts& parts) {
    std::string bytes(kMagic);
    bytes.append(raw(&parts.texts, 1));
    for_each_array(
        parts, [&](const auto* values, std::size_t count) { bytes.append(raw(values, count)); });
    const std::uint64_t hash = hash64(bytes);
    bytes.append(raw(&hash, 1));
    return bytes;
}

Result<Head> Head::parse(std::string_view bytes) {
    if (!bytes.starts_with(kMagic.substr(0, kMagic.size() - 1)) || bytes.size() <= kMagic.size())
        return damaged();
    if (bytes[kMagic.size() - 1] != kMagic.back())
        return Error{ErrorCode::version, "The head of the sentence vectors is of another version.",
                     "Make it anew with verbatim_train_head."};
    if (bytes.size() != file_size()) return damaged();
    std::uint64_t hash = 0;
    std::memcpy(&hash, bytes.data() + bytes.size() - sizeof hash, sizeof hash);
    if (hash != hash64(bytes.substr(0, bytes.size() - sizeof hash))) return damaged();

    Head head;
    head.identity_ = hash;
    const char* at = bytes.data() + kMagic.size();
    const auto read = [&](auto* values, std::size_t count) {
        std::memcpy(values, at, sizeof(*values) * count);
        at += sizeof(*values) * count;
    };
    read(&head.parts_.texts, 1);
    for_each_array(head.parts_, read);
    return head;
}

Code Head::project(std::span<const float, kSentenceVector> vector) const {
    return mapped(parts_.said, vector);
}

QueryMeaning Head::ask(std::span<const float, kQuerySentences * kSentenceVector> vectors) const {
    const auto own = vectors.first<kSentenceVector>();
    QueryMeaning asked;
    asked.complaint = probability(logit(parts_.complaint, own));
    asked.praise = probability(logit(parts_.praise, own));
    asked.code = mapped(parts_.asked, asked_vector(vectors, asked.complaint));
    return asked;
}

float Head::polarity(const Code& code) const {
    float sum = 0;
    for (std::size_t i = 0; i < kCodeLength; ++i)
        sum += parts_.polarity[i] * static_cast<float>(code[i]);
    return sum / static_cast<float>(kCodeScale) + parts_.polarity[kCodeLength];
}

}  // namespace verbatim
