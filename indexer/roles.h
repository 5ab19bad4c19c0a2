#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model.h"

namespace verbatim {

// What speakers are called, in lists and corrections, whom the source does not name.
inline constexpr std::string_view kNoName = "(no name)";

// The reason of a role that --role or a correction gave.
inline constexpr std::string_view kAsGiven = "as given";

// Whether a correction for this folded name is for the speaker: it is the name or, without one,
// kNoName, which leaves alone whom the source itself gives a role.
bool is_called(const Speaker& speaker, const std::string& folded_name);

// What a role given to a speaker may be given to, folded: the name, the id, and "@" with the host
// of the one that is an address.
std::vector<std::string> names_of(const Speaker& speaker);

// Decides who is the customer, for every speaker whose role the source does not state, and writes
// how it was decided. In order: `given` (names_of() -> role, from --role and corrections: it
// overrides even the source); the name itself ("Interviewer", "Interviewee", "Agent", "Support",
// "P1"); the kind (who writes a review, an answer, a mail is a customer); who asks the questions.
// What remains undecidable stays Role::unknown with a reason that says so. Deterministic, linear in
// the text.
void decide_roles(Conversation& conversation, const std::map<std::string, Role>& given);

}  // namespace verbatim
