#pragma once

#include <vector>

#include "indexer/readers/cues.h"

// Who speaks, where captions only write it into the text.
namespace verbatim {

// Marks a second speaker inside a cue ("- ") and a new one (">>"), and takes those marks off.
void mark_turns(std::vector<CaptionLine>& lines);

// Takes "Name: ", "[Name] " and "(Name)" on a line of its own off the text. A name holds until the
// next one. Nothing is a name where the format states its voices; where as many cues begin with
// another "word:" as with a name; where names are too few and too different to be any ("Note:" in
// the subtitles of a talk). A name said once counts if it is full, a role, or in a file that names
// nearly every cue.
void find_speakers(std::vector<CaptionLine>& lines);

}  // namespace verbatim
