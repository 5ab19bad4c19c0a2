#pragma once

#include <simdjson.h>

#include <optional>
#include <string>
#include <string_view>

#include "engine/model.h"
#include "indexer/readers/speech_people.h"

namespace verbatim {

// What one transcript in JSON came to.
struct SpeechReading {
    Conversation conversation;  // without utterances if nobody said anything
    std::size_t segments = 0;
    bool milliseconds = false;  // the unit of its times
    bool listed = false;        // a list of what was said was found, be it empty
};

// Reads one transcript: the best list of segments that the value holds, and what stands around it
// about the whole: id, title, date, people. `known` are people listed elsewhere.
//
// A segment is a text, or words and sentences to be joined. Times are milliseconds if their names
// say so; fractions and clocks are seconds; whole numbers are what makes the talk no faster than
// people talk. Labels ("A", "0") are called "Speaker A"; ids without a name "Speaker 1" and on.
SpeechReading read_speech(simdjson::dom::element value, const std::string& pointer, Kind kind,
                          const PartiesOfCalls& known);

}  // namespace verbatim
