#pragma once

#include "engine/model.h"

namespace verbatim {

// Decides in which language each utterance was said.
//
// What the export states holds, except for a text that is plainly of another script. Where it says
// nothing, the conversation has the language of its beginning, and an utterance that is surely of
// another one has that; one too short to tell is of the language that its speaker has otherwise.
// Thread-safe, linear in the text.
void decide_languages(Conversation& conversation);

}  // namespace verbatim
