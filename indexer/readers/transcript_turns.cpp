#include "indexer/readers/transcript_turns.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "indexer/readers/note_count.h"
#include "indexer/readers/transcript_form.h"
#include "indexer/space.h"

namespace verbatim {

namespace {

// A clock that begins later than this is on a wall, not in a recording.
constexpr std::int64_t kLatestFirstMs = 3 * 3600 * 1000;

bool is_presentation(std::string_view name) {
    return name.ends_with("'s Presentation") || name.ends_with("\u2019s Presentation");
}

class TurnBuilder {
public:
    TurnBuilder(std::string_view text, const HeadCensus& census, Conversation& conversation)
        : text_(text), census_(census), conversation_(conversation) {}

    void line(const SourceLine& line, std::uint64_t number) {
        if (is_left_out(line.text)) {
            close();
        } else if (line.left_out) {
            close();
            if (const auto head = head_of(line.text, census_.style); head && begins_turn(*head))
                begin(*head);
        } else if (const auto clock = block_time(line.text)) {
            close();
            time_ = block_time_ = clock;
        } else if (!begun_ && !is_head_as_heading(line.text) && preamble(line.text)) {
            close();
        } else if (const auto head = head_of(line.text, census_.style);
                   head && begins_turn(*head)) {
            close();
            begin(*head);
            content(line.begin + head->size, line.text.substr(head->size), number);
        } else if (is_program_line(line.text)) {
            close();
        } else if (has_headings() && is_heading(line.text)) {
            close();
        } else {
            content(line.begin, line.text, number);
        }
    }

    void finish() {
        close();
        set_times();
    }

    TurnCounts counts() const {
        TurnCounts counts = counts_;
        counts.notes = notes_.lines();
        return counts;
    }

private:
    // Notes that a program wrote, above what was said or below it, until a heading says otherwise.
    bool is_left_out(std::string_view line) {
        const bool below = in_notes_;
        if (begins_notes(line)) in_notes_ = true;
        if (begins_transcript(line)) in_notes_ = false;
        if (!below && !in_notes_) return false;
        notes_.add(line);
        return true;
    }

    // Meet writes the time now and then, on a line between the turns.
    std::optional<std::int64_t> block_time(std::string_view line) const {
        const bool markdown = census_.style == HeadStyle::markdown;
        if (!markdown && census_.style != HeadStyle::plain) return std::nullopt;
        if (const auto clock = clock_heading(line)) return clock;
        return time_mark(line) && markdown ? std::nullopt : clock_line(line);
    }

    bool begins_turn(const TurnHead& head) const {
        if (census_.is_speaker(head) || is_stage(head.name) || is_presentation(head.name))
            return true;
        return head.name.empty() ? census_.style == HeadStyle::timed : is_aside(head);
    }

    // "## Ana (00:20)" is a turn's head, and no title.
    bool is_head_as_heading(std::string_view line) const {
        const auto head = is_heading(line) ? head_of(line, census_.style) : std::nullopt;
        return head && begins_turn(*head);
    }

    bool has_headings() const {
        return census_.style == HeadStyle::markdown || census_.style == HeadStyle::timed;
    }

    // A bold heading in a file whose speakers stand in bold: not a speaker, but not the words of
    // the one before either.
    bool is_aside(const TurnHead& head) const {
        return census_.style == HeadStyle::markdown && head.inner_colon == census_.inner_colon &&
               !census_.is_speaker(head) && !is_stage(head.name);
    }

    void begin(const TurnHead& head) {
        begun_ = true;
        in_quote_ = false;
        muted_ = head.to_one;
        if (muted_) ++counts_.private_messages;
        if (census_.style != HeadStyle::plain) time_ = head.time_ms ? head.time_ms : block_time_;
        if (head.name.empty() || is_aside(head)) {
            speaker_ = speaker({}, Role::unknown,
                               head.name.empty() ? "" : "under a heading that names no speaker");
        } else if (is_stage(head.name) && census_.style == HeadStyle::markdown) {
            speaker_ = speaker(head.name, Role::bot, "a break, not a person");
        } else if (is_presentation(head.name)) {
            speaker_ = speaker(head.name, Role::bot, "what a shared screen plays");
        } else {
            speaker_ = speaker(head.name, Role::unknown, "");
        }
    }

