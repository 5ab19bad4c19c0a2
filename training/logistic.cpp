#include "training/logistic.h"

#include <algorithm>
#include <cmath>

#include "engine/exponential.h"

namespace verbatim {

namespace {

// A symmetric positive matrix, row by row, of which the lower half is used.
struct Symmetric {
    explicit Symmetric(std::size_t count) : size(count), values(count * count) {}
    double& at(std::size_t i, std::size_t j) { return values[i * size + j]; }

    std::size_t size;
    std::vector<double> values;
};

// Solves matrix * x = right by Cholesky's decomposition, in place of `right`.
void solve(Symmetric& matrix, std::vector<double>& right) {
    const std::size_t size = matrix.size;
    for (std::size_t i = 0; i < size; ++i)
        for (std::size_t j = 0; j <= i; ++j) {
            double sum = matrix.at(i, j);
            for (std::size_t k = 0; k < j; ++k) sum -= matrix.at(i, k) * matrix.at(j, k);
            matrix.at(i, j) = i == j ? std::sqrt(sum) : sum / matrix.at(j, j);
        }
    for (std::size_t i = 0; i < size; ++i) {
        for (std::size_t k = 0; k < i; ++k) right[i] -= matrix.at(i, k) * right[k];
        right[i] /= matrix.at(i, i);
    }
    for (std::size_t i = size; i-- > 0;) {
        for (std::size_t k = i + 1; k < size; ++k) right[i] -= matrix.at(k, i) * right[k];
        right[i] /= matrix.at(i, i);
    }
}

}  // namespace

std::vector<double> fit_logistic(const Matrix& rows, const std::vector<bool>& labels,
                                 double penalty) {
    constexpr int kMostRounds = 50;
    constexpr double kSettled = 1e-9;
    const std::size_t size = rows.columns + 1;
    const auto positive = static_cast<double>(std::ranges::count(labels, true));
    const auto all = static_cast<double>(labels.size());
    std::vector<double> weights(size);
    std::vector<double> row(size, 1);
    for (int round = 0; round < kMostRounds; ++round) {
        Symmetric curvature(size);
        std::vector<double> slope(size);
        for (std::size_t i = 0; i < rows.columns; ++i) {
            curvature.at(i, i) = penalty;
            slope[i] = -penalty * weights[i];
        }
        for (std::size_t at = 0; at < rows.rows; ++at) {
            std::ranges::copy(rows.row(at), row.begin());
            double logit = 0;
            for (std::size_t i = 0; i < size; ++i) logit += weights[i] * row[i];
            const double said = 1 / (1 + exponential(-logit));
            const double counts = all / 2 / (labels[at] ? positive : all - positive);
            for (std::size_t i = 0; i < size; ++i) {
                slope[i] += counts * ((labels[at] ? 1 : 0) - said) * row[i];
                const double part = counts * said * (1 - said) * row[i];
                for (std::size_t j = 0; j <= i; ++j) curvature.at(i, j) += part * row[j];
            }
        }
        solve(curvature, slope);
        double largest = 0;
        for (std::size_t i = 0; i < size; ++i) {
            weights[i] += slope[i];
            largest = std::max(largest, std::abs(slope[i]));
        }
        if (largest < kSettled) break;
    }
    return weights;
}

}  // namespace verbatim
