#pragma once

#include <cstddef>
#include <span>
#include <vector>

// Dense matrices for training. Every sum is taken in the same order whatever the machine and the
// number of threads, so that training is repeatable bit for bit.
namespace verbatim {

struct Matrix {
    Matrix() = default;
    Matrix(std::size_t row_count, std::size_t column_count)
        : rows(row_count), columns(column_count), values(row_count * column_count) {}
    std::span<float> row(std::size_t at) { return {values.data() + at * columns, columns}; }
    std::span<const float> row(std::size_t at) const {
        return {values.data() + at * columns, columns};
    }

    std::size_t rows = 0;
    std::size_t columns = 0;
    std::vector<float> values;
};

// a times b; takes all cores.
Matrix multiply(const Matrix& a, const Matrix& b);
Matrix transposed(const Matrix& a);
// Brings each row to length 1 and returns the lengths. No row may be 0.
std::vector<float> normalise_rows(Matrix& a);

// The `count` strongest directions of the rows, uncentred, as columns: principal components by
// subspace iteration, orthonormal, the strongest first.
Matrix principal_directions(const Matrix& rows, std::size_t count);

}  // namespace verbatim
