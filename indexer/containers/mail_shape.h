#pragma once

#include <string>
#include <string_view>

namespace verbatim {

// What no mail that people wrote comes near to, and what a parser would spend memory, time or stack
// on without measure.
inline constexpr int kMostMultiparts = 256;
inline constexpr int kMostParts = 10'000;
inline constexpr int kMostHeaderLines = 20'000;
inline constexpr int kMostColons = 1'000;  // of a field; groups of addresses nest by them
inline constexpr std::size_t kMostOfField = 1u << 20;

// Why a mail's bytes are not to be parsed, or empty. Linear.
std::string why_unparsable(std::string_view mail);

}  // namespace verbatim
