#include <algorithm>
#include <utility>

#include "indexer/charset.h"
#include "indexer/readers/cues.h"
#include "indexer/readers/names.h"
#include "indexer/readers/other_formats.h"
#include "indexer/readers/reader.h"
#include "indexer/readers/transcript_form.h"
#include "indexer/readers/transcript_lines.h"
#include "indexer/readers/transcript_turns.h"
#include "indexer/readers/turn_heads.h"
#include "indexer/space.h"

namespace verbatim {

namespace {

bool begins_with_head(const std::vector<SourceLine>& lines, const HeadCensus& census) {
    for (const SourceLine& line : lines) {
        if (trim_space(line.text).empty()) continue;
        const auto head = head_of(line.text, census.style);
        return head && census.is_speaker(*head);
    }
    return false;
}

std::vector<SourceLine> below_form(const std::vector<SourceLine>& lines) {
    const auto form = static_cast<std::ptrdiff_t>(find_form(lines).lines);
    return {lines.begin() + form, lines.end()};
}

// A program's notes of a meeting without its transcript.
bool holds_only_notes(const std::vector<SourceLine>& lines) {
    const auto is = [&lines](bool (*begins)(std::string_view)) {
        return std::ranges::any_of(lines,
                                   [begins](const SourceLine& line) { return begins(line.text); });
    };
    return is(begins_notes) && !is(begins_transcript);
}

bool is_signed_by_program(const std::vector<SourceLine>& lines) {
    return std::ranges::any_of(lines,
                               [](const SourceLine& line) { return is_program_line(line.text); });
}

// Speakers that occur twice or are roles; a text full of "Note:" and "Tip:" has few.
int score(const HeadCensus& census, bool first_line_is_head) {
    std::size_t repeated = 0;
    for (const auto& [name, count] : census.names)
        if (count >= 2 && looks_like_name(name)) ++repeated;
    const std::size_t share = census.heads * 100 / std::max<std::size_t>(census.filled_lines, 1);
    switch (census.style) {
        case HeadStyle::chat:
        case HeadStyle::caption:
            return first_line_is_head ? 95 : census.heads >= 2 ? 80 : 0;
        case HeadStyle::stamped:
        case HeadStyle::timed:
            return census.heads >= 2 ? 85 : first_line_is_head && share >= 30 ? 50 : 0;
        case HeadStyle::markdown:
            return census.heads >= 2 && repeated >= 1 && share >= 4 ? 90 : 0;
        case HeadStyle::plain:
            break;
    }
    if (census.roles >= 2 && share >= 4) return 90;
    // "Ana: a", "Rob: b", "Ana: c" and hardly more.
    const bool is_short =
        census.dense && repeated >= 1 && census.heads >= 3 && census.names.size() >= 2;
    if (repeated < 2 || census.heads < 4 || share < 10) return is_short ? 60 : 0;
    return share >= 30 || first_line_is_head ? 75 : 40;
}

// Turns of which only the time is known: each on a line of its own, above what was said.
int score_of_times(const HeadCensus& census) {
    constexpr int kLikely = 60;
    return census.times >= 2 && census.times * 4 >= census.filled_lines ? kLikely : 0;
}

int probe(const Sample& sample) {
    constexpr int kCutByLongLine = 40;
    std::vector<SourceLine> lines = split_lines(sample.text);
    if (lines.empty() || is_other_format(sample.text, lines)) return 0;
    // A line that is most of the sample hides the turns behind it.
    const bool hidden = !sample.whole && lines.back().text.size() * 2 > sample.text.size();
    if (!sample.whole && !hidden && lines.size() > 1) lines.pop_back();
    lines = below_form(lines);
    if (holds_only_notes(lines)) return 0;
    const HeadCensus census = count_heads(lines);
    if (census.heads == 0) return score_of_times(census);
    const bool begins = begins_with_head(lines, census);
    constexpr int kSigned = 80;
    const int known = std::max(score(census, begins),
                               census.heads >= 2 && is_signed_by_program(lines) ? kSigned : 0);
    return hidden && begins && census.dense ? std::max(known, kCutByLongLine) : known;
}

// Takes a text piece by piece. Of lines that are too long it keeps what may be a head.
class TranscriptText {
public:
    void add(std::string_view chunk) {
        while (!chunk.empty()) {
            const std::size_t end = std::min(chunk.find_first_of("\r\n"), chunk.size());
            add_to_line(chunk.substr(0, end));
            if (end == chunk.size()) return;
            const char line_end = chunk[end];
            if (line_end != '\n' || end > 0 || !after_cr_) ++line_;
            after_cr_ = line_end == '\r';
            text_ += line_end;
            begin_ = text_.size();
            skipping_ = false;
            chunk.remove_prefix(end + 1);
        }
    }

