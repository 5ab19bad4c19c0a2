#include "indexer/readers/speech_segments.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "indexer/mapping/dates.h"
#include "indexer/readers/caption_speakers.h"
#include "indexer/readers/cues.h"
#include "indexer/readers/json_text.h"
#include "indexer/readers/speech_fields.h"
#include "indexer/space.h"

namespace verbatim {

namespace {

namespace dom = simdjson::dom;

constexpr std::size_t kDeepest = 6;
constexpr std::size_t kTried = 50;  // elements of a list that are looked at
// Something said at a stretch.
struct Segment {
    std::string pointer;
    SpeechVoice voice;
    std::string text;
    std::optional<SpeechTime> start, end;
};

// A list of what was said, and the objects around it, the outermost first.
struct SpeechList {
    dom::array list;
    std::string_view key;
    std::string pointer;
    std::vector<dom::object> around;
    std::size_t rank = std::numeric_limits<std::size_t>::max();
    bool met = false;  // a list of that name, though nothing is said in it
};

bool says_something(dom::object segment) {
    if (!trim_space(speech_text(segment)).empty()) return true;
    const auto pieces = speech_pieces(segment);
    if (!pieces) return false;
    std::size_t tried = 0;
    for (const dom::element piece : pieces->list) {
        dom::object object;
        if (!piece.get_object().get(object) && !trim_space(speech_text(object)).empty())
            return true;
        if (++tried == kTried) break;
    }
    return false;
}

bool is_speech(dom::array list) {
    std::size_t tried = 0;
    for (const dom::element element : list) {
        dom::object segment;
        if (!element.get_object().get(segment) && says_something(segment)) return true;
        if (++tried == kTried) break;
    }
    return false;
}

void find_list(dom::element value, SpeechList here, SpeechList& best) {
    dom::array list;
    if (!value.get_array().get(list)) {
        const auto rank = here.key.empty() ? 0 : speech_list_rank(here.key);
        here.list = list;
        if (rank) here.met = best.met = true;
        if (rank && *rank < best.rank && is_speech(list)) {
            here.rank = *rank;
            best = std::move(here);
        } else if (list.size() == 1 && here.around.size() < kDeepest) {
            here.pointer += "/0";  // channels, alternatives
            find_list(list.at(0).value_unsafe(), std::move(here), best);
        }
        return;
    }
    dom::object object;
    if (value.get_object().get(object) || here.around.size() >= kDeepest) return;
    here.around.push_back(object);
    for (const dom::key_value_pair member : object) {
        if (!member.value.is_array() && !member.value.is_object()) continue;
        SpeechList inside = here;
        inside.key = member.key;
        inside.pointer += "/" + escape_json_key(member.key);
        find_list(member.value, std::move(inside), best);
    }
}

// Collects what a list says, in order.
class SegmentList {
public:
    void add_list(const SpeechList& from) {
        if (is_word_list(from.key)) {
            add_pieces({from.list, from.key, false}, {}, from.pointer);
            return;
        }
        std::size_t index = 0;
        for (const dom::element element : from.list) {
            const std::string pointer = from.pointer + "/" + std::to_string(index++);
            dom::object segment;
            if (!element.get_object().get(segment)) add_segment(segment, pointer);
        }
    }

    std::vector<Segment> take() { return std::move(segments_); }

private:
    void add_segment(dom::object object, const std::string& pointer) {
        const SpeechVoice voice = speech_voice(object);
        Segment segment{pointer, voice, speech_text(object), speech_start(object),
                        speech_end(object)};
        if (!trim_space(segment.text).empty())
            segments_.push_back(std::move(segment));
        else if (const auto pieces = speech_pieces(object))
            add_pieces(*pieces, voice, pointer + "/" + std::string(pieces->key));
    }

    // Words and sentences: a segment for each sentence, so that each has its time.
    void add_pieces(const SpeechPieces& pieces, const SpeechVoice& voice,
                    const std::string& pointer) {
        Segment open;
        std::size_t index = 0;
        for (const dom::element element : pieces.list) {
            const std::string place = pointer + "/" + std::to_string(index++);
            dom::object piece;
            if (element.get_object().get(piece)) continue;
            const std::string text = speech_text(piece);
            if (text.empty()) continue;
            SpeechVoice own = speech_voice(piece);
            if (own == SpeechVoice{}) own = open.voice == SpeechVoice{} ? voice : open.voice;
            const bool attached = pieces.glued || is_punctuation(piece);
            if (!open.text.empty() && (own != open.voice || may_end(open.text, text, attached)))
                segments_.push_back(std::exchange(open, {}));
            if (open.text.empty()) open.pointer = place;
            if (attached)
                open.text += text;
            else
                append_joined(open.text, text);
            open.voice = std::move(own);
            if (const auto start = speech_start(piece); start && !open.start) open.start = start;
            if (const auto end = speech_end(piece)) open.end = end;
        }
        if (!open.text.empty()) segments_.push_back(std::move(open));
    }

    static bool is_punctuation(dom::object piece) {
        const std::string type = first_scalar(piece, {"type"});
        return type == "punctuation" || type == "punct";
    }

