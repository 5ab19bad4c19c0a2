#include "indexer/containers/sheet_rows.h"

#include <algorithm>
#include <utility>

#include "indexer/decode.h"

namespace verbatim {

namespace {

constexpr std::size_t kMostColumns = 16384;
constexpr std::size_t kMostRows = 1u << 20;

void append_cell(const std::string& value, std::string& csv) {
    if (value.find_first_of(",\"\r\n") == std::string::npos) {
        csv += value;
        return;
    }
    csv += '"';
    for (const char c : value) csv.append(c == '"' ? 2 : 1, c);
    csv += '"';
}

}  // namespace

void SheetRows::put(std::size_t column, std::string value) {
    if (value.empty() || column >= kMostColumns || row_bytes_ > kMaxRecordBytes) return;
    row_bytes_ += value.size();
    if (cells_.size() <= column) cells_.resize(column + 1);
    cells_[column] = std::move(value);
}

void SheetRows::begin_sheet(std::string label) {
    label_ = std::move(label);
    header_.clear();
    above_ = lines_;
    ++sheets_;
}

// Whether the row is to be written: a further sheet's header is not.
bool SheetRows::add_label() {
    const bool is_header = header_.empty();
    if (is_header) header_ = cells_;
    if (label_.empty()) return true;
    const bool further = sheets_ > 1;
    if (is_header && further) return false;
    if (cells_.size() <= header_.size()) {
        cells_.resize(header_.size() + 1);
        cells_.back() = is_header ? "Sheet" : label_;
    }
    return true;
}

void SheetRows::end_row(std::size_t number, std::string& csv) {
    if (cells_.empty()) return;
    if (!add_label()) {
        above_ -= std::min(number, above_);  // by its own lines
        cells_.clear();
        row_bytes_ = 0;
        return;
    }
    number += above_;
    for (; lines_ + 1 < std::min(number, kMostRows); ++lines_) csv += '\n';
    width_ = std::max(width_, cells_.size());
    cells_.resize(width_);
    for (std::size_t i = 0; i < width_; ++i) {
        if (i > 0) csv += ',';
        append_cell(cells_[i], csv);
    }
    csv += '\n';
    ++lines_;
    cells_.clear();
    row_bytes_ = 0;
}

void SheetRows::add_prose(std::string_view text) {
    if (text.find(' ') != std::string_view::npos) prose_ += text.size();
}

}  // namespace verbatim
