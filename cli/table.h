#pragma once

#include <string>
#include <vector>

namespace verbatim::cli {

// Rows of one-line cells under a header in aligned columns, two spaces apart. Where they do not
// fit, the widest columns are shortened (`front` columns at their beginning, as paths want). A
// column whose cells are all empty is left out.
struct Column {
    std::string header;
    bool number = false;  // aligned to the right, never shortened
    bool front = false;
};
std::string table(const std::vector<Column>& columns,
                  const std::vector<std::vector<std::string>>& rows, std::size_t width, bool color);

}  // namespace verbatim::cli
