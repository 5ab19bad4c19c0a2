#pragma once

#include <simdjson.h>

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "indexer/readers/speech_times.h"

// The members that transcripts in JSON have, whatever each vendor calls them.
namespace verbatim {

// Keys of lists of what was said, the best first: 0 for "monologues"; nothing for other keys.
// "data", "items", "words" and "results" also stand for much else, and come last.
std::optional<std::size_t> speech_list_rank(std::string_view key);

// A list whose elements are the words of nobody in particular, to be joined by who speaks.
bool is_word_list(std::string_view key);

bool is_speech_text_key(std::string_view key);
bool is_speech_start_key(std::string_view key);
bool is_speech_end_key(std::string_view key);
bool is_speaker_key(std::string_view key);

// A member that is there and not null.
std::optional<simdjson::dom::element> speech_member(simdjson::dom::object object,
                                                    std::string_view key);

// A text, or a number printed; empty for anything else.
std::string speech_scalar(simdjson::dom::element value);

// The first of the members that holds more than white space.
std::string first_scalar(simdjson::dom::object object,
                         std::initializer_list<std::string_view> keys);

// What was said: a member that is a text, or the first of the alternatives of a recogniser.
std::string speech_text(simdjson::dom::object segment);

// The parts of a segment that has no text of its own: its words or sentences.
struct SpeechPieces {
    simdjson::dom::array list;
    std::string_view key;
    bool glued = false;  // the pieces hold the spaces between them
};
std::optional<SpeechPieces> speech_pieces(simdjson::dom::object segment);

std::optional<SpeechTime> speech_start(simdjson::dom::object segment);
std::optional<SpeechTime> speech_end(simdjson::dom::object segment);

// Who a segment says is speaking: what it calls an id or a label, and a name.
struct SpeechVoice {
    std::string id;
    std::string name;
    friend bool operator==(const SpeechVoice&, const SpeechVoice&) = default;
};
SpeechVoice speech_voice(simdjson::dom::object segment);

}  // namespace verbatim
