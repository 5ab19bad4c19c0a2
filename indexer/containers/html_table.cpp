#include "indexer/containers/html_table.h"

#include <algorithm>
#include <charconv>

#include "indexer/containers/sheet_rows.h"
#include "indexer/html/html_text.h"

namespace verbatim {

namespace {

constexpr std::size_t kMostBeside = 10;  // of a hundred: what may stand outside the table
constexpr std::size_t kMostTitle = 200;
constexpr std::size_t kWidestCell = 100;

std::size_t number_of(std::string_view text) {
    std::size_t number = 1;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

class TablePage : public HtmlHandler {
public:
    void begin(std::string_view name, const HtmlAttributes& attributes) override {
        if (name == "table") {
            plain_ = plain_ && tables_ == 0;
            ++tables_;
            in_table_ = true;
        } else if (in_table_ && (name == "td" || name == "th")) {
            plain_ = plain_ && number_of(attributes["rowspan"]) <= 1;
            column_ += width_;
            width_ = std::clamp<std::size_t>(number_of(attributes["colspan"]), 1, kWidestCell);
            in_cell_ = true;
            cell_ = HtmlText();
        }
        if (in_cell_) cell_.begin(name, attributes);
    }
    void end(std::string_view name) override {
        if (in_cell_) cell_.end(name);
        if (name == "table") in_table_ = false;
        if (name == "td" || name == "th") {
            inside_ += cell_.made.size();
            cells_.put(column_, std::move(cell_.made));
            in_cell_ = false;
        } else if (name == "tr") {
            if (column_ + width_ > 1) ++rows_;
            cells_.end_row(++lines_, csv_);
            column_ = width_ = 0;
        }
    }
    void text(std::string_view text) override {
        if (in_cell_)
            cell_.text(text);
        else
            outside_ += static_cast<std::size_t>(std::ranges::count_if(text, [](char c) {
                return std::string_view(" \t\r\n").find(c) == std::string_view::npos;
            }));
    }

    bool is_table() const {
        return plain_ && rows_ >= 2 &&
               outside_ <= std::max(inside_ * kMostBeside / 100, std::min(inside_, kMostTitle));
    }
    bool may_be() const { return plain_; }
    std::string take() { return std::move(csv_); }

private:
    HtmlText cell_;
    SheetRows cells_;
    std::string csv_;
    std::size_t tables_ = 0, rows_ = 0, lines_ = 0;
    std::size_t column_ = 0, width_ = 0;  // of the last cell
    std::size_t inside_ = 0, outside_ = 0;
    bool in_table_ = false, in_cell_ = false;
    bool plain_ = true;  // one table, no cell over several rows
};

}  // namespace

std::optional<std::string> table_of_html(std::string_view html) {
    TablePage page;
    for (HtmlWalk walk(html, page); page.may_be() && walk.step();) {
    }
    if (!page.is_table()) return std::nullopt;
    return page.take();
}

}  // namespace verbatim
