#pragma once

#include <vector>

#include "engine/model.h"

namespace verbatim {

// Splits a conversation into verbatims, in the order they were said.
//
// A verbatim is one or more whole sentences of a single utterance: a fragment (fewer than four
// words) joins a neighbour of the same utterance. Every span indexes the utterance's text in UTF-8
// bytes, so text.substr(span) is byte for byte what was said; white space around it is left
// outside. Every role is segmented: the index keeps the role and a search asks for customers unless
// told otherwise. Ids come from the conversation's id, the text and its occurrence among equals, so
// a sentence keeps its id when others change. Needs id, lang, utterances. Never fails. Linear in
// the text. Thread-safe.
std::vector<Verbatim> segment(const Conversation& conversation);

}  // namespace verbatim
