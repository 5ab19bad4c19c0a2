#include <algorithm>

#include "indexer/readers/csv_layout.h"
#include "indexer/readers/csv_records.h"
#include "indexer/readers/table.h"

namespace verbatim {

namespace {

constexpr std::size_t kSampleBytes = 1u << 20;

bool is_table_name(std::string_view path) {
    return path.ends_with(".csv") || path.ends_with(".tsv") || path.ends_with(".tab") ||
           path.ends_with(".CSV") || path.ends_with(".TSV");
}

// What other readers know by its first line, or by what a line looks like.
bool belongs_to_others(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    const std::string_view first = text.substr(0, text.find('\n'));
    return text.empty() || text[0] == '{' || text[0] == '[' || first.starts_with("WEBVTT") ||
           (first.starts_with("From ") && first.find('@') != first.npos) ||
           text.substr(0, 2000).find(" --> ") != text.npos;
}

// "00:11:09 <tab> Ann Bee: <tab> hello": a log of lines, or "23/06/2018, 01:55 - Ann: hello".
bool is_message_log(const CsvLayout& layout) {
    if (layout.header_row > 0 || layout.rows.empty()) return false;
    std::size_t clocks = 0, logs = 0;
    for (const auto& row : layout.rows) {
        const std::string& second = row.size() > 1 ? row[1] : row[0];
        clocks += row[0].size() <= 8 && std::ranges::count(row[0], ':') == 2;
        logs += second.find(" - ") != std::string::npos && second.find(':') < second.find(" - ");
    }
    return clocks * 2 > layout.rows.size() || logs * 2 > layout.rows.size();
}

TableFacts facts_of(const CsvLayout& layout) {
    return {.text_elsewhere = false, .open_ended = layout.open_ended};
}

int probe(const Sample& sample) {
    if (belongs_to_others(sample.text)) return 0;
    const auto layout = find_csv_layout(sample.text, sample.whole, nullptr);
    if (!layout || is_message_log(*layout)) return 0;
    const bool named = is_table_name(sample.path);
    const char delimiter = layout->dialect.delimiter;
    const std::size_t width = layout->header.size();
    if (width == 1) return named && layout->known_names > 0 && layout->header_row > 0 ? 50 : 0;
    const bool sure_delimiter = delimiter == '\t' || delimiter == ';' || delimiter == '|';
    // Prose has commas too: a table without known names needs more than two parts a line.
    if (layout->known_names == 0 && !named && !sure_delimiter && width < 3) return 0;
    if (!plan_table(layout->header, layout->rows, {}, facts_of(*layout))) return named ? 20 : 0;
    if (layout->known_names >= 2) return layout->rows.empty() && !named ? 40 : 85;
    const int by_name = layout->known_names == 1 ? 60 : layout->header_row > 0 ? 40 : 25;
    return by_name + (sure_delimiter ? 10 : 0) + (named ? 15 : 0);
}

std::string wrong_width(std::size_t cells, std::size_t expected) {
    return "the row has " + std::to_string(cells) + (cells == 1 ? " cell" : " cells") +
           ", the header " + std::to_string(expected);
}

Result<void> read_rows(Input& input, const CsvLayout& layout, Table& table, RecordSink& sink) {
    using State = CsvRecords::State;
    const std::size_t width = layout.header.size();
    CsvRecords records(input, layout.dialect, width);
    for (State state = records.next(); state != State::end; state = records.next()) {
        if (records.row() < layout.first_row) continue;
        Locator locator;
        locator.row = records.row();
        locator.line = records.line();
        const CsvRecord& record = records.record();
        if (state == State::fault) {
            sink.reject({std::move(locator), records.fault()});
            continue;
        }
        if (record.blank) continue;
        if (record.cells.size() < width || record.width() > width) {
            sink.reject({std::move(locator), wrong_width(record.cells.size(), width)});
            continue;
        }
        const std::span<const std::string_view> cells(record.cells.data(), width);
        if (const auto added =
                table.add({cells, std::move(locator), {}, {}, input.ill_formed() > 0});
            !added)
            return added.error();
    }
    return {};
}

std::string describe_layout(const CsvLayout& layout) {
    const char delimiter = layout.dialect.delimiter;
    std::string note = delimiter == '\t'  ? "tabs"
                       : delimiter == ',' ? "commas"
                                          : "'" + std::string(1, delimiter) + "'";
    if (layout.header.size() == 1)
        note = "one column";
    else
        note += " between " + std::to_string(layout.header.size()) + " columns";
    if (layout.header_row == 0) return note + ", no header";
    if (const std::size_t records = layout.first_row - layout.header_row; records > 1)
        note += ", a header of " + std::to_string(records) + " rows";
    if (layout.header_row > 1)
        return note + ", header in row " + std::to_string(layout.header_row) +
               ", what is above it was left out";
    return note;
}

// A header in the first row is found again; one below other lines is stated.
MappedLayout mapped_layout(const CsvLayout& layout) {
    MappedLayout mapped{"csv", layout.dialect.delimiter, std::nullopt};
    if (layout.header.size() == 1) mapped.delimiter.reset();
    if (layout.header_row != 1 && layout.first_row == layout.header_row + 1)
        mapped.header_row = layout.header_row;
    return mapped;
}

std::optional<CsvLayout> layout_of(Input& input, const ReadOptions& options) {
    const std::string_view sample = input.peek(kSampleBytes);
    const Mapping* mapping = options.mapping ? &*options.mapping : nullptr;
    return find_csv_layout(sample, sample.size() < kSampleBytes, mapping);
}

std::vector<std::string> columns(Input& input, const ReadOptions& options) {
    const auto layout = layout_of(input, options);
    return layout ? layout->header : std::vector<std::string>();
}

Result<ReadReport> read(Input& input, const ReadOptions& options, RecordSink& sink) {
    const auto layout = layout_of(input, options);
    if (!layout)
        return Error{ErrorCode::bad_input, input.path() + ": no table with columns was found in it",
                     "state \"delimiter\" and \"header_row\" in a mapping file"};
    auto plan = plan_table(layout->header, layout->rows, options, facts_of(*layout));
    if (!plan)
        return Error{plan.error().code, input.path() + ": " + plan.error().message,
                     plan.error().hint};
    ReadReport report;
    report.kind = plan->kind;
    report.notes.push_back(describe_layout(*layout));
    report_plan(*plan, mapped_layout(*layout), report);
    warn_of_missing(options, layout->header, sink);
    const auto table = open_table(*std::move(plan), options, sink);
    if (const auto done = read_rows(input, *layout, *table, sink); !done) return done.error();
    if (const auto done = table->finish(report.notes); !done) return done.error();
    if (!input.read_error().empty())
        return Error{ErrorCode::unavailable, input.path() + ": " + input.read_error(), ""};
    return report;
}

}  // namespace

const Reader kCsvReader = {"csv", "tables as CSV or TSV: reviews, surveys, chats", probe, read,
                           columns};

}  // namespace verbatim
