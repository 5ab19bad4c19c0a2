#include "training/contrast.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

#include "engine/exponential.h"

namespace verbatim {

namespace {

// Chosen by leaving out half of the groups: docs/adr/0010-head.md.
constexpr int kRounds = 40;
constexpr float kStep = 0.003f;
constexpr float kTemperature = 0.07f;
constexpr float kPenalty = 0.1f;
constexpr float kAmongTexts = 0.5f;  // what text beside text counts, against query beside text

using Places = std::vector<std::vector<std::size_t>>;

// Which rows of the second matrix belong to each of the first, and which one is itself.
struct Pairs {
    Places positives;
    std::vector<std::size_t> self;  // kNoGroup for none
};

struct Slopes {
    Matrix a;
    Matrix b;
};

// Turns a row of similarities into the slope of its loss, the mean over its positives of
// -log(e^s / (e^s + the sum of e^s over the negatives)).
void to_slopes(std::span<float> row, const std::vector<std::size_t>& positives, std::size_t self,
               double share) {
    const float most = *std::ranges::max_element(row);
    std::vector<double> powers(row.size());
    for (std::size_t i = 0; i < row.size(); ++i)
        powers[i] = exponential(double{row[i] - most} / double{kTemperature});
    std::vector<double> own;
    own.reserve(positives.size());
    for (const std::size_t at : positives) own.push_back(std::exchange(powers[at], 0));
    if (self < row.size()) powers[self] = 0;
    double negatives = 0;
    for (const double power : powers) negatives += power;
    double factor = 0;
    for (const double power : own) factor += share / (power + negatives);
    for (std::size_t i = 0; i < row.size(); ++i)
        row[i] = static_cast<float>(powers[i] * factor / double{kTemperature});
    for (std::size_t i = 0; i < own.size(); ++i)
        row[positives[i]] =
            static_cast<float>((own[i] / (own[i] + negatives) - 1) * share / double{kTemperature});
}

Slopes contrast(const Matrix& a, const Matrix& b, const Pairs& pairs) {
    Matrix similar = multiply(a, transposed(b));
    const auto rows =
        std::ranges::count_if(pairs.positives, [](const auto& p) { return !p.empty(); });
    for (std::size_t at = 0; at < a.rows; ++at) {
        const auto& positives = pairs.positives[at];
        const double share =
            1.0 / static_cast<double>(positives.size()) / static_cast<double>(rows);
        to_slopes(similar.row(at), positives, pairs.self[at], positives.empty() ? 0 : share);
    }
    return {multiply(similar, b), multiply(transposed(similar), a)};
}

// The slope of a map, from that of its outputs brought to length 1.
Matrix map_slope(const Matrix& inputs_transposed, const Matrix& outputs,
                 const std::vector<float>& lengths, Matrix slopes) {
    for (std::size_t at = 0; at < outputs.rows; ++at) {
        const auto output = outputs.row(at);
        const auto slope = slopes.row(at);
        float along = 0;
        for (std::size_t i = 0; i < output.size(); ++i) along += slope[i] * output[i];
        for (std::size_t i = 0; i < output.size(); ++i)
            slope[i] = (slope[i] - along * output[i]) / lengths[at];
    }
    return multiply(inputs_transposed, slopes);
}

class Adam {
public:
    explicit Adam(std::size_t size) : mean_(size), square_(size) {}

    void step(Matrix& map, const Matrix& slope, const Matrix& start) {
        first_ *= kFirst;
        second_ *= kSecond;
        for (std::size_t i = 0; i < mean_.size(); ++i) {
            const float here = slope.values[i] + kPenalty * (map.values[i] - start.values[i]);
            mean_[i] = kFirst * mean_[i] + (1 - kFirst) * here;
            square_[i] = kSecond * square_[i] + (1 - kSecond) * here * here;
            map.values[i] -=
                kStep * (mean_[i] / (1 - first_)) / (std::sqrt(square_[i] / (1 - second_)) + 1e-8f);
        }
    }

private:
    static constexpr float kFirst = 0.9f, kSecond = 0.99f;
    float first_ = 1, second_ = 1;
    std::vector<float> mean_, square_;
};

Pairs pair_up(const std::vector<std::size_t>& groups, const ContrastData& data,
              std::span<const std::size_t> self) {
    Pairs pairs;
    for (std::size_t at = 0; at < groups.size(); ++at) {
        pairs.self.push_back(self.empty() ? ContrastData::kNoGroup : self[at]);
        auto& positives = pairs.positives.emplace_back();
        for (std::size_t text = 0; text < data.text_groups.size(); ++text)
            if (data.text_groups[text] == groups[at] && !data.opposite[text] &&
                text != pairs.self.back())
                positives.push_back(text);
    }
    return pairs;
}

Matrix rows_of(const Matrix& all, std::span<const std::size_t> places) {
    Matrix rows(places.size(), all.columns);
    for (std::size_t i = 0; i < places.size(); ++i)
        std::ranges::copy(all.row(places[i]), rows.row(i).begin());
    return rows;
}

Matrix first_rows(const Matrix& all, std::size_t count) {
    Matrix rows(count, all.columns);
    std::copy_n(all.values.begin(), rows.values.size(), rows.values.begin());
    return rows;
}

}  // namespace

ContrastMaps train_contrast(const ContrastData& data, const Matrix& start) {
    ContrastMaps maps{start, start};
    Adam said(start.values.size()), asked(start.values.size());
    std::vector<std::size_t> anchors, anchor_groups;
    for (std::size_t at = 0; at < data.text_groups.size(); ++at)
        if (data.text_groups[at] != ContrastData::kNoGroup && !data.opposite[at]) {
            anchors.push_back(at);
            anchor_groups.push_back(data.text_groups[at]);
        }
    const auto grouped = static_cast<std::size_t>(
        std::ranges::find(data.text_groups, ContrastData::kNoGroup) - data.text_groups.begin());
    const Pairs of_queries = pair_up(data.query_groups, data, {});
    const Pairs of_texts = pair_up(anchor_groups, data, anchors);
    const Matrix queries_transposed = transposed(data.queries);
    const Matrix texts_transposed = transposed(data.texts);
    for (int round = 0; round < kRounds; ++round) {
        Matrix queries = multiply(data.queries, maps.asked);
        const std::vector<float> query_lengths = normalise_rows(queries);
        Matrix texts = multiply(data.texts, maps.said);
        const std::vector<float> text_lengths = normalise_rows(texts);

        Slopes slopes = contrast(queries, texts, of_queries);
        const Slopes among =
            contrast(rows_of(texts, anchors), first_rows(texts, grouped), of_texts);
        for (std::size_t i = 0; i < among.b.values.size(); ++i)
            slopes.b.values[i] += kAmongTexts * among.b.values[i];
        for (std::size_t i = 0; i < anchors.size(); ++i)
            for (std::size_t j = 0; j < texts.columns; ++j)
                slopes.b.row(anchors[i])[j] += kAmongTexts * among.a.row(i)[j];

        asked.step(maps.asked,
                   map_slope(queries_transposed, queries, query_lengths, std::move(slopes.a)),
                   start);
        said.step(maps.said, map_slope(texts_transposed, texts, text_lengths, std::move(slopes.b)),
                  start);
    }
    return maps;
}

}  // namespace verbatim
