#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "engine/library.h"
#include "engine/writer.h"

namespace verbatim {

// Decides the roles anew in the conversations of a source in which the folded name occurs, and
// writes those that change; they reach the index with Writer::settle. Returns in how many the name
// occurs.
Result<std::uint64_t> correct_roles_of(Library& library, Writer& writer, std::uint32_t source,
                                       const std::string& folded_name,
                                       const std::map<std::string, Role>& roles);

}  // namespace verbatim
