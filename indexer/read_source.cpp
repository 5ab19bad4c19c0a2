#include "indexer/read_source.h"

#include "indexer/damage.h"
#include "indexer/refusal.h"

namespace verbatim {

namespace {

constexpr std::size_t kSampleBytes = 64u << 10;

// The reader that --as or the mapping file names; empty: to be found out.
std::string format_of(const ReadSettings& settings) {
    if (!settings.format.empty() || !settings.read.mapping) return settings.format;
    return settings.read.mapping->format;
}

// A reader's message names the file, and so does the list of rejects.
std::string without_path(const std::string& message, const std::string& path) {
    return message.starts_with(path + ": ") ? message.substr(path.size() + 2) : message;
}

}  // namespace

SourceReading read_source(Input& input, const ReadSettings& settings, RecordSink& sink) {
    SourceReading reading;
    const std::string_view head = input.peek(kSampleBytes);
    const Sample sample{input.path(), head, head.size() < kSampleBytes};
    const std::string format = format_of(settings);
    const Reader* reader = format.empty() ? choose_reader(sample) : find_reader(format);
    reading.charset = input.charset();
    ReadOptions options = settings.read;
    options.kind = settings.kind();
    if (options.kind) reading.kind = *options.kind;
    const bool unreadable = reader == nullptr && !input.read_error().empty();
    if (head.empty() && input.read_error().empty()) {
        sink.reject({{}, "the file is empty"});
    } else if (reader == nullptr && !unreadable) {
        sink.reject({{},
                     format.empty() ? why_refused(sample, input.first_bytes())
                                    : "there is no reader called " + format});
    } else if (reader != nullptr) {
        reading.format = reader->name;
        DamageSink sound(input, sink);
        auto report = reader->read(input, options, sound);
        if (report) {
            reading.kind = report->kind;
            reading.notes = std::move(report->notes);
            reading.notes.insert(reading.notes.begin(), input.notes().begin(), input.notes().end());
            reading.doubts = std::move(report->doubts);
            reading.date_order = std::move(report->date_order);
            reading.mapping = std::move(report->mapping);
            sound.note(reading.notes);
        } else {
            sink.reject({{}, without_path(report.error().message, input.path())});
        }
    }
    reading.sha256 = input.finish();
    reading.bytes = input.bytes_read();
    if (!input.read_error().empty()) reading.unreadable = input.read_error();
    return reading;
}

std::vector<std::string> columns_of(Input& input, const ReadSettings& settings) {
    const std::string_view head = input.peek(kSampleBytes);
    const std::string format = format_of(settings);
    const Reader* reader = format.empty()
                               ? choose_reader({input.path(), head, head.size() < kSampleBytes})
                               : find_reader(format);
    if (reader == nullptr || reader->columns == nullptr) return {};
    return reader->columns(input, settings.read);
}

}  // namespace verbatim
