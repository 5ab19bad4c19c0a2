#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/result.h"

namespace verbatim::bench {

// A program's options, all of the form --name VALUE.
class Arguments {
public:
    // Fails with bad_input on a name that is not in `known` or has no value; the hint is `usage`.
    static Result<Arguments> parse(int count, char** words,
                                   const std::vector<std::string_view>& known,
                                   const std::string& usage);
    std::optional<std::string> get(const std::string& name) const;
    // Fails with bad_input where the value is no whole number.
    Result<std::uint64_t> number(const std::string& name, std::uint64_t otherwise) const;

private:
    std::map<std::string, std::string> values_;
};

using Row = std::vector<std::string>;

// The rows as lines, the first column flush left and the others right, so that figures align.
std::string table(const std::vector<Row>& rows);

std::string fixed(double value, int decimals);
std::string with_commas(std::uint64_t value);

// The value below which `share` (0 to 1) of the values lie; 0 for none. The nearest rank.
double percentile(std::vector<double> values, double share);

Result<void> write_file(const std::string& path, std::string_view text);

// Prints an error and its hint to standard error; the exit status of a benchmark that failed.
int complain(const Error& error);

}  // namespace verbatim::bench
