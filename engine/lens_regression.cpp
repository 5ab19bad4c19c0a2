#include "engine/lens_regression.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <numeric>

#include "engine/exponential.h"

namespace verbatim {

namespace {

constexpr int kMostRounds = 100;
constexpr std::size_t kMemory = 8;
// A round that gains less than this share ends it.
constexpr double kSettled = 1e-5;

using Vector = std::vector<double>;

double dot(const Vector& a, const Vector& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
    return sum;
}

void add(Vector& to, double factor, const Vector& what) {
    for (std::size_t i = 0; i < to.size(); ++i) to[i] += factor * what[i];
}

// log(1 + e^x), the same on every machine: log(1 + u) = 2 artanh(u / (2 + u)), of which the series
// has 16 digits after 17 terms, since u is at most 1.
double soft(double x) {
    const double u = exponential(-std::abs(x));
    const double s = u / (2 + u);
    double sum = 0;
    for (int i = 33; i > 0; i -= 2) sum = sum * s * s + 1.0 / i;
    return std::max(x, 0.0) + 2 * s * sum;
}

// The scales of the sparse columns as the samples make them.
Vector scales_for(const RegressionRows& rows, std::span<const RegressionSample> samples) {
    if (rows.contrast == 0) return rows.scales;
    Vector yes(rows.sparse(), 1), no(rows.sparse(), 1);  // one of each that nobody saw
    double all_yes = 2, all_no = 2;
    for (const RegressionSample& sample : samples) {
        all_yes += sample.label * sample.weight;
        all_no += (1 - sample.label) * sample.weight;
        for (std::size_t i = rows.begin(sample.row); i < rows.ends[sample.row]; ++i) {
            yes[rows.columns[i]] += sample.label * sample.weight;
            no[rows.columns[i]] += (1 - sample.label) * sample.weight;
        }
    }
    Vector scales = rows.scales;
    for (std::size_t i = 0; i < scales.size(); ++i) {
        const double ratio = std::abs(logarithm(yes[i] * all_no / (no[i] * all_yes)));
        scales[i] *= 1 - rows.contrast + rows.contrast * ratio;
    }
    return scales;
}

// The weights of all columns as one vector: sparse, dense, bias. Each sparse one is that of a text
// divided by its scale.
class Problem {
public:
    Problem(const RegressionRows& rows, std::span<const RegressionSample> samples, Bias bias)
        : rows_(rows), samples_(samples), bias_(bias), scales_(scales_for(rows, samples)) {}

    std::size_t size() const { return rows_.sparse() + rows_.dense + 1; }

    Vector unscaled(Vector weights) const {
        for (std::size_t i = 0; i < scales_.size(); ++i) weights[i] *= scales_[i];
        return weights;
    }

    double log_odds(const Vector& unscaled, std::size_t row) const {
        const double* dense = unscaled.data() + rows_.sparse();
        double of_sparse = 0;
        for (std::size_t i = rows_.begin(row); i < rows_.ends[row]; ++i)
            of_sparse += unscaled[rows_.columns[i]];
        double sum = rows_.offsets[row] + unscaled.back() + of_sparse * rows_.shares[row];
        const double* values = rows_.values.data() + row * rows_.dense;
        for (std::size_t i = 0; i < rows_.dense; ++i) sum += dense[i] * values[i];
        return sum;
    }

