// Makes engine/meaning/head.bin, what is learned on top of the sentence encoder, from the texts
// beside this file:
//
//   verbatim_train_head ENCODER.vbm TRAINING OUTPUT
//
// The same bytes on every machine. Takes ten minutes on two cores, most of it to encode the texts
// in exact arithmetic.
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <span>

#include "engine/exponential.h"
#include "engine/meaning/encoder.h"
#include "engine/meaning/head.h"
#include "training/contrast.h"
#include "training/encode.h"
#include "training/logistic.h"
#include "training/texts.h"

namespace verbatim {

namespace {

constexpr double kKindPenalty = 0.5;
constexpr double kPolarityPenalty = 0.3;

template <std::size_t Size>
std::array<float, Size> to_array(const std::vector<double>& weights) {
    std::array<float, Size> result;
    std::ranges::transform(weights, result.begin(), [](double w) { return static_cast<float>(w); });
    return result;
}

// Learns which kind of query a query is, from all that are known.
void train_kinds(const TrainingTexts& texts, const Encoder& encoder, HeadParts& parts) {
    std::map<std::string, QueryKind> kinds = texts.kinds;
    for (const Group& group : texts.groups)
        for (const std::string& query : group.queries) kinds.emplace(query, QueryKind::complaint);
    for (const DenialExample& denial : texts.denials)
        kinds.emplace(denial.query, QueryKind::complaint);
    std::vector<std::string> queries;
    std::vector<bool> complains, praises;
    for (const auto& [query, kind] : kinds) {
        queries.push_back(query);
        complains.push_back(kind == QueryKind::complaint);
        praises.push_back(kind == QueryKind::praise);
    }
    const Matrix vectors = encode(encoder, queries);
    parts.complaint = to_array<kSentenceVector + 1>(fit_logistic(vectors, complains, kKindPenalty));
    parts.praise = to_array<kSentenceVector + 1>(fit_logistic(vectors, praises, kKindPenalty));
}

// The vectors of queries as Head::ask() sees them.
Matrix encode_queries(const Encoder& encoder, const std::vector<std::string>& queries,
                      const HeadParts& parts) {
    std::vector<std::string> sentences;
    for (const std::string& query : queries)
        for (const std::string& sentence : query_sentences(query)) sentences.push_back(sentence);
    const Matrix encoded = encode(encoder, sentences);
    Matrix vectors(queries.size(), kSentenceVector);
    constexpr std::size_t kAll = kQuerySentences * kSentenceVector;
    for (std::size_t at = 0; at < queries.size(); ++at) {
        const std::span<const float, kAll> all(encoded.values.data() + at * kAll, kAll);
        double logit = parts.complaint[kSentenceVector];
        for (std::size_t i = 0; i < kSentenceVector; ++i)
            logit += double{parts.complaint[i]} * all[i];
        const auto complaint = static_cast<float>(1 / (1 + exponential(-logit)));
        std::ranges::copy(asked_vector(all, complaint), vectors.row(at).begin());
    }
    return vectors;
}

ContrastData read_contrast(const TrainingTexts& texts, const Encoder& encoder,
                           const HeadParts& parts) {
    ContrastData data;
    std::vector<std::string> queries, all;
    const auto take = [&](const std::string& text, std::size_t group, bool opposite) {
        all.push_back(text);
        data.text_groups.push_back(group);
        data.opposite.push_back(opposite);
    };
    for (std::size_t at = 0; at < texts.groups.size(); ++at) {
        for (const std::string& query : texts.groups[at].queries) {
            queries.push_back(query);
            data.query_groups.push_back(at);
        }
        for (const std::string& text : texts.groups[at].same) take(text, at, false);
        for (const std::string& text : texts.groups[at].opposite) take(text, at, true);
    }
    for (const auto& [lens, examples] : texts.examples)
        for (const Example& example : examples) take(example.text, ContrastData::kNoGroup, false);
    data.queries = encode_queries(encoder, queries, parts);
    data.texts = encode(encoder, all);
    return data;
}

// Spreads what the first components say over all, so that one scale fits them: a Hadamard matrix,
// which changes no cosine.
Matrix spread(const Matrix& map) {
    Matrix result(map.rows, map.columns);
    const float factor = 1 / std::sqrt(static_cast<float>(map.columns));
    for (std::size_t row = 0; row < map.rows; ++row)
        for (std::size_t j = 0; j < map.columns; ++j) {
            float sum = 0;
            for (std::size_t i = 0; i < map.columns; ++i)
                sum += std::popcount(i & j) % 2 ? -map.row(row)[i] : map.row(row)[i];
            result.row(row)[j] = sum * factor;
        }
    return result;
}

HeadParts::Map rounded_map(const Matrix& map) {
    constexpr float kMost = 127;
    HeadParts::Map result;
    for (std::size_t j = 0; j < kCodeLength; ++j) {
        float largest = 0;
        for (std::size_t i = 0; i < kSentenceVector; ++i)
            largest = std::max(largest, std::abs(map.row(i)[j]));
        result.scales[j] = largest / kMost;
        for (std::size_t i = 0; i < kSentenceVector; ++i)
            result.weights[i * kCodeLength + j] =
                static_cast<std::int8_t>(std::lround(map.row(i)[j] / result.scales[j]));
    }
    return result;
}

// Learns from codes who is content: praise against pains and objections, what is opposite to a
// group's complaint against what voices it, and the denied against the voiced.
Result<void> train_polarity(const TrainingTexts& texts, const Encoder& encoder, HeadParts& parts) {
    std::vector<std::string> all;
    std::vector<bool> content;
    const auto take = [&](const std::string& text, bool is_content) {
        all.push_back(text);
        content.push_back(is_content);
    };
    for (const auto& [lens, examples] : texts.examples)
        if (lens == "pain" || lens == "objection" || lens == "praise")
            for (const Example& example : examples)
                if (example.yes) take(example.text, lens == "praise");
    for (const Group& group : texts.groups) {
        const QueryKind kind = texts.kind(group.queries.front());
        if (kind == QueryKind::topic) continue;
        for (const std::string& text : group.same) take(text, kind == QueryKind::praise);
        for (const std::string& text : group.opposite) take(text, kind != QueryKind::praise);
    }
    for (const DenialExample& denial : texts.denials) take(denial.text, denial.denied);

    const auto head = Head::parse(head_bytes(parts));
    if (!head) return head.error();
    const Matrix vectors = encode(encoder, all);
    Matrix codes(all.size(), kCodeLength);
    for (std::size_t at = 0; at < all.size(); ++at) {
        const Code code = head->project(vectors.row(at).first<kSentenceVector>());
        std::ranges::transform(code, codes.row(at).begin(), [](std::int8_t component) {
            return static_cast<float>(component) / static_cast<float>(kCodeScale);
        });
    }
    parts.polarity = to_array<kCodeLength + 1>(fit_logistic(codes, content, kPolarityPenalty));
    return {};
}

Result<HeadParts> train(const Encoder& encoder, const std::filesystem::path& folder) {
    const auto texts = read_training_texts(folder);
    if (!texts) return texts.error();
    const auto hash = hash_training_texts(folder);
    if (!hash) return hash.error();
    HeadParts parts;
    parts.texts = *hash;
    train_kinds(*texts, encoder, parts);
    const ContrastData data = read_contrast(*texts, encoder, parts);
    std::cerr << data.queries.rows << " queries, " << data.texts.rows << " texts\n";
    const ContrastMaps maps = train_contrast(data, principal_directions(data.texts, kCodeLength));
    parts.said = rounded_map(spread(maps.said));
    parts.asked = rounded_map(spread(maps.asked));
    const auto done = train_polarity(*texts, encoder, parts);
    if (!done) return done.error();
    return parts;
}

int run(std::span<char*> arguments) {
    if (arguments.size() != 4) {
        std::cerr << "usage: verbatim_train_head ENCODER.vbm TRAINING OUTPUT\n";
        return 2;
    }
    const auto encoder = Encoder::open(arguments[1], Encoder::Arithmetic::exact);
    const auto parts = encoder ? train(*encoder, arguments[2]) : encoder.error();
    if (!parts) {
        std::cerr << "verbatim_train_head: " << parts.error().message << "\n";
        return 2;
    }
    const std::string bytes = head_bytes(*parts);
    std::ofstream file(arguments[3], std::ios::binary);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return file.flush() ? 0 : 2;
}

}  // namespace

}  // namespace verbatim

int main(int count, char** arguments) {
    return verbatim::run({arguments, static_cast<std::size_t>(count)});
}
