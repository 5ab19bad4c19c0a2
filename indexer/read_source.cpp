#include "indexer/read_source.h"

namespace verbatim {

namespace {

constexpr std::size_t kSampleBytes = 64u << 10;

std::string no_reader(const ReadSettings& settings) {
    if (settings.format.empty()) return "no reader takes this format";
    return "there is no reader called " + settings.format;
}

}  // namespace

SourceReading read_source(Input& input, const ReadSettings& settings, RecordSink& sink) {
    SourceReading reading;
    const std::string_view head = input.peek(kSampleBytes);
    const Sample sample{input.path(), head, head.size() < kSampleBytes};
    const Reader* reader =
        settings.format.empty() ? choose_reader(sample) : find_reader(settings.format);
    reading.charset = input.charset();
    if (settings.read.kind) reading.kind = *settings.read.kind;
    if (head.empty() && input.read_error().empty()) {
        sink.reject({{}, "the file is empty"});
    } else if (reader == nullptr) {
        sink.reject({{}, no_reader(settings)});
    } else {
        reading.format = reader->name;
        auto report = reader->read(input, settings.read, sink);
        if (report) {
            reading.kind = report->kind;
            reading.notes = std::move(report->notes);
        } else {
            sink.reject({{}, report.error().message});
        }
    }
    reading.sha256 = input.finish();
    reading.bytes = input.bytes_read();
    if (!input.read_error().empty()) reading.unreadable = input.read_error();
    return reading;
}

}  // namespace verbatim
