#include <algorithm>
#include <charconv>

#include "indexer/containers/sheet_rows.h"
#include "indexer/containers/spreadsheet.h"
#include "indexer/containers/text_maker.h"
#include "indexer/decode.h"

namespace verbatim {

namespace {

constexpr std::size_t kMostRepeated = 1000;  // of a cell or row that says something

std::size_t repeated(std::string_view count) {
    std::size_t number = 1;
    std::from_chars(count.data(), count.data() + count.size(), number);
    return std::max<std::size_t>(number, 1);
}

// Tables of content.xml (OASIS OpenDocument 1.2, part 1, chapter 9), one below the other.
class OdsText : public TextMaker {
public:
    OdsText() = default;  // to look at all
    explicit OdsText(std::vector<std::size_t> tables) : wanted_(std::move(tables)) {}

    const std::vector<SheetLook>& looks() const { return looks_; }

    void begin(std::string_view name, const XmlAttributes& attributes) override {
        if (name == "annotation") ++skipped_;
        if (skipped_ > 0) return;
        if (name == "table") {
            begin_table(std::string(attributes["name"]));
        } else if (name == "table-row") {
            column_ = 0;
            rows_repeated_ = repeated(attributes["number-rows-repeated"]);
        } else if (name == "table-cell" || name == "covered-table-cell") {
            begin_cell(attributes);
        } else if (name == "p" && in_cell_) {
            if (paragraphs_++ > 0) said_ += '\n';
            in_paragraph_ = true;
        } else if (name == "s" && in_paragraph_) {
            said_.append(std::min(repeated(attributes["c"]), kMostRepeated), ' ');
        } else if (name == "line-break" && in_paragraph_) {
            said_ += '\n';
        } else if (name == "tab" && in_paragraph_) {
            said_ += '\t';
        }
    }
    void end(std::string_view name) override {
        if (name == "annotation" && skipped_ > 0) --skipped_;
        if (skipped_ > 0) return;
        if (name == "p") in_paragraph_ = false;
        if (name == "table-cell" || name == "covered-table-cell") end_cell();
        if (name == "table-row") end_row();
        if (name == "table" && !looks_.empty()) looks_.back().header = rows_.header();
    }
    void text(std::string_view text) override {
        if (in_paragraph_ && skipped_ == 0) said_ += text;
    }

private:
    void begin_table(std::string name) {
        const auto wanted = std::ranges::find(wanted_, looks_.size());
        taken_ = wanted_.empty() || wanted != wanted_.end();
        if (taken_) rows_.begin_sheet(wanted_.size() > 1 ? name : std::string());
        looks_.push_back({std::move(name), 0, {}});
        row_ = 0;
    }
    void begin_cell(const XmlAttributes& attributes) {
        in_cell_ = true;
        paragraphs_ = 0;
        said_.clear();
        columns_repeated_ = repeated(attributes["number-columns-repeated"]);
        const std::string_view type = attributes["value-type"];
        value_ = type == "date" ? attributes["date-value"]
                 : type == "float" || type == "percentage" || type == "currency"
                     ? attributes["value"]
                     : std::string_view();
    }
    void end_cell() {
        in_cell_ = false;
        const std::string& shown = value_.empty() ? said_ : value_;
        if (shown.empty()) {
            column_ += columns_repeated_;
            return;
        }
        if (value_.empty() && said_.find(' ') != std::string::npos && !looks_.empty())
            looks_.back().prose += said_.size();
        for (std::size_t i = 0; i < std::min(columns_repeated_, kMostRepeated); ++i) {
            if (row_bytes_ > kMaxRecordBytes) break;  // the row is rejected for its length
            row_bytes_ += shown.size();
            cells_.push_back({column_ + i, shown});
        }
        column_ += columns_repeated_;
    }
    void end_row() {
        const bool taken = taken_ && !cells_.empty();
        const std::size_t rows = taken ? std::min(rows_repeated_, kMostRepeated) : 0;
        for (std::size_t i = 0; i < rows && made.size() <= kMostOfRow; ++i) {
            for (const auto& [column, value] : cells_) rows_.put(column, value);
            rows_.end_row(row_ + i + 1, made);
        }
        row_ += rows_repeated_;
        cells_.clear();
        row_bytes_ = 0;
    }

    const std::vector<std::size_t> wanted_{};
    std::vector<SheetLook> looks_;
    bool taken_ = false;  // the table
    SheetRows rows_;
    std::vector<std::pair<std::size_t, std::string>> cells_;  // of the row, by column
    std::size_t row_bytes_ = 0;
    std::size_t row_ = 0, rows_repeated_ = 1;
    std::size_t column_ = 0, columns_repeated_ = 1;
    std::string value_, said_;
    std::size_t paragraphs_ = 0;
    std::size_t skipped_ = 0;
    bool in_cell_ = false;
    bool in_paragraph_ = false;
};

constexpr std::string_view kContent = "content.xml";

}  // namespace

Result<std::unique_ptr<ByteSource>> open_ods(std::string zip, std::vector<std::string>& notes) {
    OdsText look;
    auto part = XmlPart::open(zip, kContent, look);
    if (!part) return part.error();
    for (;;) {
        const auto more = part->step();
        if (!more) return more.error();
        look.made.clear();
        if (!*more) break;
    }
    if (look.looks().empty()) return Error{ErrorCode::bad_input, "a workbook without a sheet", ""};
    std::vector<std::size_t> read = sheets_to_read(look.looks());
    if (look.looks().size() > 1) notes.push_back(sheet_note(look.looks(), read));
    return made_text(std::move(zip), kContent, std::make_unique<OdsText>(std::move(read)));
}

}  // namespace verbatim
