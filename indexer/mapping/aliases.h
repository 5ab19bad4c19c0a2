#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "indexer/mapping/mapping.h"

// The names that exports give their columns, in English and some other languages.
namespace verbatim {

// What a header says its column is. The lower the rank, the surer: of several dates, the date of
// publication is meant before the date of the visit.
struct Alias {
    ColumnRole role = ColumnRole::ignore;
    int rank = 0;
    bool part = false;  // text: one of several parts of a review, such as Pros and Cons
};

// A header without what writers vary: case, marks, spaces, underscores. "Review Text",
// "review_text" and "reviewText" are one name.
std::string plain_name(std::string_view header);

// By the whole header; of a path into nested JSON ("rating.value"), also by its last part where
// that is safe.
std::optional<Alias> find_alias(std::string_view header);

}  // namespace verbatim
