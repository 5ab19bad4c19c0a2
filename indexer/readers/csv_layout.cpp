#include "indexer/readers/csv_layout.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "indexer/mapping/aliases.h"
#include "indexer/mapping/column_look.h"
#include "indexer/mapping/dates.h"
#include "indexer/readers/csv_header.h"

namespace verbatim {

namespace {

constexpr std::size_t kMostRecords = 2000;
constexpr std::size_t kMostLinesBeforeHeader = 30;
constexpr double kLeastConsistent = 0.7;
constexpr double kLeastNamed = 0.4;
constexpr std::size_t kSurelyNamed = 3;  // known names that no row of data has by chance

struct Parsed {
    CsvDialect dialect;
    std::vector<std::vector<std::string>> records;
    std::size_t width = 0;  // of most records
    double consistent = 0;  // the share of the records that have it
    std::size_t cells = 0;  // in records that have it
    std::size_t known_names = 0;
    double irregular = 0;
    double in_quotes = 0;  // records with cells in quotes that mean nothing
    bool has_quotes = false;

    double share(double count) const {
        return count / static_cast<double>(std::max<std::size_t>(records.size(), 1));
    }
    double worth() const { return consistent - share(irregular); }
    // Names that exports use make up for ragged rows.
    bool is_table() const {
        constexpr double kRounding = 1e-9;
        return worth() + kRounding >= (known_names >= 2 ? kLeastNamed : kLeastConsistent);
    }
    // The better reading of two is a table, and worth more.
    auto rank() const {
        return std::tuple(is_table(), worth() - share(in_quotes) + (known_names >= 2 ? 0.5 : 0),
                          cells);
    }
};

bool is_blank(const std::vector<std::string>& record) {
    return record.size() == 1 && record[0].find_first_not_of(" \t\r") == std::string::npos;
}

std::size_t count_known(const std::vector<std::string>& record) {
    return static_cast<std::size_t>(std::ranges::count_if(
        record, [](const std::string& cell) { return cell.size() <= 80 && find_alias(cell); }));
}

// Whether a record has the width, but for empty cells at its end.
bool has_width(const std::vector<std::string>& record, std::size_t width) {
    return record.size() >= width &&
           std::all_of(record.begin() + static_cast<std::ptrdiff_t>(width), record.end(),
                       [](const std::string& cell) { return cell.empty(); });
}

// Whether a cell begins with a quote and it or a later one ends with one: a quoted cell, whole or
// cut at its delimiters, if quotes meant anything.
bool holds_quoted(const std::vector<std::string_view>& cells) {
    const auto begins = std::ranges::find_if(
        cells, [](std::string_view cell) { return cell.size() > 1 && cell.front() == '"'; });
    return std::any_of(begins, cells.end(),
                       [](std::string_view cell) { return cell.size() > 1 && cell.back() == '"'; });
}

// Finds the width of most records, and how many have it, from the first of them on.
void measure(Parsed& parsed) {
    std::map<std::size_t, std::size_t> counts;
    for (const auto& record : parsed.records)
        if (!is_blank(record)) ++counts[record.size()];
    for (const auto& [width, count] : counts)
        if (count >= counts[parsed.width]) parsed.width = width;
    std::size_t all = 0, right = 0, before = 0;
    for (const auto& record : parsed.records) {
        if (is_blank(record)) continue;
        const bool junk = right == 0 && record.size() != parsed.width;
        if (junk && ++before <= kMostLinesBeforeHeader) continue;
        if (right == 0) parsed.known_names = count_known(record);
        ++all;
        right += has_width(record, parsed.width);
    }
    if (all > 0) parsed.consistent = static_cast<double>(right) / static_cast<double>(all);
    parsed.cells = right * parsed.width;
}

Parsed parse_sample(std::string_view sample, bool whole, const CsvDialect& dialect) {
    Parsed parsed;
    parsed.dialect = dialect;
    CsvRecord record;
    while (!sample.empty() && parsed.records.size() < kMostRecords) {
        if (!parse_csv_record(sample, whole, dialect, record)) break;
        if (record.unclosed) parsed.irregular += 0.5;
        if (record.unclosed && !parsed.records.empty()) break;
        parsed.irregular += record.irregular;
        parsed.in_quotes += !dialect.quotes && holds_quoted(record.cells);
        parsed.has_quotes =
            parsed.has_quotes || sample.substr(0, record.size).find('"') != sample.npos;
        parsed.records.emplace_back(record.cells.begin(), record.cells.end());
        sample.remove_prefix(record.size);
    }
    measure(parsed);
    return parsed;
}

bool ends_records_by_cr(std::string_view sample) {
    return sample.find('\n') == std::string_view::npos &&
           sample.find('\r') != std::string_view::npos;
}

std::optional<Parsed> choose_dialect(std::string_view sample, bool whole, const Mapping* mapping) {
    std::optional<Parsed> best;
    const bool any_quote = sample.find('"') != std::string_view::npos;
    for (const char delimiter : {',', ';', '\t', '|'}) {
        if (mapping && mapping->delimiter && delimiter != ',') break;
        const char given = mapping && mapping->delimiter ? *mapping->delimiter : delimiter;
        for (const bool quotes : {true, false}) {
            if (!quotes && !any_quote) continue;
            Parsed parsed =
                parse_sample(sample, whole, {given, quotes, ends_records_by_cr(sample)});
            if (parsed.width < 2) continue;
            if (!best || parsed.rank() > best->rank()) best = std::move(parsed);
        }
    }
    // One column: a list under its name.
    if (!best || !best->is_table()) {
        Parsed parsed = parse_sample(sample, whole, {',', true, ends_records_by_cr(sample)});
        if (parsed.width == 1) best = std::move(parsed);
    }
    if (best && !best->is_table() && !mapping) best.reset();
    return best;
}

bool looks_like_value(std::string_view cell) {
    return cell.size() > 200 || cell.starts_with("http") || cell.starts_with("{") ||
           parse_date(cell, "dmy") || parse_date(cell, "mdy") ||
           cell.find_first_not_of("0123456789.,-+%") == cell.npos;
}

// Names: each once, none a value, none missing but the first (an index) and the last; or several
// that exports use, however the others are.
bool could_be_header(const std::vector<std::string>& record) {
    if (count_known(record) >= kSurelyNamed) return true;
    std::set<std::string_view> seen;
    std::size_t filled = record.size(), named = 0;
    while (filled > 0 && record[filled - 1].empty()) --filled;
    for (std::size_t i = 0; i < filled; ++i) {
        if (record[i].empty() && i == 0) continue;
        if (record[i].empty() || looks_like_value(record[i])) return false;
        seen.insert(record[i]);
        ++named;
    }
    return named > 0 && seen.size() * 10 >= named * 7;
}

// Without a known name: names are short, and some column below holds what is no name.
bool differs_from_rows(const std::vector<std::string>& record,
                       const std::vector<std::vector<std::string>>& rows) {
    for (std::size_t i = 0; i < record.size(); ++i) {
        const ColumnLook look = look_at(rows, i);
        if (record[i].size() <= 40 && look.filled() > 0 &&
            (look.mostly(look.numbers, 0.8) || look.mostly(look.urls, 0.8) ||
             (is_long_text(look) && look.mean_words >= 5) || date_order_of(look, "")))
            return true;
    }
    return false;
}

void name_by_number(CsvLayout& layout, std::size_t width) {
    for (std::size_t i = 1; i <= width; ++i) layout.header.push_back(std::to_string(i));
}

void trim_header(std::vector<std::string>& header) {
    while (header.size() > 1 && header.back().empty()) header.pop_back();
}

// The record that names the columns, if one does: as the mapping says, else the first of the width.
std::size_t header_place(const Parsed& parsed, const Mapping* mapping) {
    if (mapping && mapping->header_row && *mapping->header_row > 0) return *mapping->header_row - 1;
    const auto first =
        std::ranges::find(parsed.records, parsed.width, &std::vector<std::string>::size);
    return static_cast<std::size_t>(first - parsed.records.begin());
}

// Splits the records into what precedes the table, its header and its rows.
CsvLayout lay_out(Parsed parsed, const Mapping* mapping) {
    CsvLayout layout;
    layout.dialect = parsed.dialect;
    layout.has_quotes = parsed.has_quotes;
    auto& records = parsed.records;
    const std::size_t header = header_place(parsed, mapping);
    const auto rows_from = [&](std::size_t from) {
        for (std::size_t i = from; i < records.size(); ++i)
            if (records[i].size() == parsed.width && !is_blank(records[i]))
                layout.rows.push_back(records[i]);
    };
    const bool given = mapping && mapping->header_row;
    const auto below = std::span<const std::vector<std::string>>(records).subspan(
        std::min(header, records.size()));
    const bool several = !(given && *mapping->header_row == 0) && has_header_records(below);
    const CsvHeader names = below.empty() ? CsvHeader() : read_csv_header(below);
    rows_from(header + names.records);
    const bool named = header < records.size() && (several || could_be_header(records[header]));
    layout.known_names =
        named || given ? count_known(records[std::min(header, records.size() - 1)]) : 0;
    const bool has_header = given ? *mapping->header_row > 0
                                  : named && (several || layout.known_names > 0 ||
                                              differs_from_rows(records[header], layout.rows));
    if (has_header && header < records.size()) {
        layout.header_row = header + 1;
        layout.first_row = header + names.records + 1;
        layout.header = names.names;
        layout.open_ended = names.open_ended;
        trim_header(layout.header);
    } else {
        layout.known_names = 0;
        layout.first_row = header + 1;
        layout.rows.clear();
        rows_from(header);
        name_by_number(layout, parsed.width);
    }
    return layout;
}

}  // namespace

std::optional<CsvLayout> find_csv_layout(std::string_view sample, bool whole,
                                         const Mapping* mapping) {
    auto parsed = choose_dialect(sample, whole, mapping);
    if (!parsed) return std::nullopt;
    return lay_out(std::move(*parsed), mapping);
}

}  // namespace verbatim
