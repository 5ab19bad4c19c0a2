#pragma once

#include <vector>

#include "engine/library.h"
#include "engine/people.h"

namespace verbatim {

// The conversations in which the changes make somebody else of a speaker, or change what is known
// of one; each once. Writes nothing.
Result<std::vector<Id>> changed_by(Library::State& state, const PeopleChanges& changes);

// The people that the library knows. They live until it changes them.
Result<const People*> people_of(Library& library);

}  // namespace verbatim
