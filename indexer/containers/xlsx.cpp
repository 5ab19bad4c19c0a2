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

    std::size_t prose() const { return rows_.prose(); }

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

// With the book that its sheet refers to.
class XlsxText : public TextMaker {
public:
    explicit XlsxText(XlsxBook book) : book_(std::move(book)), sheet_(book_) {}
    void begin(std::string_view name, const XmlAttributes& attributes) override {
        sheet_.begin(name, attributes);
    }
    void end(std::string_view name) override {
        sheet_.end(name);
        made += sheet_.made;
        sheet_.made.clear();
    }
    void text(std::string_view text) override { sheet_.text(text); }

private:
    XlsxBook book_;
    SheetText sheet_;
};

Result<std::size_t> prose_of(std::string_view zip, const XlsxBook& book, std::string_view part) {
    SheetText sheet(book);
    auto opened = XmlPart::open(zip, part, sheet);
    if (!opened) return opened.error();
    for (;;) {
        const auto more = opened->step();
        if (!more) return more.error();
        sheet.made.clear();
        if (!*more) return sheet.prose();
    }
}

}  // namespace

std::string sheet_note(const std::vector<std::string>& names, std::size_t read) {
    std::string note = "the sheet '" + names[read] + "'; not read: ";
    const std::size_t begin = note.size();
    for (std::size_t i = 0; i < names.size(); ++i)
        if (i != read) note += (note.size() == begin ? "'" : ", '") + names[i] + "'";
    return note;
}

Result<std::unique_ptr<ByteSource>> open_xlsx(std::string zip, std::vector<std::string>& notes) {
    auto book = XlsxBook::open(zip);
    if (!book) return book.error();
    std::vector<std::string> names;
    std::size_t best = 0, most = 0;
    for (std::size_t i = 0; i < book->sheets.size(); ++i) {
        names.push_back(book->sheets[i].name);
        if (book->sheets.size() == 1) break;
        const auto prose = prose_of(zip, *book, book->sheets[i].part);
        if (prose && *prose > most) best = i, most = *prose;
    }
    if (names.size() > 1) notes.push_back(sheet_note(names, best));
    const std::string part = book->sheets[best].part;
    return made_text(std::move(zip), part, std::make_unique<XlsxText>(*std::move(book)));
}

}  // namespace verbatim
