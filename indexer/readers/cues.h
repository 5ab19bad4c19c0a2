#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model.h"
#include "indexer/readers/cue_blocks.h"
#include "indexer/readers/reader.h"

// From the cues of a caption file to what people said: shared by WebVTT and SubRip.
namespace verbatim {

// One line of a cue, free of markup.
struct CaptionLine {
    std::uint64_t line = 0;  // its place in the source, from 1
    std::size_t cue = 0;     // lines of one cue share it
    TimeRange time;          // of the cue
    std::string speaker_id;  // a voice without a name, a colour
    std::string speaker;     // a name, or empty
    std::string text;
    bool turn = false;    // somebody else speaks from here on
    std::string pointer;  // its place in JSON, where it has no line
};

// A pause that ends an utterance; and the length from which on one ends with the next sentence, or
// at half as much again where no sentence ends.
inline constexpr std::int64_t kLongestPauseMs = 60'000;
inline constexpr std::size_t kLongUtteranceBytes = 20'000;

// Whether a text ends a sentence, quotes and brackets behind it aside.
bool ends_sentence(std::string_view text);

// Appends a text with one space between, or none where the text before ends in white space, the one
// behind begins with it, or their script has none.
void append_joined(std::string& text, std::string_view more);

// Joins lines in a row of one speaker to utterances, with their cue maps, and lists the speakers
// in the order in which they first speak.
void join_captions(const std::vector<CaptionLine>& lines, Conversation& conversation);

// Finds turns and speakers, joins, and hands over what the file came to: a conversation, an empty
// record, or a rejected one.
Result<ReadReport> accept_captions(const Input& input, const CueScan& scan,
                                   std::vector<CaptionLine> lines, const ReadOptions& options,
                                   RecordSink& sink);

// interview where a speaker is called an interviewer or an interviewee, else call.
Kind guess_kind(const std::vector<Speaker>& speakers);

}  // namespace verbatim
