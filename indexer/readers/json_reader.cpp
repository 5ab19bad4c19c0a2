#include <algorithm>

#include "indexer/readers/json_elements.h"
#include "indexer/readers/json_record.h"
#include "indexer/readers/table.h"
#include "indexer/space.h"

namespace verbatim {

namespace {

constexpr std::size_t kSampleBytes = 1u << 20;
constexpr std::size_t kMostSampled = 2000;
constexpr std::string_view kSpace = " \t\r\n";
constexpr const char* kCut = "the file ends within the record";
constexpr const char* kNotJson = "the record is not JSON";
constexpr const char* kTooLong = "the record is longer than 16 MiB";

// What the first records of an input have in common.
struct JsonSample {
    JsonArray array;  // of a JSON text; of JSON Lines nothing
    JsonColumns columns;
    std::vector<std::vector<std::string>> rows;
    std::size_t records = 0;  // read or not
    std::optional<TablePlan> planned;

    void add(std::string_view record) {
        ++records;
        if (columns.read(record, true))
            rows.emplace_back(columns.cells().begin(), columns.cells().end());
    }
    Result<TablePlan> plan(const ReadOptions& options) const {
        auto made = plan_table(columns.names(), rows, options, {columns.has_answers(), {}});
        if (made) made->pointers = columns.pointers();
        return made;
    }
};

JsonSample sample_array(std::string_view text, const JsonArray& array) {
    JsonSample sample;
    sample.array = array;
    text.remove_prefix(array.offset);
    while (sample.records < kMostSampled) {
        text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n,"), text.size()));
        if (text.empty() || text[0] == ']') break;
        const std::size_t size = json_value_size(text);
        if (size == std::string_view::npos) break;
        sample.add(text.substr(0, size));
        text.remove_prefix(size);
        if (array.single) break;
    }
    return sample;
}

// A record alone: nothing that any object may be, but a text and a rating by their names or by the
// mapping file.
std::optional<JsonSample> find_record(std::string_view text, const ReadOptions& options) {
    const auto by_name = [](const TablePlan& plan, ColumnRole role) {
        return std::ranges::any_of(plan.columns, [role](const Column& column) {
            return column.role == role && (column.reason == ColumnReason::name ||
                                           column.reason == ColumnReason::mapping_file);
        });
    };
    for (const JsonArray& object : find_json_objects(text)) {
        JsonSample sample = sample_array(text, object);
        auto plan = sample.plan(options);
        if (!plan || sample.rows.empty() || !by_name(*plan, ColumnRole::text) ||
            !by_name(*plan, ColumnRole::rating))
            continue;
        sample.planned = *std::move(plan);
        return sample;
    }
    return std::nullopt;
}

// Of the arrays in the text, the longest one that holds records with text; else a record
// alone.
std::optional<JsonSample> find_records(std::string_view text, const ReadOptions& options) {
    std::optional<JsonSample> best;
    for (const JsonArray& array : find_json_arrays(text)) {
        JsonSample sample = sample_array(text, array);
        if (sample.rows.empty() || (best && sample.rows.size() <= best->rows.size())) continue;
        auto plan = sample.plan(options);
        if (!plan) continue;
        sample.planned = *std::move(plan);
        best = std::move(sample);
    }
    if (!best) return find_record(text, options);
    return best;
}

// The names of all records, for there may be no plan.
std::vector<std::string> json_columns(Input& input, const ReadOptions&) {
    const std::string_view text = input.peek(kSampleBytes);
    std::vector<std::string> names;
    for (const JsonArray& array : find_json_arrays(text)) {
        const JsonSample sample = sample_array(text, array);
        names.insert(names.end(), sample.columns.names().begin(), sample.columns.names().end());
    }
    return names;
}

JsonSample sample_lines(std::string_view text, bool whole) {
    JsonSample sample;
    while (!text.empty() && sample.records < kMostSampled) {
        const std::size_t end = text.find('\n');
        if (end == std::string_view::npos && !whole) break;
        const std::string_view line = text.substr(0, end);
        if (line.find_first_not_of(kSpace) != std::string_view::npos) sample.add(line);
        text.remove_prefix(std::min(end == text.npos ? end : end + 1, text.size()));
    }
    return sample;
}

std::vector<std::string> lines_columns(Input& input, const ReadOptions&) {
    const std::string_view text = input.peek(kSampleBytes);
    return sample_lines(text, text.size() < kSampleBytes).columns.names();
}

// Updates of a bot, or messages of a channel: a chat, whose reader knows threads and names.
bool is_channel(const std::vector<std::string>& names) {
    const auto has = [&names](std::string_view name) {
        return std::ranges::find(names, name) != names.end();
    };
    return has("update_id") || (has("ts") && has("user") && has("type")) || has("message.text") ||
           has("message.message_id");
}

// How well a table of records fits: names that are known, and no lists within that hold the speech.
int score(const JsonSample& sample) {
    const auto plan = sample.planned ? Result<TablePlan>(*sample.planned) : sample.plan({});
    if (!plan || is_channel(sample.columns.names())) return 0;
    if (sample.columns.has_answers()) return 80;
    if (!sample.columns.lists().empty()) return 40;
    const bool by_name = std::ranges::any_of(plan->columns, [](const Column& column) {
        return column.role == ColumnRole::text && column.reason == ColumnReason::name;
    });
    return by_name ? 80 : 55;
}

// Values one behind the other, of which the first alone would be read.
bool are_several(std::string_view text) {
    text = trim_space(text);
    const std::size_t size = json_value_size(text);
    return text.starts_with('{') && size != text.npos &&
           trim_space(text.substr(size)).starts_with('{');
}

int probe_json(const Sample& sample) {
    if (are_several(sample.text)) return 0;
    const auto found = find_records(sample.text, {});
    return found ? score(*found) : 0;
}

int probe_lines(const Sample& sample) {
    std::string_view text = sample.text;
    text.remove_prefix(std::min(text.find_first_not_of(kSpace), text.size()));
    if (text.empty() || text[0] != '{') return 0;
    const JsonSample lines = sample_lines(text, sample.whole);
    if (lines.rows.empty() || lines.rows.size() * 2 < lines.records) return 0;
    const bool named = sample.path.ends_with(".jsonl") || sample.path.ends_with(".ndjson");
    // A single object may be anything that a program says.
    if (lines.records == 1 && !named) return std::min(score(lines), 30);
    return score(lines);
}

Error no_records(const Input& input, const std::string& what) {
    return {ErrorCode::bad_input, input.path() + ": " + what,
            "name the text in a mapping file: {\"columns\": {\"text\": \"...\"}}"};
}

Result<ReadReport> begin_report(const JsonSample& sample, const TablePlan& plan,
                                std::string_view format) {
    ReadReport report;
    report.kind = plan.kind;
    if (!sample.array.pointer.empty())
        report.notes.push_back("records are at " + sample.array.pointer);
    report_plan(plan, {format, std::nullopt, std::nullopt}, report);
    for (const std::string& list : sample.columns.lists())
        report.notes.push_back("unused: the list " + list + " within each record");
    return report;
}

Result<ReadReport> end_report(const Input& input, Table& table, ReadReport report) {
    if (const auto done = table.finish(report.notes); !done) return done.error();
    if (!input.read_error().empty())
        return Error{ErrorCode::unavailable, input.path() + ": " + input.read_error(), ""};
    return report;
}

Result<void> add_element(JsonElements& elements, JsonColumns& columns, const Input& input,
                         Locator locator, Table& table, RecordSink& sink) {
    if (columns.read(elements.element(), false))
        return table.add({columns.cells(), std::move(locator), columns.answers(), columns.rating(),
                          input.ill_formed() > 0});
    sink.reject({std::move(locator), columns.why()});
    elements.distrust_element();
    return {};
}

Result<ReadReport> read_json(Input& input, const ReadOptions& options, RecordSink& sink) {
    using State = JsonElements::State;
    auto sample = find_records(input.peek(kSampleBytes), options);
    if (!sample) return no_records(input, "no list of records with text was found in it");
    auto report = begin_report(*sample, *sample->planned, "json");
    warn_of_missing(options, sample->columns.names(), sink);
    const auto table = open_table(*std::move(sample->planned), options, sink);
    JsonElements elements(input, sample->array.offset);
    bool cut = false;
    for (State state = elements.next(); state != State::end; state = elements.next()) {
        Locator locator;
        locator.pointer = sample->array.pointer;
        if (!sample->array.single) locator.pointer += "/" + std::to_string(elements.index());
        locator.line = elements.line();
        if (state == State::element) {
            const auto added =
                add_element(elements, sample->columns, input, std::move(locator), *table, sink);
            if (!added) return added.error();
            if (sample->array.single) return end_report(input, *table, *std::move(report));
            continue;
        }
        const bool resumed = state == State::cut && elements.distrust_element();
        cut = state == State::cut && !resumed;
        sink.reject({std::move(locator), resumed ? kNotJson : cut ? kCut : kTooLong});
    }
    if (!elements.closed() && !cut)
        sink.warn({{}, "the file ends before its list of records does"});
    return end_report(input, *table, *std::move(report));
}

Result<ReadReport> read_lines(Input& input, const ReadOptions& options, RecordSink& sink) {
    const std::string_view text = input.peek(kSampleBytes);
    JsonSample sample = sample_lines(text, text.size() < kSampleBytes);
    auto plan = sample.plan(options);
    if (!plan) return no_records(input, plan.error().message);
    auto report = begin_report(sample, *plan, "jsonl");
    warn_of_missing(options, sample.columns.names(), sink);
    const auto table = open_table(*std::move(plan), options, sink);
    Input::Line line;
    while (input.next_line(line)) {
        if (!line.too_long && line.text.find_first_not_of(kSpace) == std::string_view::npos)
            continue;
        Locator locator;
        locator.line = line.number;
        if (line.too_long) {
            sink.reject({std::move(locator), kTooLong});
        } else if (!sample.columns.read(line.text, false)) {
            sink.reject({std::move(locator), sample.columns.why()});
        } else if (const auto added = table->add({sample.columns.cells(), std::move(locator),
                                                  sample.columns.answers(), sample.columns.rating(),
                                                  input.ill_formed() > 0});
                   !added) {
            return added.error();
        }
    }
    return end_report(input, *table, *std::move(report));
}

}  // namespace

const Reader kJsonReader = {"json", "a JSON list of records, or an object that holds one",
                            probe_json, read_json, json_columns};
const Reader kJsonLinesReader = {"jsonl", "JSON Lines: one record a line", probe_lines, read_lines,
                                 lines_columns};

}  // namespace verbatim
