#pragma once

#include <string>
#include <vector>

namespace verbatim::cli {

// What may be done to the cells of a column so that a row fits.
enum class Fit {
    shorten,        // cut off at the end
    shorten_front,  // cut off at the beginning, as paths want
    whole,          // nothing
    number,         // nothing; aligned to the right
};

struct Column {
    std::string header;
    Fit fit = Fit::shorten;
    int spare = 0;  // where the rest would not be readable, the highest is left out first; 0: none
};

// Rows of one-line cells under a header in aligned columns, two spaces apart. Where they do not
// fit, spare columns are left out and the widest that may be are shortened. A column whose cells
// are all empty is left out.
std::string table(const std::vector<Column>& columns,
                  const std::vector<std::vector<std::string>>& rows, std::size_t width, bool color);

}  // namespace verbatim::cli
