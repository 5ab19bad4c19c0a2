#pragma once

#include <span>
#include <string>

#include "engine/query.h"
#include "engine/result.h"

namespace verbatim {

// Whether the values of the tree's fields can be values at all: one of the lenses, a kind or role
// that exists, a rating that is a number, a date such as 2026, 2026-05 or 2026-05-12. Fails with
// bad_query, naming the value and what it could have been.
Result<void> check_values(const Node& node, std::span<const std::string> lenses);

}  // namespace verbatim
