#pragma once

#include <cstddef>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace verbatim {

// The columns' names, and how many records at the beginning of a table they come from.
struct CsvHeader {
    std::vector<std::string> names;
    std::size_t records = 1;
    std::set<std::size_t> open_ended;  // columns that a header says people write into
};

// Reads a header at the beginning of `records`, whose first one is taken for a header already where
// it is one record. SurveyMonkey writes two: questions, over blanks where one has several columns,
// and below them choices, which are joined ("Which do you use? - Reports"). Qualtrics writes three:
// names, questions and {"ImportId": ...}. HTML in names is taken off, white space collapsed.
CsvHeader read_csv_header(std::span<const std::vector<std::string>> records);

// Whether two or three records make up the header.
bool has_header_records(std::span<const std::vector<std::string>> records);

}  // namespace verbatim
