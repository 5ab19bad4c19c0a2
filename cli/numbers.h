#pragma once

#include <cstdint>
#include <string>
#include <string_view>

// Numbers as people read them.
namespace verbatim::cli {

std::string grouped(std::uint64_t number);                         // 1,234,567
std::string counted(std::uint64_t number, std::string_view noun);  // "1 file", "2,051 files"
std::string plain_number(double number);                           // "4", "4.5"
std::string bytes_for_people(std::uint64_t bytes);                 // "1.2 GB"
std::string seconds_for_people(double seconds);                    // "310 ms", "1.9 s", "4:07 min"
std::string clock(std::int64_t ms);                                // 12:34, 1:02:03

}  // namespace verbatim::cli
