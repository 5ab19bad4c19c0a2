#pragma once

#include <string_view>

// What the keys of settings begin with, or are, where several files read them; store.h says what
// each is.
namespace verbatim {

inline constexpr std::string_view kRemovedKey = "removed/";
inline constexpr std::string_view kRoleKey = "role/";
inline constexpr std::string_view kSearchKey = "search/";
// A number is never given to a second source, or what came with it would be taken for older.
inline constexpr std::string_view kLastNumberKey = "number";
inline constexpr std::string_view kLastLensKey = "lens-number";

}  // namespace verbatim
