#include "indexer/containers/xlsx_book.h"

#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <map>

#include "indexer/containers/xml.h"

namespace verbatim {

namespace {

using Attributes = XmlAttributes;

class Relations : public XmlHandler {
public:
    void begin(std::string_view name, const Attributes& attributes) override {
        if (name != "Relationship") return;
        std::string_view target = attributes["Target"];
        const bool absolute = target.starts_with('/');
        if (absolute) target.remove_prefix(1);
        parts[std::string(attributes["Id"])] = (absolute ? "" : "xl/") + std::string(target);
    }
    void end(std::string_view) override {}
    void text(std::string_view) override {}

    std::map<std::string, std::string> parts;  // by id
};

class Sheets : public XmlHandler {
public:
    Sheets(const Relations& relations, XlsxBook& book) : relations_(relations), book_(book) {}

    void begin(std::string_view name, const Attributes& attributes) override {
        if (name == "workbookPr")
            book_.from_1904 = attributes["date1904"] == "1" || attributes["date1904"] == "true";
        if (name != "sheet") return;
        const auto part = relations_.parts.find(std::string(attributes["id"]));
        const bool is_sheet =
            part != relations_.parts.end() && part->second.find("worksheets/") != std::string::npos;
        if (is_sheet) book_.sheets.push_back({std::string(attributes["name"]), part->second});
    }
    void end(std::string_view) override {}
    void text(std::string_view) override {}

private:
    const Relations& relations_;
    XlsxBook& book_;
};

class Strings : public XmlHandler {
public:
    explicit Strings(std::vector<std::string>& strings) : strings_(strings) {}

    void begin(std::string_view name, const Attributes&) override {
        if (name == "si") strings_.emplace_back();
        if (name == "rPh") phonetic_ = true;  // how to pronounce it, beside what it says
        in_text_ = name == "t" && !phonetic_;
    }
    void end(std::string_view name) override {
        if (name == "rPh") phonetic_ = false;
        in_text_ = false;
    }
    void text(std::string_view text) override {
        if (in_text_ && !strings_.empty()) strings_.back() += text;
    }

private:
    std::vector<std::string>& strings_;
    bool phonetic_ = false;
    bool in_text_ = false;
};

int number_of(std::string_view text) {
    int number = -1;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

class Styles : public XmlHandler {
public:
    explicit Styles(std::vector<bool>& dates) : dates_(dates) {}

    void begin(std::string_view name, const Attributes& attributes) override {
        if (name == "numFmt" && is_date_format(attributes["formatCode"]))
            custom_[number_of(attributes["numFmtId"])] = true;
        if (name == "cellXfs") in_cells_ = true;
        if (name == "xf" && in_cells_) dates_.push_back(is_date(number_of(attributes["numFmtId"])));
    }
    void end(std::string_view name) override {
        if (name == "cellXfs") in_cells_ = false;
    }
    void text(std::string_view) override {}

private:
    // Built-in formats 14 to 22 and 45 to 47 are dates and times.
    bool is_date(int format) const {
        return (format >= 14 && format <= 22) || (format >= 45 && format <= 47) ||
               custom_.contains(format);
    }

    std::vector<bool>& dates_;
    std::map<int, bool> custom_;
    bool in_cells_ = false;
};

// A part that may be missing.
Result<void> read_part(std::string_view zip, std::string_view name, XmlHandler& handler) {
    auto part = XmlPart::open(zip, name, handler);
    if (part) return part->run();
    return part.error().code == ErrorCode::not_found ? Result<void>() : part.error();
}

}  // namespace

Result<XlsxBook> XlsxBook::open(std::string_view zip) {
    XlsxBook book;
    Relations relations;
    Sheets sheets(relations, book);
    Strings strings(book.strings);
    Styles styles(book.dates);
    const std::pair<std::string_view, XmlHandler*> parts[] = {
        {"xl/_rels/workbook.xml.rels", &relations},
        {"xl/workbook.xml", &sheets},
        {"xl/sharedStrings.xml", &strings},
        {"xl/styles.xml", &styles}};
    for (const auto& [name, handler] : parts)
        if (auto read = read_part(zip, name, *handler); !read) return read.error();
    if (book.sheets.empty()) return Error{ErrorCode::bad_input, "a workbook without a sheet", ""};
    return book;
}

bool is_date_format(std::string_view code) {
    char quote = 0;
    for (std::size_t i = 0; i < code.size(); ++i) {
        const char c = code[i];
        if (quote != 0) {
            if (c == quote) quote = 0;
        } else if (c == '"') {
            quote = '"';
        } else if (c == '[' && !code.substr(i).starts_with("[h") &&
                   !code.substr(i).starts_with("[m") && !code.substr(i).starts_with("[s")) {
            quote = ']';
        } else if (c == '\\' || c == '_' || c == '*') {
            ++i;
        } else if (std::string_view("ymdhsYMDHS").find(c) != std::string_view::npos) {
            return true;
        }
    }
    return false;
}

std::string date_of_serial(double serial, bool from_1904) {
    constexpr double kMostDays = 2958466;  // 9999-12-31
    if (!(serial >= 0) || serial >= kMostDays) return {};
    using namespace std::chrono;
    // Serial 60 is 29 February 1900, which never was: days before it count from one day later.
    const int shift = from_1904 || serial >= 60 ? 0 : 1;
    const sys_days first =
        from_1904 ? sys_days(year(1904) / 1 / 1) : sys_days(year(1899) / 12 / 30);
    const auto seconds_all = static_cast<std::int64_t>(std::llround(serial * 86400));
    const sys_days day = first + days(seconds_all / 86400 + shift);
    const auto of_day = static_cast<int>(seconds_all % 86400);
    const year_month_day date(day);
    char text[40];
    int size =
        std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()),
                      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    if (of_day != 0)
        size += std::snprintf(text + size, sizeof text - static_cast<std::size_t>(size),
                              "T%02d:%02d:%02d", of_day / 3600, of_day / 60 % 60, of_day % 60);
    return {text, static_cast<std::size_t>(size)};
}

}  // namespace verbatim
