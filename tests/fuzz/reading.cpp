#include "tests/fuzz/reading.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>

#include "engine/text.h"
#include "indexer/containers/mail_text.h"

namespace verbatim::fuzz {

namespace {

void demand_utf8(std::string_view text) {
    demand(find_invalid_utf8(text) == std::string_view::npos, "ill-formed UTF-8 is given on");
}

// Where lines begin; they end at LF, CR LF or a lone CR.
std::vector<std::size_t> begins_of_lines(std::string_view text) {
    std::vector<std::size_t> begins = {0};
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool ends = text[i] == '\n' || (text[i] == '\r' && text.substr(i + 1, 1) != "\n");
        if (ends) begins.push_back(i + 1);
    }
    return begins;
}

// 2026-05-12 or 2026-05-12T09:30:00, as model.h says.
bool is_date(std::string_view text) {
    constexpr std::string_view kShape = "0000-00-00T00:00:00";
    if (text.size() != 10 && text.size() != kShape.size()) return false;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (kShape[i] == '0' ? text[i] < '0' || text[i] > '9' : text[i] != kShape[i]) return false;
    return true;
}

std::uint64_t filled_lines(std::string_view text) {
    std::uint64_t filled = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
        filled += text.substr(0, end).find_first_not_of(" \t") != std::string_view::npos;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return filled;
}

// The readers for which the file is the record.
constexpr std::string_view kWholeFile[] = {"webvtt", "srt", "ass", "cues", "transcript", "notes"};

}  // namespace

void demand(bool holds, const char* what) {
    if (holds) return;
    std::fprintf(stderr, "does not hold: %s\n", what);
    std::abort();
}

std::string decoded(Input input, std::size_t limit) {
    std::string text;
    for (auto chunk = input.next_chunk(); !chunk.empty() && text.size() < limit;
         chunk = input.next_chunk())
        text += chunk;
    return text;
}

CheckedSink::CheckedSink(std::string_view text)
    : text_(text), lines_(begins_of_lines(text)), is_mail_(text.starts_with(kMailTag)) {}

void CheckedSink::check(const Locator& locator) const {
    demand(!locator.line || (*locator.line >= 1 && (is_mail_ || *locator.line <= lines_.size())),
           "the line is in the file");
    demand(!locator.row || (*locator.row >= 1 && *locator.row <= lines_.size()),
           "the row is in the file");
    demand(locator.pointer.empty() || locator.pointer[0] == '/', "the pointer is one");
    demand_utf8(locator.pointer);
    demand(!locator.time || locator.time->start_ms <= locator.time->end_ms, "times go forward");
}

bool CheckedSink::stands_on_its_line(const Utterance& utterance) const {
    const std::uint64_t line = utterance.locator.line.value_or(0);
    if (line == 0) return false;
    if (is_mail_) return true;
    const std::size_t begin = lines_[line - 1];
    const std::size_t end = line < lines_.size() ? lines_[line] : text_.size();
    return text_.substr(begin, end - begin + utterance.text.size()).find(utterance.text) <
           end - begin;
}

void CheckedSink::check(const Utterance& utterance, std::size_t speakers) const {
    demand(utterance.speaker < speakers, "the speaker is listed");
    demand(!utterance.text.empty(), "an utterance says something");
    demand(utterance.time.empty() || is_date(utterance.time), "the time is ISO 8601");
    demand_utf8(utterance.text);
    demand_utf8(utterance.question);
    check(utterance.locator);
    std::uint32_t from = 0;
    for (const Cue& cue : utterance.cues) {
        const bool first = &cue == utterance.cues.data();
        demand(first ? cue.begin == 0 : cue.begin >= from, "cues are in order");
        demand(cue.begin < utterance.text.size(), "a cue is in its text");
        demand(cue.line <= lines_.size(), "a cue's line is in the file");
        demand(cue.time.start_ms <= cue.time.end_ms, "a cue's time goes forward");
        from = cue.begin;
    }
    if (on_its_line_) demand(stands_on_its_line(utterance), "an utterance stands on its line");
}

Result<void> CheckedSink::accept(Conversation conversation) {
    demand(conversation.records > 0, "a conversation is made of records");
    demand(!conversation.utterances.empty(), "a conversation has utterances");
    demand(conversation.date.empty() || is_date(conversation.date), "the date is ISO 8601");
    demand(!conversation.rating || std::isfinite(*conversation.rating), "a rating is a number");
    for (const std::string* text :
         {&conversation.record, &conversation.title, &conversation.product, &conversation.url})
        demand_utf8(*text);
    for (const auto& [key, value] : conversation.fields) {
        demand_utf8(key);
        demand_utf8(value);
    }
    for (const Speaker& speaker : conversation.speakers) {
        demand_utf8(speaker.id);
        demand_utf8(speaker.name);
    }
    check(conversation.locator);
    for (const Utterance& utterance : conversation.utterances)
        check(utterance, conversation.speakers.size());
    accepted_ += conversation.records;
    return {};
}

void CheckedSink::reject(Reject reject) {
    demand(!reject.reason.empty() && reject.reason.find('\n') == std::string::npos,
           "a reason is one line");
    demand_utf8(reject.reason);
    check(reject.locator);
    ++rejected_;
}

void CheckedSink::warn(Reject warning) {
    demand(!warning.reason.empty(), "a warning says why");
    demand_utf8(warning.reason);
    check(warning.locator);
}

SourceReading read_in_time(Input& input, const ReadSettings& settings, RecordSink& sink) {
    const std::clock_t begin = std::clock();
    SourceReading reading = read_source(input, settings, sink);
    const auto seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    demand(seconds <= std::ceil(static_cast<double>(reading.bytes + 1) / 1e6), "reading is quick");
    return reading;
}

void read_with(std::string_view format, std::string_view text, Input input) {
    const Reader* reader = find_reader(format);
    demand(reader != nullptr, "the reader is listed");
    const std::string_view head = text.substr(0, 64u << 10);
    const int fit = reader->probe({input.path(), head, head.size() == text.size()});
    demand(fit >= 0 && fit <= 100, "a probe says 0 to 100");
    CheckedSink sink(text);
    if (format == "transcript") sink.demand_lines();
    ReadSettings settings;
    settings.format = format;
    const SourceReading reading = read_in_time(input, settings, sink);
    for (const auto* notes : {&reading.notes, &reading.doubts})
        for (const std::string& note : *notes) demand_utf8(note);
    if (!input.read_error().empty()) return;
    if (text.empty() || std::ranges::find(kWholeFile, format) != std::end(kWholeFile))
        demand(sink.records() == 1, "the file is the record");
    if (format == "jsonl" && sink.records() != 1)
        demand(sink.records() == filled_lines(text), "each line is a record");
    if (format == "csv" && reading.format == "csv")
        demand(sink.records() <= begins_of_lines(text).size(), "a row has a line");
}

std::optional<std::uint64_t> read_as_file(const std::string& path, const std::string& bytes,
                                          std::size_t limit) {
    const std::string text = decoded(Input::from_bytes(path, bytes), limit);
    if (text.size() >= limit) return std::nullopt;
    Input input = Input::from_bytes(path, bytes);
    CheckedSink sink(text);
    const SourceReading reading = read_in_time(input, {}, sink);
    if (!input.read_error().empty()) return std::nullopt;
    // A table may be a header alone.
    demand(sink.records() > 0 || reading.format == "csv", "a file is accounted for");
    return sink.records();
}

}  // namespace verbatim::fuzz
