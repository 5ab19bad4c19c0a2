#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/result.h"

namespace verbatim::bench {

// A query of a kind of query_kinds.h, put to one system.
struct Question {
    std::string kind;
    std::vector<std::string> words;
    std::string product;  // that a filter wants
    bool count = false;   // how many match is asked for, and the time does not matter
};

// Words of a question as a query of their own.
std::string joined(const std::vector<std::string>& words, std::string_view between);

// Answers what benchmarks/peers writes to standard input, a line each, until its end:
//
//   ask <tab> kind <tab> words <tab> product    the time in microseconds, tab, how many were found
//   count <tab> ...                             0, tab, how many match
//
// or "error", tab, why. `answer` gives that number: for `ask` how many of the best ten there are,
// after it has read their texts. The time is that of `answer` alone. The exit status.
int answer_questions(const std::function<Result<std::uint64_t>(const Question&)>& answer);

}  // namespace verbatim::bench