    // The index of a speaker, who joins the conversation with the first words.
    Speaker speaker(std::string_view name, Role role, std::string reason) {
        return Speaker{{}, std::string(name), role, std::move(reason)};
    }

    // Whether a line before the first turn is about the transcript.
    bool preamble(std::string_view line) {
        if (auto date = date_line(line)) {
            if (conversation_.date.empty()) conversation_.date = std::move(*date);
            return true;
        }
        if (is_duration(line) || begins_transcript(line) || is_listed(line)) return true;
        auto title = title_line(line);
        if (!title) return false;
        if (conversation_.title.empty()) conversation_.title = std::move(*title);
        return true;
    }

    // What a chat writes into a message that its author did not: the message that it answers, in
    // quotes, and reactions.
    bool is_chat_mark(std::string_view line) {
        if (census_.style != HeadStyle::chat) return false;
        line = trim_space(line);
        if (line.starts_with("Replying to \"")) in_quote_ = true;
        const bool quoted = in_quote_;
        if (line.empty() || line.ends_with('"')) in_quote_ = false;
        if (quoted) return true;
        const bool reaction = (line.starts_with("Reacted to \"") &&
                               line.find("\" with ") != std::string_view::npos) ||
                              (line.starts_with("Removed a ") &&
                               line.find(" reaction from \"") != std::string_view::npos);
        if (reaction) ++counts_.reactions;
        return reaction;
    }

    // A label such as "Attendees", and the line that it is of.
    bool is_listed(std::string_view line) {
        const bool below = in_list_;
        if (below && trim_space(line).empty()) return true;
        in_list_ = is_list_label(line);
        const auto head = head_of(line, census_.style);
        return in_list_ || (below && !(head && begins_turn(*head)));
    }

    // What stands in a line of a turn. A time mark in it is no speech: it ends an utterance, and
    // the next one begins at its time.
    void content(std::size_t begin, std::string_view line, std::uint64_t number) {
        if (muted_) return;
        if (is_chat_mark(line)) return close();
        std::size_t from = 0;
        for (std::size_t at = 0; (at = line.find_first_of("[\\", at)) != std::string_view::npos;) {
            const auto mark = time_mark(line.substr(at));
            if (!mark) {
                ++at;
                continue;
            }
            speech(begin + from, line.substr(from, at - from), number);
            close();
            time_ = mark->ms;
            from = at += mark->size;
        }
        speech(begin + from, line.substr(from), number);
    }

    void speech(std::size_t begin, std::string_view text, std::uint64_t number) {
        const auto first = text.find_first_not_of(" \t");
        if (first == std::string_view::npos) return;
        if (!open_) {
            open_ = true;
            from_ = begin + first;
            line_ = number;
            cues_.clear();
            if (time_) cues_.push_back(Cue{0, number, {*time_, *time_}});
        }
        to_ = begin + text.find_last_not_of(" \t") + 1;
    }

    void close() {
        if (!std::exchange(open_, false)) return;
        Utterance utterance;
        utterance.speaker = index_of(speaker_);
        utterance.text = text_.substr(from_, to_ - from_);
        utterance.locator.line = line_;
        utterance.cues = std::exchange(cues_, {});
        conversation_.utterances.push_back(std::move(utterance));
    }

    std::uint32_t index_of(const Speaker& speaker) {
        const auto [found, is_new] =
            speakers_.try_emplace({speaker.name, speaker.role_reason},
                                  static_cast<std::uint32_t>(conversation_.speakers.size()));
        if (is_new) conversation_.speakers.push_back(speaker);
        return found->second;
    }

    // A cue lasts until the next later time; the last one's end is not known.
    void set_times() {
        const bool wall = [&] {
            for (const Utterance& utterance : conversation_.utterances)
                if (!utterance.cues.empty())
                    return utterance.cues[0].time.start_ms > kLatestFirstMs;
            return false;
        }();
        std::int64_t start = -1;
        std::int64_t next = -1;
        for (auto utterance = conversation_.utterances.rbegin();
             utterance != conversation_.utterances.rend(); ++utterance) {
            if (utterance->cues.empty()) continue;
            if (wall) {
                utterance->cues.clear();
                continue;
            }
            for (auto cue = utterance->cues.rbegin(); cue != utterance->cues.rend(); ++cue) {
                if (cue->time.start_ms != start) next = start;
                start = cue->time.start_ms;
                cue->time.end_ms = std::max(next, start);
            }
            const std::int64_t end = utterance->cues.back().time.end_ms;
            utterance->locator.time = TimeRange{start, std::max(start, end)};
        }
    }

