#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace verbatim {

// A date as exports write it -> ISO 8601 (YYYY-MM-DD or YYYY-MM-DDTHH:MM:SS), or nothing. Local
// times stay as written; with a zone or an offset it becomes UTC. `order` is "dmy", "mdy" or "ymd"
// for all-number dates, from guess_date_order, kSerialDates for a spreadsheet's day numbers, or
// empty: then a date that can be read in two ways is nothing. Understands ISO, epoch seconds,
// milliseconds and microseconds, month names, RFC 2822, "Tue Oct 31 22:10:47 +0000 2017",
// "31-Jul-18", 12-hour clocks. A date that is none (31 February) is nothing.
inline constexpr std::string_view kSerialDates = "serial";
std::optional<std::string> parse_date(std::string_view text, std::string_view order);
std::string guess_date_order(const std::vector<std::string>& values);  // empty if undecidable

}  // namespace verbatim