    // The loss, and its slope.
    double loss(const Vector& weights, Vector& slope) const {
        double sum = 0;
        std::fill(slope.begin(), slope.end(), 0);
        const Vector unscaled_weights = unscaled(weights);
        for (const RegressionSample& sample : samples_) {
            const double z = log_odds(unscaled_weights, sample.row);
            sum += sample.weight * (soft(z) - sample.label * z);
            const double pull = sample.weight * (1 / (1 + exponential(-z)) - sample.label);
            push(slope, sample.row, pull);
        }
        for (std::size_t i = 0; i < scales_.size(); ++i) slope[i] *= scales_[i];
        for (std::size_t i = 0; i + 1 < weights.size(); ++i) {
            sum += 0.5 * weights[i] * weights[i];
            slope[i] += weights[i];
        }
        return sum;
    }

private:
    void push(Vector& slope, std::size_t row, double pull) const {
        const double share = pull * rows_.shares[row];
        for (std::size_t i = rows_.begin(row); i < rows_.ends[row]; ++i)
            slope[rows_.columns[i]] += share;
        double* dense = slope.data() + rows_.sparse();
        const double* values = rows_.values.data() + row * rows_.dense;
        for (std::size_t i = 0; i < rows_.dense; ++i) dense[i] += pull * values[i];
        if (bias_ == Bias::free) slope.back() += pull;
    }

    const RegressionRows& rows_;
    std::span<const RegressionSample> samples_;
    Bias bias_;
    Vector scales_;
};

// The last steps, and how the slope changed with them.
struct Memory {
    struct Step {
        Vector moved, turned;
        double inverse = 0;
    };
    std::deque<Step> steps;

    void remember(Vector moved, Vector turned) {
        const double curvature = dot(moved, turned);
        if (curvature <= 1e-12) return;
        steps.push_back({std::move(moved), std::move(turned), 1 / curvature});
        if (steps.size() > kMemory) steps.pop_front();
    }

    // Where to go from a slope.
    Vector direction(const Vector& slope) const {
        Vector way = slope;
        Vector shares(steps.size());
        for (std::size_t i = steps.size(); i-- > 0;) {
            shares[i] = steps[i].inverse * dot(steps[i].moved, way);
            add(way, -shares[i], steps[i].turned);
        }
        double scale = 1 / std::max(1.0, std::sqrt(dot(slope, slope)));
        if (!steps.empty())
            scale = 1 / (steps.back().inverse * dot(steps.back().turned, steps.back().turned));
        for (double& value : way) value *= scale;
        for (std::size_t i = 0; i < steps.size(); ++i)
            add(way, shares[i] - steps[i].inverse * dot(steps[i].turned, way), steps[i].moved);
        for (double& value : way) value = -value;
        return way;
    }
};

}  // namespace

double Regression::of(const RegressionRows& rows, std::size_t row) const {
    double of_sparse = 0;
    for (std::size_t i = rows.begin(row); i < rows.ends[row]; ++i)
        of_sparse += sparse[rows.columns[i]];
    double sum = rows.offsets[row] + bias + of_sparse * rows.shares[row];
    for (std::size_t i = 0; i < dense.size(); ++i)
        sum += dense[i] * rows.values[row * rows.dense + i];
    return sum;
}

Regression fit_regression(const RegressionRows& rows, std::span<const RegressionSample> samples,
                          Bias bias) {
    const Problem problem(rows, samples, bias);
    Vector weights(problem.size()), slope(problem.size());
    Vector next(problem.size()), next_slope(problem.size());
    double loss = problem.loss(weights, slope);
    Memory memory;
    for (int round = 0; round < kMostRounds; ++round) {
        const Vector way = memory.direction(slope);
        const double descent = dot(slope, way);
        double length = 1, next_loss = 0;
        for (int halving = 0; halving < 20; ++halving, length /= 2) {
            next = weights;
            add(next, length, way);
            next_loss = problem.loss(next, next_slope);
            if (next_loss <= loss + 1e-4 * length * descent) break;
        }
        if (!(next_loss < loss)) break;
        Vector moved = next, turned = next_slope;
        add(moved, -1, weights);
        add(turned, -1, slope);
        memory.remember(std::move(moved), std::move(turned));
        weights.swap(next);
        slope.swap(next_slope);
        const double gain = loss - next_loss;
        loss = next_loss;
        if (gain < kSettled * loss) break;
    }
    weights = problem.unscaled(std::move(weights));
    const auto dense = weights.begin() + static_cast<std::ptrdiff_t>(rows.sparse());
    return {{weights.begin(), dense}, {dense, weights.end() - 1}, weights.back()};
}

}  // namespace verbatim
