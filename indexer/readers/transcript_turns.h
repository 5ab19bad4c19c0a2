#pragma once

#include <string_view>
#include <vector>

#include "engine/model.h"
#include "indexer/readers/transcript_lines.h"
#include "indexer/readers/turn_heads.h"

namespace verbatim {

// Lines and messages that are no speech, or nobody else's business.
struct TurnCounts {
    std::size_t notes = 0;             // lines that a program wrote about what was said
    std::size_t private_messages = 0;  // of a meeting's chat, to one person
    std::size_t reactions = 0;         // of a meeting's chat
};

// Fills title, date, speakers and utterances from the lines of a transcript.
//
// An utterance is one turn, byte for byte as the source has it between two heads, without white
// space at its ends; a heading, a program's line or a time mark inside a turn divides it. Speech
// before the first head is nobody's, and so is a paragraph under a bold heading that names no
// speaker.
TurnCounts read_turns(std::string_view text, const std::vector<SourceLine>& lines,
                      const HeadCensus& census, Conversation& conversation);

}  // namespace verbatim
