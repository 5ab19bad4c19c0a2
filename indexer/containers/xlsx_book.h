#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/result.h"

namespace verbatim {

// What the cells of an XLSX file refer to (ECMA-376, part 1, chapter 18).
struct XlsxBook {
    struct Sheet {
        std::string name;
        std::string part;  // the member that holds it
    };
    std::vector<Sheet> sheets;
    bool from_1904 = false;            // days count from 1904-01-01
    std::vector<std::string> strings;  // what cells of type "s" say, by number
    std::vector<bool> dates;           // whether a cell's style shows its number as a date

    static Result<XlsxBook> open(std::string_view zip);
};

// Whether a format code shows a number as a date or a time: "d/m/yyyy", not "0.00" or "[Red]0".
bool is_date_format(std::string_view code);

// The day number of a spreadsheet as ISO 8601, with the time if it has one: 45424.5 ->
// 2024-05-12T12:00:00. Empty for what is no day.
std::string date_of_serial(double serial, bool from_1904);

}  // namespace verbatim
