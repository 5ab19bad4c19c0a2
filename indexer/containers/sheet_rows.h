#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace verbatim {

// The rows of a sheet as CSV, each on the line of its number; or of several sheets that have the
// same header, one below the other.
class SheetRows {
public:
    // Begins a sheet. With a label it is one of several: the header, its first row, is left out but
    // for the first sheet's, and a last column "Sheet" holds the label.
    void begin_sheet(std::string label);
    // The first row of the sheet that holds anything.
    const std::vector<std::string>& header() const { return header_; }

    // Columns count from 0. An empty value is no cell. Nor is what stands behind kMaxRecordBytes of
    // a row, which is rejected for its length.
    void put(std::size_t column, std::string value);
    // Appends the row of that number, from 1, to `csv` and begins the next; a row without cells is
    // left for later, as an empty line. As wide as the widest before it.
    void end_row(std::size_t number, std::string& csv);

    // Bytes of what people wrote, rather than a number or a word: what tells the sheet to read.
    std::size_t prose() const { return prose_; }
    void add_prose(std::string_view text);

private:
    bool add_label();

    std::vector<std::string> cells_, header_;
    std::size_t row_bytes_ = 0;
    std::string label_;
    std::size_t sheets_ = 0;
    std::size_t above_ = 0;  // lines that stand above the sheet's
    std::size_t width_ = 0;
    std::size_t lines_ = 0;
    std::size_t prose_ = 0;
};

}  // namespace verbatim
