#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/mapping/mapping.h"
#include "indexer/readers/csv_records.h"

namespace verbatim {

// How a table is laid out in a text.
struct CsvLayout {
    CsvDialect dialect;
    std::size_t header_row = 0;  // the first record that names the columns, from 1; 0: none does
    std::size_t first_row = 1;   // the first record of data
    std::vector<std::string> header;             // without a header: "1", "2", ...
    std::vector<std::vector<std::string>> rows;  // of the sample, those as wide as the header
    std::set<std::size_t> open_ended;            // columns that the header says people write into
    std::size_t known_names = 0;                 // headers that are aliases
    bool has_quotes = false;                     // cells are quoted
};

// Finds delimiter, quoting, line ends and header from the beginning of a file; lines before the
// header that belong to no table are passed over. `whole`: the sample is all there is. What the
// mapping states is taken as it is. Nothing where the sample is no table: no two delimited records
// alike, or less than seven tenths of them; four tenths under a header of known names.
std::optional<CsvLayout> find_csv_layout(std::string_view sample, bool whole,
                                         const Mapping* mapping);

}  // namespace verbatim
