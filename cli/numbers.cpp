#include "cli/numbers.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace verbatim::cli {

namespace {

std::string fixed(double value, int digits) {
    std::array<char, 64> buffer;
    const int size = std::snprintf(buffer.data(), buffer.size(), "%.*f", digits, value);
    return {buffer.data(), static_cast<std::size_t>(size)};
}

}  // namespace

std::string grouped(std::uint64_t number) {
    std::string text = std::to_string(number);
    for (std::size_t at = text.size(); at > 3;) text.insert(at -= 3, ",");
    return text;
}

std::string counted(std::uint64_t number, std::string_view noun) {
    return grouped(number).append(" ").append(noun).append(number == 1 ? "" : "s");
}

std::string plain_number(double number) {
    std::array<char, 64> buffer;
    const int size = std::snprintf(buffer.data(), buffer.size(), "%.10g", number);
    return {buffer.data(), static_cast<std::size_t>(size)};
}

std::string bytes_for_people(std::uint64_t bytes) {
    constexpr std::array<std::string_view, 5> kUnits = {" B", " kB", " MB", " GB", " TB"};
    auto value = static_cast<double>(bytes);
    std::size_t unit = 0;
    for (; value >= 999.5 && unit + 1 < kUnits.size(); ++unit) value /= 1000;
    return fixed(value, unit == 0 || value >= 9.95 ? 0 : 1).append(kUnits[unit]);
}

std::string seconds_for_people(double seconds) {
    if (seconds < 0.9995) return fixed(seconds * 1000, 0).append(" ms");
    if (seconds < 59.95) return fixed(seconds, 1).append(" s");
    return clock(std::llround(seconds * 1000)).append(" min");
}

std::string clock(std::int64_t ms) {
    const std::int64_t seconds = std::max<std::int64_t>(ms, 0) / 1000;
    const auto two = [](std::int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    const std::int64_t hours = seconds / 3600;
    const std::int64_t minutes = seconds / 60 % 60;
    const std::string end = ":" + two(seconds % 60);
    return hours > 0 ? std::to_string(hours) + ":" + two(minutes) + end
                     : std::to_string(minutes) + end;
}

}  // namespace verbatim::cli
