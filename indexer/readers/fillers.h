#pragma once

#include <string_view>

// What stands in a cell although the customer did not say it.
namespace verbatim {

// What forms fill in where nothing was said, and what people write instead of leaving it empty:
// "No Negative", "N/A", "-".
bool is_filled_in(std::string_view cell);

// Whether a column is for what somebody dislikes: "Cons", "Negative Review".
bool asks_for_faults(std::string_view header);

// Whether an answer to that only says that there is nothing: "None", "Nothing.", "No cons".
bool names_nothing(std::string_view cell);

// Amazon's title where the customer gave none: "Four Stars".
bool is_title_of_stars(std::string_view title);

// Trustpilot and others cut the title from the text: "I just got Spot insurance and...".
bool is_beginning_of(std::string_view title, std::string_view text);

}  // namespace verbatim
