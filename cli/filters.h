#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/query.h"
#include "engine/result.h"

// Values of flags -> parts of a query. Every error names the flag and says what it takes.
namespace verbatim::cli {

// The flags of `search` that filter, as typed. Several values of one flag: any of them.
struct FilterFlags {
    std::vector<std::string> lens, kind, source, speaker, product, question, rating, lang, round;
    std::vector<std::string> where;  // key=value
    std::string since, until;        // 2026, 2026-05 or 2026-05-12
};
Result<std::vector<Node>> filter_nodes(const FilterFlags& flags);

// --role: names, or "any" for every role (an empty list).
Result<std::vector<Role>> roles_from(const std::vector<std::string>& names);

// The place of `value` among the names a flag takes; otherwise an error that names the nearest.
Result<std::size_t> choose(std::string_view flag, std::string_view value,
                           std::span<const std::string_view> names);

// "key=value" cut at the first '='; both parts are not empty.
Result<std::pair<std::string, std::string>> key_and_value(std::string_view flag,
                                                          std::string_view text);

// A key of --set: letters, digits, '_' and '-', and no field of the schema.
Result<void> check_key(std::string_view flag, std::string_view key);

// The number that the whole text is, if it is a finite one.
std::optional<double> number_from(std::string_view text);

// Whether the text is a year, a month or a day that the calendar has.
bool is_date(std::string_view text);

// Comma-separated values as single ones, white space around them removed, empty ones left out.
std::vector<std::string> split_values(const std::vector<std::string>& values);

// "did you mean NAME?" or, if none is near, "it is one of A, B, C".
std::string suggestion(std::string_view word, std::span<const std::string_view> names);

}  // namespace verbatim::cli
