#include "indexer/readers/speech_fields.h"

#include <algorithm>
#include <utility>

#include "indexer/space.h"

namespace verbatim {

namespace {

namespace dom = simdjson::dom;
using Unit = SpeechTime::Unit;

constexpr std::string_view kLists[] = {
    "monologues", "utterances", "audio_segments", "transcript", "segments", "turns", "paragraphs",
    "sentences",  "entries",    "lines",          "data",       "items",    "words", "results"};
constexpr std::string_view kWordLists[] = {"items", "words", "results"};

// In the order of preference: Fireflies edits `text` and keeps what was said as `raw_text`,
// Deepgram's `punctuated_word` is its `word` as people write it.
constexpr std::string_view kTexts[] = {"raw_text",        "text",    "transcript", "sentence",
                                       "utterance",       "content", "value",      "spokenText",
                                       "punctuated_word", "word"};

struct TimeKey {
    std::string_view key;
    Unit unit;
};
constexpr TimeKey kStarts[] = {
    {"start", Unit::unknown},          {"start_time", Unit::unknown},
    {"startTime", Unit::unknown},      {"ts", Unit::unknown},
    {"start_ts", Unit::unknown},       {"start_ms", Unit::milliseconds},
    {"startMs", Unit::milliseconds},   {"start_timestamp", Unit::unknown},
    {"startTimestamp", Unit::unknown}, {"start_offset", Unit::unknown},
    {"begin", Unit::unknown},          {"offset", Unit::unknown},
    {"timestamp", Unit::unknown}};
constexpr TimeKey kEnds[] = {{"end", Unit::unknown},          {"end_time", Unit::unknown},
                             {"endTime", Unit::unknown},      {"end_ts", Unit::unknown},
                             {"endTs", Unit::unknown},        {"end_ms", Unit::milliseconds},
                             {"endMs", Unit::milliseconds},   {"end_timestamp", Unit::unknown},
                             {"endTimestamp", Unit::unknown}, {"end_offset", Unit::unknown}};

constexpr std::string_view kVoiceNames[] = {"speaker_name", "speakerName", "display_name"};
constexpr std::string_view kVoiceIds[] = {"speaker",        "speaker_id",   "speakerId",
                                          "speaker_label",  "speakerTag",   "spkid",
                                          "participant_id", "participantId"};

struct PieceKey {
    std::string_view key;
    bool glued;
};
constexpr PieceKey kPieces[] = {
    {"elements", true}, {"spans", true}, {"sentences", false}, {"words", false}, {"items", false}};

template <std::size_t N>
bool holds(const std::string_view (&keys)[N], std::string_view key) {
    return std::ranges::find(keys, key) != std::end(keys);
}

template <std::size_t N>
bool holds(const TimeKey (&keys)[N], std::string_view key) {
    return std::ranges::find(keys, key, &TimeKey::key) != std::end(keys);
}

std::optional<SpeechTime> time_of(dom::element value, Unit unit) {
    std::string_view text;
    // Who writes a number as a text writes seconds.
    if (!value.get_string().get(text))
        return speech_time(text, unit == Unit::unknown ? Unit::seconds : unit);
    double number = 0;
    if (value.get_double().get(number)) return std::nullopt;
    return speech_time(number, unit);
}

template <std::size_t N>
std::optional<SpeechTime> first_time(dom::object segment, const TimeKey (&keys)[N]) {
    for (const TimeKey& key : keys)
        if (const auto value = speech_member(segment, key.key))
            if (const auto time = time_of(*value, key.unit)) return time;
    return std::nullopt;
}

}  // namespace

std::optional<std::size_t> speech_list_rank(std::string_view key) {
    const auto found = std::ranges::find(kLists, key);
    if (found == std::end(kLists)) return std::nullopt;
    return static_cast<std::size_t>(found - std::begin(kLists));
}

bool is_word_list(std::string_view key) {
    return holds(kWordLists, key);
}
bool is_speech_text_key(std::string_view key) {
    return holds(kTexts, key);
}
bool is_speech_start_key(std::string_view key) {
    return holds(kStarts, key);
}
bool is_speech_end_key(std::string_view key) {
    return holds(kEnds, key);
}
bool is_speaker_key(std::string_view key) {
    return holds(kVoiceNames, key) || holds(kVoiceIds, key);
}

std::optional<dom::element> speech_member(dom::object object, std::string_view key) {
    dom::element value;
    if (object.at_key(key).get(value) || value.is_null()) return std::nullopt;
    return value;
}

std::string speech_scalar(dom::element value) {
    std::string_view text;
    if (!value.get_string().get(text)) return std::string(text);
    std::int64_t number = 0;
    if (!value.get_int64().get(number)) return std::to_string(number);
    return {};
}

std::string first_scalar(dom::object object, std::initializer_list<std::string_view> keys) {
    for (const std::string_view key : keys)
        if (const auto value = speech_member(object, key))
            if (std::string text = speech_scalar(*value); !trim_space(text).empty()) return text;
    return {};
}

std::string speech_text(dom::object segment) {
    std::string_view text;
    for (const std::string_view key : kTexts)
        if (const auto value = speech_member(segment, key);
            value && !value->get_string().get(text) && !text.empty())
            return std::string(text);
    dom::array alternatives;
    dom::object first;
    const auto value = speech_member(segment, "alternatives");
    if (!value || value->get_array().get(alternatives) || alternatives.at(0).get(first)) return {};
    return first_scalar(first, {"content", "transcript"});
}

std::optional<SpeechPieces> speech_pieces(dom::object segment) {
    for (const PieceKey& piece : kPieces) {
        dom::array list;
        const auto value = speech_member(segment, piece.key);
        if (value && !value->get_array().get(list) && list.begin() != list.end())
            return SpeechPieces{list, piece.key, piece.glued};
    }
    return std::nullopt;
}

std::optional<SpeechTime> speech_start(dom::object segment) {
    return first_time(segment, kStarts);
}
std::optional<SpeechTime> speech_end(dom::object segment) {
    return first_time(segment, kEnds);
}

SpeechVoice speech_voice(dom::object segment) {
    SpeechVoice voice;
    for (const std::string_view key : kVoiceNames)
        if (voice.name.empty()) voice.name = first_scalar(segment, {key});
    dom::object info;
    if (const auto value = speech_member(segment, "speaker_info");
        value && !value->get_object().get(info) && voice.name.empty())
        voice.name = first_scalar(info, {"display_name"});
    for (const std::string_view key : kVoiceIds) {
        const auto value = speech_member(segment, key);
        if (!value) continue;
        dom::object person;
        if (!value->get_object().get(person)) {
            if (voice.id.empty()) voice.id = first_scalar(person, {"id", "speaker_id", "email"});
            if (voice.name.empty())
                voice.name = first_scalar(person, {"name", "display_name", "displayName"});
        } else if (voice.id.empty()) {
            voice.id = speech_scalar(*value);
        } else if (voice.name.empty()) {
            // Grain's `speaker` is a name where a `participant_id` stands beside it.
            voice.name = std::exchange(voice.id, speech_scalar(*value));
        }
    }
    return voice;
}

}  // namespace verbatim
