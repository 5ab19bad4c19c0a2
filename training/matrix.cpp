#include "training/matrix.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <thread>

namespace verbatim {

namespace {

// A panel is so many columns of b, side by side; a strip so many rows of a: their products fit the
// registers.
constexpr std::size_t kPanel = 8;
constexpr std::size_t kStrip = 4;

// Columns [8p, 8p + 8) of b, row by row, zeros beyond the last.
std::vector<float> panels_of(const Matrix& b) {
    const std::size_t count = (b.columns + kPanel - 1) / kPanel;
    std::vector<float> panels(count * b.rows * kPanel);
    for (std::size_t k = 0; k < b.rows; ++k)
        for (std::size_t j = 0; j < b.columns; ++j)
            panels[(j / kPanel * b.rows + k) * kPanel + j % kPanel] = b.values[k * b.columns + j];
    return panels;
}

void multiply_strip(const Matrix& a, std::size_t first, const float* panel, std::size_t column,
                    Matrix& product) {
    std::array<const float*, kStrip> rows;
    for (std::size_t r = 0; r < kStrip; ++r)
        rows[r] = a.row(std::min(first + r, a.rows - 1)).data();
    float sums[kStrip][kPanel] = {};
    for (std::size_t k = 0; k < a.columns; ++k)
        for (std::size_t r = 0; r < kStrip; ++r)
            for (std::size_t j = 0; j < kPanel; ++j)
                sums[r][j] += rows[r][k] * panel[k * kPanel + j];
    const std::size_t width = std::min(kPanel, product.columns - column);
    for (std::size_t r = 0; r < kStrip && first + r < a.rows; ++r)
        std::copy_n(sums[r], width, product.row(first + r).data() + column);
}

void multiply_rows(const Matrix& a, const std::vector<float>& panels, std::size_t begin,
                   std::size_t end, Matrix& product) {
    for (std::size_t column = 0; column < product.columns; column += kPanel)
        for (std::size_t row = begin; row < end; row += kStrip)
            multiply_strip(a, row, panels.data() + column * a.columns, column, product);
}

// Makes the columns orthonormal, one after the other (Gram and Schmidt, twice for precision).
void orthonormalise(std::vector<std::vector<double>>& columns) {
    const auto dot = [](const std::vector<double>& a, const std::vector<double>& b) {
        double sum = 0;
        for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
        return sum;
    };
    for (std::size_t at = 0; at < columns.size(); ++at) {
        auto& column = columns[at];
        for (std::size_t other = 0; other < 2 * at; ++other) {
            const auto& before = columns[other % at];
            const double share = dot(column, before);
            for (std::size_t i = 0; i < column.size(); ++i) column[i] -= share * before[i];
        }
        const double length = std::sqrt(dot(column, column));
        for (double& value : column) value /= length;
    }
}

}  // namespace

Matrix multiply(const Matrix& a, const Matrix& b) {
    assert(a.columns == b.rows);
    Matrix product(a.rows, b.columns);
    const std::vector<float> panels = panels_of(b);
    const std::size_t threads = std::max(1u, std::thread::hardware_concurrency());
    const std::size_t share = (a.rows / threads / kStrip + 1) * kStrip;
    std::vector<std::jthread> workers;
    for (std::size_t begin = 0; begin < a.rows; begin += share)
        workers.emplace_back([&, begin] {
            multiply_rows(a, panels, begin, std::min(begin + share, a.rows), product);
        });
    workers.clear();
    return product;
}

Matrix transposed(const Matrix& a) {
    constexpr std::size_t kBlock = 32;
    Matrix result(a.columns, a.rows);
    for (std::size_t i = 0; i < a.rows; i += kBlock)
        for (std::size_t j = 0; j < a.columns; ++j)
            for (std::size_t k = i; k < std::min(i + kBlock, a.rows); ++k)
                result.values[j * a.rows + k] = a.values[k * a.columns + j];
    return result;
}

std::vector<float> normalise_rows(Matrix& a) {
    std::vector<float> lengths;
    for (std::size_t at = 0; at < a.rows; ++at) {
        float squares = 0;
        for (const float value : a.row(at)) squares += value * value;
        lengths.push_back(std::sqrt(squares));
        for (float& value : a.row(at)) value /= lengths.back();
    }
    return lengths;
}

Matrix principal_directions(const Matrix& rows, std::size_t count) {
    constexpr int kRounds = 60;
    const std::size_t width = rows.columns;
    const Matrix products = multiply(transposed(rows), rows);
    std::vector<std::vector<double>> columns(count, std::vector<double>(width));
    std::uint64_t state = 88172645463325252u;  // of xorshift64: any start will do
    for (auto& column : columns)
        for (double& value : column) {
            state ^= state << 13, state ^= state >> 7, state ^= state << 17;
            value = static_cast<double>(state >> 11) * 0x1p-53 - 0.5;
        }
    for (int round = 0; round < kRounds; ++round) {
        orthonormalise(columns);
        for (auto& column : columns) {
            std::vector<double> next(width);
            for (std::size_t i = 0; i < width; ++i)
                for (std::size_t j = 0; j < width; ++j)
                    next[j] += column[i] * double{products.values[i * width + j]};
            column = std::move(next);
        }
    }
    orthonormalise(columns);
    Matrix directions(width, count);
    for (std::size_t j = 0; j < count; ++j)
        for (std::size_t i = 0; i < width; ++i)
            directions.values[i * count + j] = static_cast<float>(columns[j][i]);
    return directions;
}

}  // namespace verbatim
