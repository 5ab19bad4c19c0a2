#pragma once

#include <string>

namespace verbatim {

// Now, as ISO 8601 in UTC: 2026-05-12T09:30:00Z.
std::string now_utc();

}  // namespace verbatim
