#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace verbatim {

// The table of a page that holds little else, as CSV: what survey tools and spreadsheets save as a
// web page, or as an .xls file that is none. Nothing for other pages, for tables in tables, and
// where cells go over several rows.
std::optional<std::string> table_of_html(std::string_view html);

}  // namespace verbatim
