#pragma once

#include <vector>

#include "engine/codec.h"
#include "engine/meaning/code.h"
#include "engine/model.h"

namespace verbatim {

// The codes of a conversation's verbatims as a search compares them, in their order; zeros where
// nothing is known. A share of each is the mean of the verbatims just before and after it in the
// same utterance: "seven hours late" is about a cancelled flight if the sentence before it is. The
// code is not brought to length 1 again, so its cosine to a query is the same mean of their
// cosines: a sentence that its neighbours bear out keeps its own, and a fragment among other
// matters loses.
std::vector<Code> codes_in_context(const Conversation& conversation, const StoredCodes& codes);

}  // namespace verbatim