    std::string_view text_;
    const HeadCensus& census_;
    Conversation& conversation_;
    std::map<std::pair<std::string, std::string>, std::uint32_t> speakers_;
    Speaker speaker_{{}, {}, Role::unknown, "before the first speaker"};
    TurnCounts counts_;
    NoteCount notes_;
    bool begun_ = false;     // a head was seen
    bool in_notes_ = false;  // below the heading of a program's notes
    bool in_list_ = false;   // below "Attendees"
    bool muted_ = false;     // the turn is left out
    bool in_quote_ = false;  // of the message that a message answers
    bool open_ = false;      // the turn has text
    std::size_t from_ = 0, to_ = 0;
    std::uint64_t line_ = 0;
    std::optional<std::int64_t> time_;
    std::optional<std::int64_t> block_time_;
    std::vector<Cue> cues_;  // of the open turn
};

// Title and date, where only the part that was left out has them.
void take_head(const std::vector<SourceLine>& lines, std::size_t end, Conversation& conversation) {
    for (std::size_t i = 0; i < end; ++i) {
        if (conversation.title.empty())
            if (auto title = title_line(lines[i].text);
                title && !begins_notes(lines[i].text) && !begins_transcript(lines[i].text))
                conversation.title = *std::move(title);
        if (conversation.date.empty()) conversation.date = date_line(lines[i].text).value_or("");
    }
}

// Takes a title on the first line, where the next one is the date, as Otter writes them: the number
// of lines that it takes.
std::size_t take_title(const std::vector<SourceLine>& lines, const HeadCensus& census,
                       Conversation& conversation) {
    constexpr std::size_t kLongest = 200;
    std::size_t at = 0;
    while (at < lines.size() && trim_space(lines[at].text).empty()) ++at;
    std::size_t next = at + 1;
    while (next < lines.size() && trim_space(lines[next].text).empty()) ++next;
    if (next >= lines.size() || !date_line(lines[next].text) || date_line(lines[at].text)) return 0;
    const auto head = head_of(lines[at].text, census.style);
    if (lines[at].text.size() > kLongest || (head && census.is_speaker(*head))) return 0;
    conversation.title =
        title_line(lines[at].text).value_or(std::string(trim_space(lines[at].text)));
    return at + 1;
}

// Where the transcript begins in a document that has notes before it.
std::size_t first_line(const std::vector<SourceLine>& lines, const HeadCensus& census) {
    const auto is_head = [&census](const SourceLine& line) {
        const auto head = head_of(line.text, census.style);
        return head && census.is_speaker(*head);
    };
    const auto last_head = std::find_if(lines.rbegin(), lines.rend(), is_head);
    const auto begin = std::find_if(lines.begin(), last_head.base(), [](const SourceLine& line) {
        return begins_transcript(line.text);
    });
    return begin == last_head.base() ? 0 : static_cast<std::size_t>(begin - lines.begin());
}

}  // namespace

TurnCounts read_turns(std::string_view text, const std::vector<SourceLine>& lines,
                      const HeadCensus& census, Conversation& conversation) {
    TurnBuilder builder(text, census, conversation);
    const TranscriptForm form = find_form(lines);
    const std::size_t first = std::max(first_line(lines, census), form.lines);
    const std::size_t title = first == 0 ? take_title(lines, census, conversation) : 0;
    for (std::size_t i = first + title; i < lines.size(); ++i) builder.line(lines[i], i + 1);
    builder.finish();
    take_head(lines, first, conversation);
    if (conversation.title.empty()) conversation.title = form.title;
    if (conversation.date.empty())
        conversation.date = date_in_name(conversation.title).value_or("");
    apply_form(form, conversation.speakers);
    TurnCounts counts = builder.counts();
    NoteCount above;
    for (std::size_t i = form.lines; i < first; ++i) above.add(lines[i].text);
    counts.notes += above.lines();
    return counts;
}

}  // namespace verbatim
