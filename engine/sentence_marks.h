#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/model.h"

// The marks of a text that sentences are bound to, found in one pass each before any boundary is
// judged. Offsets in order; linear in the text.
namespace verbatim {

// Quotations and brackets short enough to stay whole: no sentence ends inside one. From the opening
// mark to behind the closing one; the outermost of nested ones.
std::vector<Span> find_enclosures(std::string_view text);

// Where the items of a list within a line begin: "1) ... 2) ...", "a. ... b. ...", "• ... • ...".
std::vector<std::uint32_t> find_list_items(std::string_view text);

// Whether the line that begins at byte `at` is a list item: a bullet, a dash, a number.
bool begins_list_item(std::string_view text, std::size_t at);

// Marks by what they do; a straight quotation mark both opens and closes.
bool is_bullet(std::int32_t code_point);
bool is_opening(std::int32_t code_point);
bool is_closing(std::int32_t code_point);
bool is_stop(std::int32_t code_point);

// The end of what stands before the white space that ends at byte `at`.
std::size_t skip_spaces_back(std::string_view text, std::size_t at);

}  // namespace verbatim