    bool too_large() const {
        return begin_ > kMaxRecordBytes || text_.size() > 2 * kMaxRecordBytes;
    }
    const std::string& text() const { return text_; }
    const std::vector<std::uint64_t>& long_lines() const { return long_lines_; }

private:
    void add_to_line(std::string_view piece) {
        if (piece.empty()) return;
        after_cr_ = false;
        if (skipping_) return;
        skipping_ = text_.size() - begin_ + piece.size() > kMaxRecordBytes;
        if (!skipping_) {
            text_ += piece;
            return;
        }
        text_ += piece;
        const std::string_view line = std::string_view(text_).substr(begin_);
        text_.resize(begin_ + whole_characters(line.substr(0, kLongestHead)));
        long_lines_.push_back(line_);
    }

    std::string text_;
    std::size_t begin_ = 0;  // of the last line
    std::uint64_t line_ = 1;
    bool after_cr_ = false;
    bool skipping_ = false;  // the last line is too long
    std::vector<std::uint64_t> long_lines_;
};

Kind kind_of(const HeadCensus& census, const Conversation& conversation) {
    if (census.style == HeadStyle::chat) return Kind::chat;
    return census.style == HeadStyle::markdown ? Kind::interview
                                               : guess_kind(conversation.speakers);
}

void note(const TurnCounts& counts, ReadReport& report) {
    if (counts.notes > 0)
        report.notes.push_back("left out: " + counted(counts.notes, "line") +
                               " of notes that a program wrote");
    if (counts.private_messages > 0)
        report.notes.push_back("left out: " + counted(counts.private_messages, "message") +
                               " to one person");
    if (counts.reactions > 0)
        report.notes.push_back("left out: " + counted(counts.reactions, "reaction"));
}

Reject rejected(std::string reason, std::uint64_t line = 1) {
    Reject reject;
    reject.locator.line = line;
    reject.reason = std::move(reason);
    return reject;
}

Result<ReadReport> read(Input& input, const ReadOptions& options, RecordSink& sink) {
    ReadReport report;
    report.kind = options.kind.value_or(Kind::call);
    TranscriptText text;
    for (auto chunk = input.next_chunk(); !chunk.empty(); chunk = input.next_chunk()) {
        text.add(chunk);
        if (!text.too_large()) continue;
        sink.reject(rejected("the transcript is larger than 16 MiB"));
        return report;
    }
    if (!input.read_error().empty())
        return Error{ErrorCode::unavailable, input.path() + ": " + input.read_error(), ""};
    std::vector<SourceLine> lines = split_lines(text.text());
    for (const std::uint64_t line : text.long_lines()) {
        if (line <= lines.size()) lines[line - 1].left_out = true;
        sink.warn(rejected("the line is longer than 16 MiB, left out", line));
    }
    const HeadCensus census = count_heads(below_form(lines));
    Conversation conversation;
    note(read_turns(text.text(), lines, census, conversation), report);
    if (conversation.utterances.empty()) {
        sink.empty(1);
        return report;
    }
    report.kind = options.kind.value_or(kind_of(census, conversation));
    conversation.kind = report.kind;
    conversation.fields = options.fields;
    conversation.locator.line = 1;
    if (conversation.date.empty()) conversation.date = date_in_name(input.path()).value_or("");
    report.notes.push_back(counted(conversation.speakers.size(), "speaker") + ", " +
                           counted(conversation.utterances.size(), "turn"));
    if (auto accepted = sink.accept(std::move(conversation)); !accepted) return accepted.error();
    return report;
}

}  // namespace

const Reader kTranscriptReader = {
    "transcript", "Transcripts as text or Markdown: Name: text; Name  12:34; **Name:** text",
    &probe, &read};

}  // namespace verbatim
