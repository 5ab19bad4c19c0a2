#pragma once

#include <map>
#include <string>

#include "engine/index.h"
#include "engine/model.h"

namespace verbatim {

// Makes a conversation as a reader gives it ready for the library: decides roles, languages
// and verbatims. Needs the id. Thread-safe, linear in the text.
void process(Conversation& conversation, const std::map<std::string, Role>& roles);

}  // namespace verbatim
