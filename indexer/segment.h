#pragma once

#include <vector>

#include "engine/model.h"

namespace verbatim {

// Splits a conversation into verbatims, in the order they were said.
//
// A verbatim is one or more whole sentences of a single utterance: a fragment (fewer than four
// words or Han characters, or eight other characters of a script without spaces) joins the sentence
// behind it, the last one that before it; fragments in a row that come to twelve words are a
// verbatim of their own. A sentence of more than 1,200 bytes, as speech recognition without
// punctuation gives them, is cut into pieces of about 200 to 600: where a cue begins if it can be,
// else behind a semicolon, before a conjunction, behind a comma, between words. Every span indexes
// the utterance's text in UTF-8 bytes, so text.substr(span) is byte for byte what was said; white
// space around it is left outside, everything else is inside one span. Utterances without a letter,
// a digit or an emoji give none, nor does one that is nothing but an address, a spreadsheet's error
// or a day such as "10-Oct".
//
// Every role is segmented: the index keeps the role and a search asks for customers unless told
// otherwise. Ids come from the conversation's id, the text and its occurrence among equals, so a
// sentence keeps its id when others change. Needs id, lang, utterances; sets no lenses. Never
// fails. Linear in the text. Thread-safe.
std::vector<Verbatim> segment(const Conversation& conversation);

}  // namespace verbatim
