#include <algorithm>
#include <charconv>
#include <optional>

#include "indexer/containers/sheet_rows.h"
#include "indexer/containers/spreadsheet.h"
#include "indexer/containers/text_maker.h"
#include "indexer/containers/xlsx_book.h"

namespace verbatim {

namespace {

// "BC12" -> column 54, counted from 0; nothing without letters.
std::optional<std::size_t> column_of(std::string_view reference) {
    std::size_t column = 0;
    for (const char c : reference.substr(0, 3)) {
        if (c < 'A' || c > 'Z') break;
        column = column * 26 + static_cast<std::size_t>(c - 'A' + 1);
    }
    return column == 0 ? std::nullopt : std::optional(column - 1);
}

std::size_t number_or(std::string_view text, std::size_t otherwise) {
    std::size_t number = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
    return failed == std::errc() && end == text.data() + text.size() ? number : otherwise;
}

// Excel writes characters that XML cannot hold as _x000D_.
std::string unescaped(std::string text) {
    for (std::size_t at = 0; (at = text.find("_x", at)) != std::string::npos; ++at) {
        unsigned code = 0;
        const char* digits = text.data() + at + 2;
        if (at + 7 > text.size() || text[at + 6] != '_') continue;
        const auto [end, failed] = std::from_chars(digits, digits + 4, code, 16);
        if (failed == std::errc() && end == digits + 4 && code < 0x80)
            text.replace(at, 7, 1, static_cast<char>(code));
    }
    return text;
}

class SheetText : public TextMaker {
public:
    explicit SheetText(const XlsxBook& book) : book_(book) {}

    const SheetRows& rows() const { return rows_; }

    void begin_sheet(std::string label) {
        rows_.begin_sheet(std::move(label));
        row_ = 0;
    }

    void begin(std::string_view name, const XmlAttributes& attributes) override {
        if (name == "row") {
            row_ = number_or(attributes["r"], row_ + 1);
            column_ = 0;
        } else if (name == "c") {
            column_ = column_of(attributes["r"]).value_or(column_);
            type_ = attributes["t"];
            style_ = number_or(attributes["s"], 0);
            value_.clear();
        } else if (name == "rPh") {
            phonetic_ = true;
        }
        in_value_ = name == "v" || (name == "t" && !phonetic_);
    }
    void end(std::string_view name) override {
        in_value_ = false;
        if (name == "rPh") phonetic_ = false;
        if (name == "c") rows_.put(column_++, shown());
        if (name == "row") rows_.end_row(row_, made);
    }
    void text(std::string_view text) override {
        if (in_value_) value_ += text;
    }

private:
    std::string shown() {
        if (type_ == "s") {
            const std::size_t number = number_or(value_, book_.strings.size());
            return number < book_.strings.size() ? said(book_.strings[number]) : "";
        }
        if (type_ == "inlineStr" || type_ == "str") return said(std::move(value_));
        if (type_ == "b") return value_ == "1" ? "TRUE" : "FALSE";
        if (type_ == "e") return {};
        return value_.empty() ? "" : number();
    }

    std::string said(std::string text) {
        text = unescaped(std::move(text));
        rows_.add_prose(text);
        return text;
    }

    // As it is shown: a date, or without the digits that only binary arithmetic has.
    std::string number() const {
        double number = 0;
        const char* end = value_.data() + value_.size();
        if (std::from_chars(value_.data(), end, number).ptr != end) return value_;
        if (style_ < book_.dates.size() && book_.dates[style_])
            if (std::string date = date_of_serial(number, book_.from_1904); !date.empty())
                return date;
        char text[32];
        const auto written =
            std::to_chars(text, text + sizeof text, number, std::chars_format::general, 15);
        return {text, written.ptr};
    }

