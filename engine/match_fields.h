#pragma once

#include "engine/codec.h"
#include "engine/match.h"
#include "engine/query.h"

namespace verbatim {

// Whether a document has what a field or a range of a query asks for. For match.cpp.
bool field_matches(const Node& node, const Document& document, const ResolveSource& sources);

}  // namespace verbatim
