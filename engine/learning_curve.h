#pragma once

#include <algorithm>
#include <cmath>

namespace verbatim {

// A learning curve: figure = best - loss / sqrt(marks + kHeadStart), by least squares.
class LearningCurve {
public:
    void add(double marks, double figure) {
        const double x = place(marks);
        ++count_;
        x_ += x, y_ += figure, xx_ += x * x, xy_ += x * figure;
    }
    // What a figure gains from some marks to more; nothing where the curve falls.
    double gain(double marks, double more) const {
        const double spread = xx_ - x_ * x_ / count_;
        if (count_ < 2 || spread <= 0) return 0;
        const double slope = (xy_ - x_ * y_ / count_) / spread;
        return std::max(0.0, slope * (place(marks + more) - place(marks)));
    }

private:
    static double place(double marks) {
        constexpr double kHeadStart = 20;
        return 1 / std::sqrt(marks + kHeadStart);
    }
    double count_ = 0, x_ = 0, y_ = 0, xx_ = 0, xy_ = 0;
};

}  // namespace verbatim