    // Whether a sentence ends between two pieces, where a space parts them.
    static bool may_end(std::string_view before, std::string_view after, bool attached) {
        return ends_sentence(before) && (!attached || before.back() == ' ' || after[0] == ' ');
    }

    std::vector<Segment> segments_;
};

// What speakers are called whom the source only labels or numbers.
class VoiceNames {
public:
    VoiceNames(const std::vector<Segment>& segments, const SpeechPeople& people) : people_(people) {
        for (const Segment& segment : segments) taken_.insert(segment.voice.name);
    }

    std::string name_of(const SpeechVoice& voice) {
        if (!voice.name.empty() || voice.id.empty()) return voice.name;
        const SpeechPerson* person = people_.find(voice.id);
        if (person && !person->name.empty()) return person->name;
        if (voice.id.size() <= 2) return "Speaker " + voice.id;
        if (!is_key(voice.id)) return voice.id;
        std::string& name = numbered_[voice.id];
        while (name.empty() || taken_.contains(name)) name = "Speaker " + std::to_string(++number_);
        return name;
    }

private:
    // Long numbers and GUIDs are nobody's name.
    static bool is_key(std::string_view id) {
        const auto digits = std::ranges::count_if(id, [](char c) { return c >= '0' && c <= '9'; });
        return digits >= 5 && id.find_first_of(" @") == std::string_view::npos;
    }

    const SpeechPeople& people_;
    std::set<std::string, std::less<>> taken_;
    std::map<std::string, std::string> numbered_;
    std::size_t number_ = 0;
};

std::vector<CaptionLine> to_lines(std::vector<Segment> segments, const SpeechPeople& people,
                                  SpeechClock& clock) {
    VoiceNames names(segments, people);
    std::vector<CaptionLine> lines;
    for (Segment& segment : segments) {
        CaptionLine line;
        line.cue = lines.size() + 1;
        line.speaker = names.name_of(segment.voice);
        line.speaker_id = std::move(segment.voice.id);
        line.text = std::move(segment.text);
        line.pointer = std::move(segment.pointer);
        line.time = clock.range(segment.start, segment.end);
        lines.push_back(std::move(line));
    }
    return lines;
}

void drop_times(Conversation& conversation) {
    for (Utterance& utterance : conversation.utterances) {
        utterance.locator.time.reset();
        utterance.cues.clear();
    }
}

void state_roles(const SpeechPeople& people, std::vector<Speaker>& speakers) {
    for (Speaker& speaker : speakers) {
        const SpeechPerson* person = people.find(speaker.id);
        if (!person) person = people.find(speaker.name);
        if (!person) continue;
        speaker.role = person->role;
        speaker.role_reason = person->reason;
    }
}

// What the objects around the list say of the whole, the innermost first.
void read_head(const SpeechList& list, Conversation& conversation) {
    const auto fill = [](std::string& to, std::string value) {
        if (to.empty()) to = std::move(value);
    };
    for (auto object = list.around.rbegin(); object != list.around.rend(); ++object) {
        fill(conversation.record,
             first_scalar(*object, {"callId", "call_id", "id", "recordId", "transcript_id",
                                    "recording_id", "meeting_id", "meetingId"}));
        fill(conversation.title,
             first_scalar(*object, {"title", "meeting_title", "name", "filename"}));
        for (const std::string_view key : {"date", "started", "start_datetime", "created_at",
                                           "createdAt", "recorded_at", "created"})
            if (conversation.date.empty())
                fill(conversation.date, parse_date(first_scalar(*object, {key}), "").value_or(""));
        const std::string url = first_scalar(*object, {"transcript_url", "url"});
        if (url.starts_with("http")) fill(conversation.url, url);
    }
}

void read_call(const PartiesOfCalls& known, Conversation& conversation, SpeechPeople& people) {
    const auto call = known.find(conversation.record);
    if (call == known.end()) return;
    if (people.empty()) people = call->second.people;
    if (conversation.title.empty()) conversation.title = call->second.title;
    if (conversation.date.empty()) conversation.date = call->second.date;
    if (conversation.url.empty()) conversation.url = call->second.url;
}

}  // namespace

SpeechReading read_speech(dom::element value, const std::string& pointer, Kind kind,
                          const PartiesOfCalls& known) {
    SpeechReading reading;
    SpeechList start, list;
    start.pointer = pointer;
    find_list(value, std::move(start), list);
    reading.listed = list.met;
    if (list.rank == std::numeric_limits<std::size_t>::max()) return reading;
    Conversation& conversation = reading.conversation;
    read_head(list, conversation);
    SpeechPeople people;
    for (const dom::object object : list.around) people.add(object, kind);
    read_call(known, conversation, people);

    SegmentList said;
    said.add_list(list);
    std::vector<Segment> segments = said.take();
    SpeechClock clock;
    for (const Segment& segment : segments) clock.add(segment.text, segment.start, segment.end);
    reading.segments = segments.size();
    reading.milliseconds = clock.in_milliseconds();
    auto lines = to_lines(std::move(segments), people, clock);
    find_speakers(lines);
    join_captions(lines, conversation);
    if (!clock.has_times()) drop_times(conversation);
    state_roles(people, conversation.speakers);
    return reading;
}

}  // namespace verbatim
