#include "benchmarks/report.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <fstream>

namespace verbatim::bench {

Result<Arguments> Arguments::parse(int count, char** words,
                                   const std::vector<std::string_view>& known,
                                   const std::string& usage) {
    Arguments arguments;
    for (int i = 1; i < count; i += 2) {
        const std::string_view word = words[i];
        const std::string_view name = word.substr(std::min<std::size_t>(2, word.size()));
        if (!word.starts_with("--") || std::ranges::find(known, name) == known.end())
            return Error{ErrorCode::bad_input, "no such option: " + std::string(word), usage};
        if (i + 1 == count)
            return Error{ErrorCode::bad_input, std::string(word) + " needs a value", usage};
        arguments.values_[std::string(name)] = words[i + 1];
    }
    return arguments;
}

std::optional<std::string> Arguments::get(const std::string& name) const {
    const auto found = values_.find(name);
    if (found == values_.end()) return std::nullopt;
    return found->second;
}

Result<std::uint64_t> Arguments::number(const std::string& name, std::uint64_t otherwise) const {
    const std::optional<std::string> text = get(name);
    if (!text) return otherwise;
    std::uint64_t value = 0;
    const char* end = text->data() + text->size();
    const auto [rest, error] = std::from_chars(text->data(), end, value);
    if (error == std::errc() && rest == end) return value;
    return Error{ErrorCode::bad_input, "--" + name + " is no whole number: " + *text, ""};
}

std::string table(const std::vector<Row>& rows) {
    std::vector<std::size_t> widths;
    for (const Row& row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
    }
    std::string text;
    for (const Row& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string space(widths[i] - row[i].size(), ' ');
            text += i == 0 ? row[i] + space : "  " + space + row[i];
        }
        text += '\n';
    }
    return text;
}

std::string fixed(double value, int decimals) {
    char buffer[64];
    const int size = std::snprintf(buffer, sizeof buffer, "%.*f", decimals, value);
    return std::string(buffer, static_cast<std::size_t>(std::max(size, 0)));
}

std::string with_commas(std::uint64_t value) {
    std::string text = std::to_string(value);
    for (std::size_t at = text.size(); at > 3;) text.insert(at -= 3, ",");
    return text;
}

double percentile(std::vector<double> values, double share) {
    if (values.empty()) return 0;
    std::ranges::sort(values);
    const double rank = std::ceil(share * static_cast<double>(values.size()));
    return values[std::min(static_cast<std::size_t>(std::max(rank, 1.0)), values.size()) - 1];
}

Result<void> write_file(const std::string& path, std::string_view text) {
    std::ofstream file(path, std::ios::binary);
    if ((file << text).flush()) return {};
    return Error{ErrorCode::unavailable, path + ": cannot be written", ""};
}

int complain(const Error& error) {
    std::fprintf(stderr, "%s\n", error.message.c_str());
    if (!error.hint.empty()) std::fprintf(stderr, "%s\n", error.hint.c_str());
    return 2;
}

}  // namespace verbatim::bench
