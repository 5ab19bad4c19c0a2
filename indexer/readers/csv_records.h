#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/decode.h"

// Text -> records of cells, as RFC 4180 has it and as spreadsheets write it.
namespace verbatim {

struct CsvDialect {
    char delimiter = ',';
    bool quotes = true;    // otherwise a quote is a character like any other
    bool cr_ends = false;  // a lone CR ends a record; otherwise it is part of a cell
};

struct CsvRecord {
    std::vector<std::string_view> cells;  // of the text, or of `unescaped`
    std::string unescaped;                // cells in which quotes were doubled
    std::size_t size = 0;                 // bytes of the text, with the line end
    bool blank = false;                   // nothing but white space
    bool irregular = false;  // a quote within a quoted cell was neither doubled nor the cell's last
    bool unclosed = false;   // the text ended within a quoted cell

    // Where the cells lie, while the record is being read; kept for its memory.
    struct Piece {
        std::size_t begin = 0;
        std::size_t end = 0;
        bool unescaped = false;
    };
    std::vector<Piece> pieces;

    // Cells but for empty ones at the end.
    std::size_t width() const;
};

// Reads the record at the beginning of `text`. False if it needs more text, unless `at_end`. Inside
// quotes a lone quote is kept as it is: the cell ends at a quote before a delimiter or a line end.
// Linear in the record.
bool parse_csv_record(std::string_view text, bool at_end, const CsvDialect& dialect,
                      CsvRecord& record);

// The records of an input, one after the other, in bounded memory.
//
// A quote that is never closed would swallow what follows. Where a quoted cell runs to the end of
// the file or past kMaxRecordBytes, or where a record of several lines has stray quotes, reading
// resumes at the first line after its start from which a whole record of the right width can be
// read, and what lies before is one fault. If there is no such line, a record of the right width is
// taken as it is, of another one its first line alone is the fault, and of one without an end all
// of it. After 64 MiB of such searching quoted cells may no longer hold line ends.
class CsvRecords {
public:
    // `width` is what a record should have; 0 if unknown.
    CsvRecords(Input& input, CsvDialect dialect, std::size_t width)
        : input_(input), dialect_(dialect), width_(width) {}

    enum class State { record, fault, end };
    State next();

    // Of the last next(): valid until the following one.
    const CsvRecord& record() const { return record_; }
    const std::string& fault() const { return fault_; }  // why
    std::uint64_t row() const { return row_; }           // from 1, blank lines included
    std::uint64_t line() const { return line_; }         // where it begins

private:
    std::string_view pending() const { return std::string_view(buffer_).substr(at_); }
    bool grow();
    bool begin_record();
    void parse_line();
    bool is_right(const CsvRecord& record) const;
    std::size_t find_resumption(std::string_view text, bool at_end);
    State fault_over(std::size_t size, const char* fault);

    Input& input_;
    CsvDialect dialect_;
    std::size_t width_;
    std::string buffer_;
    std::size_t at_ = 0;
    std::size_t last_size_ = 0;  // of the last record, which is not yet stepped over
    bool skip_line_ = false;     // then also the rest of its line
    bool ended_ = false;
    std::uint64_t row_ = 0;
    std::uint64_t line_ = 1;
    std::size_t searched_ = 0;
    CsvRecord record_;
    CsvRecord candidate_;
    std::string fault_;
};

}  // namespace verbatim
