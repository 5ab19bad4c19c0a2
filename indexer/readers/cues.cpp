#include "indexer/readers/cues.h"

#include <algorithm>
#include <map>
#include <utility>

#include "engine/text.h"
#include "indexer/readers/caption_speakers.h"
#include "indexer/readers/names.h"
#include "indexer/readers/transcript_lines.h"
#include "indexer/role_names.h"
#include "indexer/space.h"

namespace verbatim {

namespace {

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool is_ascii(char c) {
    return static_cast<unsigned char>(c) < 0x80;
}

// The last or first few characters, enough for a word.
constexpr std::size_t kEdgeBytes = 24;

std::string_view last_part(std::string_view text) {
    if (text.size() <= kEdgeBytes) return text;
    text.remove_prefix(text.size() - kEdgeBytes);
    while (!text.empty() && (static_cast<unsigned char>(text[0]) & 0xC0) == 0x80)
        text.remove_prefix(1);
    return text;
}

// Whether `before` and `after` meet in a script that puts no spaces between words.
bool joins_unspaced(std::string_view before, std::string_view after) {
    if (is_ascii(before.back()) || is_ascii(after.front())) return false;
    const auto left = words(last_part(before));
    const auto right = words(beginning(after, kEdgeBytes));
    return !left.empty() && !right.empty() && left.back().unspaced && right.front().unspaced;
}

bool needs_space(std::string_view before, std::string_view after) {
    return !before.empty() && !after.empty() && !is_space(before.back()) &&
           !is_space(after.front()) && !joins_unspaced(before, after);
}

bool is_too_long_for_more(const Utterance& utterance) {
    const std::size_t size = utterance.text.size();
    return size >= kLongUtteranceBytes + kLongUtteranceBytes / 2 ||
           (size >= kLongUtteranceBytes && ends_sentence(utterance.text));
}

class Joiner {
public:
    explicit Joiner(Conversation& conversation) : conversation_(conversation) {}

    void add(const CaptionLine& line) {
        const std::string_view text = line.text;
        if (trim_space(text).empty()) return;
        const std::uint32_t speaker = speaker_of(line);
        if (begins_utterance(line, speaker)) begin(line, speaker);
        Utterance& utterance = conversation_.utterances.back();
        append(utterance, line);
        utterance.locator.time->end_ms = std::max(utterance.locator.time->end_ms, line.time.end_ms);
        cue_ = line.cue;
    }

private:
    std::uint32_t speaker_of(const CaptionLine& line) {
        const auto [found, is_new] =
            speakers_.try_emplace({line.speaker_id, line.speaker},
                                  static_cast<std::uint32_t>(conversation_.speakers.size()));
        if (is_new)
            conversation_.speakers.push_back(
                Speaker{line.speaker_id, line.speaker, Role::unknown, {}});
        return found->second;
    }

    bool begins_utterance(const CaptionLine& line, std::uint32_t speaker) const {
        if (conversation_.utterances.empty() || line.turn) return true;
        const Utterance& last = conversation_.utterances.back();
        return last.speaker != speaker ||
               line.time.start_ms - last.locator.time->end_ms > kLongestPauseMs ||
               is_too_long_for_more(last);
    }

    void begin(const CaptionLine& line, std::uint32_t speaker) {
        Utterance utterance;
        utterance.speaker = speaker;
        if (line.line > 0) utterance.locator.line = line.line;
        utterance.locator.pointer = line.pointer;
        utterance.locator.time = line.time;
        conversation_.utterances.push_back(std::move(utterance));
    }

    void append(Utterance& utterance, const CaptionLine& line) {
        std::string_view text = line.text;
        std::string& joined = utterance.text;
        if (joined.empty())
            text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
        else if (needs_space(joined, text))
            joined += ' ';
        if (utterance.cues.empty() || line.cue != cue_)
            utterance.cues.push_back(
                Cue{static_cast<std::uint32_t>(joined.size()), line.line, line.time});
        joined += text;
    }

    Conversation& conversation_;
    std::map<std::pair<std::string, std::string>, std::uint32_t> speakers_;
    std::size_t cue_ = 0;
};

Reject rejected(std::uint64_t line, std::string reason) {
    Reject reject;
    reject.locator.line = line;
    reject.reason = std::move(reason);
    return reject;
}

}  // namespace

bool ends_sentence(std::string_view text) {
    constexpr std::string_view kClosing[] = {"\"",     "'",      ")",      "]",
                                             "\u201D", "\u2019", "\u00BB", "\u300D"};
    constexpr std::string_view kFinal[] = {".",      "!",      "?",      "\u2026",
                                           "\u3002", "\uFF01", "\uFF1F", "\u061F"};
    text = trim_space(text);
    const auto ends = [&text](std::string_view mark) { return text.ends_with(mark); };
    for (auto mark = std::ranges::find_if(kClosing, ends); mark != std::end(kClosing);
         mark = std::ranges::find_if(kClosing, ends))
        text.remove_suffix(mark->size());
    return std::ranges::any_of(kFinal, ends);
}

void append_joined(std::string& text, std::string_view more) {
    if (needs_space(text, more)) text += ' ';
    text += more;
}

void join_captions(const std::vector<CaptionLine>& lines, Conversation& conversation) {
    Joiner joiner(conversation);
    for (const CaptionLine& line : lines) joiner.add(line);
}

Kind guess_kind(const std::vector<Speaker>& speakers) {
    const bool interview = std::ranges::any_of(speakers, [](const Speaker& speaker) {
        const auto role = role_of_name(speaker.name);
        if (!role || role->needs_counterpart) return false;
        const std::string folded = fold(speaker.name);
        return role->role == Role::interviewer || folded.starts_with("interview") ||
               folded.starts_with("respondent");
    });
    return interview ? Kind::interview : Kind::call;
}

Result<ReadReport> accept_captions(const Input& input, const CueScan& scan,
                                   std::vector<CaptionLine> lines, const ReadOptions& options,
                                   RecordSink& sink) {
    ReadReport report;
    report.kind = options.kind.value_or(Kind::call);
    if (!input.read_error().empty())
        return Error{ErrorCode::unavailable, input.path() + ": " + input.read_error(), ""};
    if (scan.too_large) {
        sink.reject(rejected(1, "the transcript is larger than 16 MiB"));
        return report;
    }
    mark_turns(lines);
    find_speakers(lines);
    Conversation conversation;
    join_captions(lines, conversation);
    if (conversation.utterances.empty()) {
        if (scan.damaged == 0)
            sink.empty(1);
        else
            sink.reject(rejected(1, "the transcript has no cue that can be used"));
        return report;
    }
    report.kind = options.kind.value_or(guess_kind(conversation.speakers));
    conversation.kind = report.kind;
    conversation.title = scan.title;
    conversation.date = date_in_name(input.path()).value_or("");
    conversation.fields = options.fields;
    conversation.locator.line = 1;
    report.notes.push_back(counted(scan.cues, "cue") + ", " +
                           counted(conversation.speakers.size(), "speaker") + ", " +
                           counted(conversation.utterances.size(), "utterance"));
    if (auto accepted = sink.accept(std::move(conversation)); !accepted) return accepted.error();
    return report;
}

}  // namespace verbatim
