#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/model.h"

// What an utterance answers.
namespace verbatim {

// Whether a text ends with a question mark of any script; white space, closing quotes and brackets,
// and stage directions ("\[laughter\]") after it do not count.
bool ends_with_question(std::string_view text);

struct Asked {
    std::string text;    // empty if nothing was asked
    bool heard = false;  // in the conversation itself, not stated by the source
};

// By utterance: the question that the source states, or else what an interviewer or an agent asked
// last before it, byte for byte: the last questions in a row, or "tell me about ..." of an
// interviewer; of more than 300 bytes the end. What interviewers, agents and bots say answers
// nothing. Linear in what interviewers and agents say.
std::vector<Asked> what_was_asked(const Conversation& conversation);

}  // namespace verbatim
