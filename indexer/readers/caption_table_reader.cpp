#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "indexer/mapping/aliases.h"
#include "indexer/readers/csv_records.h"
#include "indexer/readers/cues.h"
#include "indexer/readers/reader.h"
#include "indexer/readers/speech_times.h"
#include "indexer/space.h"

namespace verbatim {

namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

// As plain_name() leaves them.
constexpr std::array<std::string_view, 4> kStarts = {"start", "starttime", "begin", "timestamp"};
constexpr std::array<std::string_view, 3> kEnds = {"end", "endtime", "stop"};
constexpr std::array<std::string_view, 3> kSpeakers = {"speaker", "speakername", "speakerid"};
constexpr std::array<std::string_view, 5> kTexts = {"text", "transcript", "content", "utterance",
                                                    "sentence"};

// Which column is what.
struct Columns {
    CsvDialect dialect;
    std::size_t start = kNone, end = kNone, speaker = kNone, text = kNone;
    std::size_t count = 0;

    bool are_those_of_speech() const {
        return start != kNone && text != kNone && (end != kNone || speaker != kNone);
    }
};

std::string_view cell(const CsvRecord& record, std::size_t column) {
    return column < record.cells.size() ? record.cells[column] : std::string_view{};
}

Columns columns_of(const CsvRecord& header, const CsvDialect& dialect) {
    Columns columns;
    columns.dialect = dialect;
    columns.count = header.cells.size();
    for (std::size_t i = 0; i < header.cells.size(); ++i) {
        const std::string name = plain_name(header.cells[i]);
        const auto is = [&](const auto& names, std::size_t& column) {
            if (column == kNone && std::ranges::find(names, name) != names.end()) column = i;
        };
        is(kStarts, columns.start);
        is(kEnds, columns.end);
        is(kSpeakers, columns.speaker);
        is(kTexts, columns.text);
    }
    return columns;
}

// The columns of a table whose first row says when what was said, and whose second begins in time.
std::optional<Columns> find_columns(std::string_view text, bool whole) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    for (const char delimiter : {'\t', ',', ';'}) {
        // Whisper writes its texts as they are.
        const CsvDialect dialect{delimiter, delimiter != '\t', false};
        CsvRecord header, row;
        if (!parse_csv_record(text, whole, dialect, header)) continue;
        const Columns columns = columns_of(header, dialect);
        if (!columns.are_those_of_speech()) continue;
        if (!parse_csv_record(text.substr(header.size), whole, dialect, row)) continue;
        if (speech_time(cell(row, columns.start), SpeechTime::Unit::unknown)) return columns;
    }
    return std::nullopt;
}

struct Row {
    CaptionLine line;
    std::optional<SpeechTime> start, end;
};

struct CaptionTable {
    CueScan scan;
    SpeechClock clock;
    std::vector<Row> rows;

    std::vector<CaptionLine> take_lines() {
        std::vector<CaptionLine> lines;
        for (Row& row : rows) {
            row.line.time = clock.range(row.start, row.end);
            lines.push_back(std::move(row.line));
        }
        return lines;
    }
};

Row read_row(const CsvRecord& record, const Columns& columns) {
    Row row;
    row.start = speech_time(cell(record, columns.start), SpeechTime::Unit::unknown);
    row.end = speech_time(cell(record, columns.end), SpeechTime::Unit::unknown);
    row.line.speaker = trim_space(cell(record, columns.speaker));
    row.line.text = cell(record, columns.text);
    return row;
}

CaptionTable read_table(Input& input, const Columns& columns, RecordSink& sink) {
    CaptionTable table;
    std::size_t bytes = 0;
    CsvRecords records(input, columns.dialect, columns.count);
    for (auto state = records.next(); state != CsvRecords::State::end; state = records.next()) {
        const bool sound = state == CsvRecords::State::record;
        if (records.row() == 1 || (sound && records.record().blank)) continue;
        Row row = sound ? read_row(records.record(), columns) : Row{};
        if (!row.start) {
            ++table.scan.damaged;
            Locator place;
            place.line = records.line();
            sink.warn({std::move(place), sound ? "the row has no time" : records.fault()});
            continue;
        }
        row.line.line = records.line();
        row.line.cue = ++table.scan.cues;
        bytes += row.line.text.size();
        table.scan.too_large = bytes > kMaxRecordBytes;
        if (table.scan.too_large) break;
        table.clock.add(row.line.text, row.start, row.end);
        table.rows.push_back(std::move(row));
    }
    return table;
}

int probe(const Sample& sample) {
    return find_columns(sample.text, sample.whole) ? 96 : 0;
}

Result<ReadReport> read(Input& input, const ReadOptions& options, RecordSink& sink) {
    constexpr std::size_t kSampleBytes = 64u << 10;
    const std::string_view sample = input.peek(kSampleBytes);
    const auto columns = find_columns(sample, sample.size() < kSampleBytes);
    if (!columns)
        return Error{ErrorCode::bad_input, input.path() + ": no columns for when and what was said",
                     ""};
    CaptionTable table = read_table(input, *columns, sink);
    auto report = accept_captions(input, table.scan, table.take_lines(), options, sink);
    if (report)
        report->notes.push_back(std::string("times are in ") +
                                (table.clock.in_milliseconds() ? "milliseconds" : "seconds"));
    return report;
}

}  // namespace

const Reader kCaptionTableReader = {
    "cues", "Tables of what was said and when: Whisper's TSV; start, end, speaker, text", &probe,
    &read};

}  // namespace verbatim
