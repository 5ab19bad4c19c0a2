#pragma once

#include <string_view>
#include <vector>

#include "engine/model.h"

// Talks that stand in one cell of a table: "Agent: Hello, how can I help? Customer: It broke."
namespace verbatim {

struct DialogueTurn {
    std::string_view label;  // empty: before the first one
    Role role = Role::unknown;
    std::string_view text;
};

// The turns of a text in which customers and others have labels, or several speakers have numbers
// ("Speaker 1:"), on one line or on several; empty where only one side has. Outside calls and
// interviews numbers count only in a text that begins with a label, and not in a list ("Person 1:
// rude, person 2: kind"): there one who writes counts what they tell of. Blank turns are left out.
// Linear in the text.
std::vector<DialogueTurn> dialogue_in(std::string_view text, Kind kind = Kind::review);

// Gives each turn of such texts to who says it. The first speaker, who is said to have said it all,
// is the customer if they have a name. Who has a number is left to roles.h in a call or an
// interview, and nobody's elsewhere.
void part_dialogues(Conversation& conversation);

// Whether a column is called a transcript: what stands in it is not one person's words.
bool is_called_transcript(std::string_view header);

}  // namespace verbatim
