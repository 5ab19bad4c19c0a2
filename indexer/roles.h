#pragma once

#include <map>
#include <string>

#include "engine/model.h"

namespace verbatim {

// Decides who is the customer, for every speaker whose role the source does not state, and writes
// how it was decided. In order: `given` (folded name -> role, from --role and corrections: it
// overrides even the source); the name itself ("Interviewer", "Interviewee", "Agent", "Support",
// "P1"); the kind (who writes a review, an answer, a mail is a customer); who asks the questions.
// What remains undecidable stays Role::unknown with a reason that says so. Deterministic, linear in
// the text.
void decide_roles(Conversation& conversation, const std::map<std::string, Role>& given);

}  // namespace verbatim
