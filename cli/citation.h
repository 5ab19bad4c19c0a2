#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/quote.h"

// Where a quote comes from, as people read it.
namespace verbatim::cli {

// A path that can be opened from the working directory: relative to it where it lies below, else
// as it is. "-" stays.
std::string openable_path(std::string_view path, std::string_view working_directory);

// The same as a terminal may show it: valid UTF-8 without control characters, on one line.
std::string printable_path(std::string_view path, std::string_view working_directory);

// Where in a source: ":118" (a line), ", row 118", "#/3/text", or nothing.
std::string printable_locator(const Locator& locator);

// "★★★★☆" for whole stars of five, "8/10", "rated 4" without a scale; empty without a rating.
std::string printable_rating(std::optional<double> rating, std::optional<double> scale);

// "Dana, customer"; "Agent" where the name is the role; without a name the role alone, "speaker"
// where neither is known.
std::string printable_speaker(std::string_view name, Role role);

// What stands under a quote, in order, to be joined by " · ": who, what kind, when, how many stars,
// of what, where. On one line each.
std::vector<std::string> attribution(const Citation& citation, std::string_view working_directory);

}  // namespace verbatim::cli
