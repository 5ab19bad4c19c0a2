#pragma once

#include <optional>
#include <string_view>

namespace verbatim {

// "4", "4.5", "4,5", "8/10", "5 stars", "★★★★☆", "10 - Extremely likely": the value, and the
// scale's end where the text tells it. "ONE" to "FIVE", in capitals, are what Google's business
// profiles export. Nothing for what is no rating, among which a number in words that a person
// wrote, "five".
struct Rating {
    double value = 0;
    std::optional<double> max;
};
std::optional<Rating> parse_rating(std::string_view text);
// "five", "four stars": meant as a rating, but none.
bool spells_number(std::string_view text);

}  // namespace verbatim
