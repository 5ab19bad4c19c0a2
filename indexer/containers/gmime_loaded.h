#pragma once

namespace verbatim {

// Loads GMime, of which mail_parts.cpp alone calls functions, the first time; false where it is not
// installed, and then none may be called. It brings 15 libraries with it, which would take a sixth
// of the time of a short command if every command loaded them. From any thread.
bool load_gmime();

}  // namespace verbatim
