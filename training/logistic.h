#pragma once

#include <cstddef>
#include <vector>

#include "training/matrix.h"

namespace verbatim {

// The weights of a logistic regression of `labels` (true or not) on the rows, the last one that of
// 1. Both classes count the same, however many rows they have; `penalty` is that of the squares of
// the weights, halved, and leaves out the last. By Newton's method, to convergence.
std::vector<double> fit_logistic(const Matrix& rows, const std::vector<bool>& labels,
                                 double penalty);

}  // namespace verbatim
