#pragma once

#include "indexer/tasks.h"

namespace verbatim {

// Sets aside what holds the same conversation as a better file of its folder: a call as WebVTT, as
// a document and as plain text. Each such task gets Task::same_as, the best file none.
//
// Looked at are transcripts of different formats whose names are the same but for the extension, or
// begin alike ("call.vtt", "call transcript.docx"), and those beside the captions that Zoom saves.
// They are the same if most of what the shorter one says is in the longer one (likeness.h). The
// best is one with nearly all of the words; among those the one that names its speakers, then the
// one with time codes, then the longest.
//
// Reads such files, up to 32 MB each, where one of them is to be read, has moved or is gone. Files
// in the library that fare otherwise than before become tasks. What comes of it depends on what
// lies in the folder, not on the order in which it came.
void set_twins_aside(const KnownSources& known, Work& work);

}  // namespace verbatim
