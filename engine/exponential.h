#pragma once

#include <bit>
#include <cmath>
#include <cstdint>

namespace verbatim {

// e^x to 15 digits, the same on every machine: that of a C library differs in its last digit from
// processor to processor. Compile with -ffp-contract=off.
inline double exponential(double x) {
    constexpr double kLog2E = 1.4426950408889634;
    constexpr double kLn2High = 0.693147180369123816490, kLn2Low = 1.90821492927058770002e-10;
    if (x < -700) return 0;
    if (x > 700) x = 700;
    const auto power = static_cast<std::int64_t>(x * kLog2E + (x < 0 ? -0.5 : 0.5));
    const auto whole = static_cast<double>(power);
    const double rest = (x - whole * kLn2High) - whole * kLn2Low;
    double sum = 1;
    for (int i = 13; i > 0; --i) sum = 1 + sum * rest / i;
    return sum * std::bit_cast<double>((power + 1023) << 52);
}

// The probability whose log-odds these are.
inline float probability_of(double log_odds) {
    return static_cast<float>(1 / (1 + exponential(-log_odds)));
}

// The natural logarithm of a number above 0, as exactly, the same on every machine: for m * 2^n
// with m near 1 it is n * log(2) + 2 * artanh((m - 1) / (m + 1)), a series whose terms fall by 34
// times.
inline double logarithm(double x) {
    constexpr double kLn2 = 0.6931471805599453, kSqrt2 = 1.4142135623730951;
    int power = 0;
    double m = std::frexp(x, &power);
    if (m < kSqrt2 / 2) m *= 2, --power;
    const double s = (m - 1) / (m + 1);
    double sum = 0;
    for (int i = 21; i > 0; i -= 2) sum = sum * s * s + 1.0 / i;
    return power * kLn2 + 2 * s * sum;
}

}  // namespace verbatim
