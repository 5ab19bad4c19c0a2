#pragma once

#include <span>
#include <string_view>

namespace verbatim {

// The candidate that somebody who typed `word` most likely meant, or an empty view where none is
// near.
//
// Near is a few slips of the keyboard (letters missing, added, wrong or swapped; one for every
// three letters), or a beginning of at least three letters. ASCII case is ignored. Ties go to the
// earlier candidate.
std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace verbatim
