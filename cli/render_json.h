#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "engine/quote.h"

// The parts of which JSON output is made. Keys keep their order.
namespace verbatim::cli {

using Json = nlohmann::ordered_json;

// One line; bytes of a path that are no UTF-8 become U+FFFD.
// Field -> [value, count] pairs; a null value for the matches without any.
Json facets_json(const std::vector<Facet>& facets);
std::string dump(const Json& json);

// Four decimals: a probability that was a float is 0.91 and not 0.9100000262.
double rounded(double number);

Json text_or_null(std::string_view text);
Json number_or_null(std::optional<double> number);
Json locator_json(const Locator& locator);
Json quote_json(const Quote& quote, std::string_view working_directory);

// `query_id`, where not null, follows the schema: for batches.
Json answer_json(const Answer& answer, std::string_view working_directory,
                 const Json& query_id = nullptr);

}  // namespace verbatim::cli