    const XlsxBook& book_;
    SheetRows rows_;
    std::size_t row_ = 0;
    std::size_t column_ = 0;
    std::string type_;
    std::size_t style_ = 0;
    std::string value_;
    bool in_value_ = false;
    bool phonetic_ = false;
};

// Sheets of a book, one below the other.
class XlsxText : public SteppedText {
public:
    XlsxText(std::string zip, XlsxBook book, std::vector<std::size_t> sheets)
        : zip_(std::move(zip)), book_(std::move(book)), sheets_(std::move(sheets)), text_(book_) {}

    // Begins the next sheet; false if there is none.
    Result<bool> open_next() {
        part_.reset();
        if (next_ == sheets_.size()) return false;
        const XlsxBook::Sheet& sheet = book_.sheets[sheets_[next_++]];
        text_.begin_sheet(sheets_.size() > 1 ? sheet.name : std::string());
        auto part = XmlPart::open(zip_, sheet.part, text_);
        if (!part) return part.error();
        part_.emplace(*std::move(part));
        return true;
    }

protected:
    TextMaker& maker() override { return text_; }
    std::size_t grows_from() const override { return zip_.size(); }
    Result<bool> step() override {
        if (!part_) return false;
        const auto more = part_->step();
        if (!more) return more.error();
        return *more ? true : open_next();
    }

private:
    const std::string zip_;
    const XlsxBook book_;
    const std::vector<std::size_t> sheets_;
    SheetText text_;
    std::optional<XmlPart> part_;
    std::size_t next_ = 0;
};

// Nothing is known of a sheet that cannot be read.
SheetLook look_at(std::string_view zip, const XlsxBook& book, const XlsxBook::Sheet& sheet) {
    SheetLook look{sheet.name, 0, {}};
    SheetText text(book);
    text.begin_sheet("");
    auto part = XmlPart::open(zip, sheet.part, text);
    if (!part) return look;
    for (;;) {
        const auto more = part->step();
        if (!more) return look;
        text.made.clear();
        if (!*more) break;
    }
    look.prose = text.rows().prose();
    look.header = text.rows().header();
    return look;
}

}  // namespace

std::vector<std::size_t> sheets_to_read(const std::vector<SheetLook>& sheets) {
    const auto best = std::ranges::max_element(sheets, {}, &SheetLook::prose);
    // One cell may be a title above tables that differ.
    const auto named =
        std::ranges::count_if(best->header, [](const std::string& cell) { return !cell.empty(); });
    std::vector<std::size_t> read;
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        const bool same = named >= 2 && sheets[i].header == best->header;
        if (&sheets[i] == &*best || same) read.push_back(i);
    }
    return read;
}

std::string sheet_note(const std::vector<SheetLook>& sheets, const std::vector<std::size_t>& read) {
    std::string taken, left;
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        std::string& list = std::ranges::find(read, i) != read.end() ? taken : left;
        list += (list.empty() ? "'" : ", '") + sheets[i].name + "'";
    }
    std::string note = (read.size() > 1 ? "the sheets " : "the sheet ") + taken;
    if (read.size() > 1) note += ", which have the same columns, one below the other";
    return left.empty() ? note : note + "; not read: " + left;
}

Result<std::unique_ptr<ByteSource>> open_xlsx(std::string zip, std::vector<std::string>& notes) {
    auto book = XlsxBook::open(zip);
    if (!book) return book.error();
    std::vector<std::size_t> read = {0};
    if (book->sheets.size() > 1) {
        std::vector<SheetLook> looks;
        for (const XlsxBook::Sheet& sheet : book->sheets)
            looks.push_back(look_at(zip, *book, sheet));
        read = sheets_to_read(looks);
        notes.push_back(sheet_note(looks, read));
    }
    auto text = std::make_unique<XlsxText>(std::move(zip), *std::move(book), std::move(read));
    if (const auto opened = text->open_next(); !opened) return opened.error();
    return std::unique_ptr<ByteSource>(std::move(text));
}

}  // namespace verbatim
