#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

// The lines of WhatsApp's text exports, and of others that look alike: Signal.
namespace verbatim {

// What stands before a message: "23/06/2018, 01:55 p.m. - ", "[30/12/21, 22:01:10] ".
struct MessageStamp {
    std::array<int, 3> date{};  // the numbers as they stand
    std::array<std::size_t, 3> digits{};
    char separator = '/';
    bool bracket = false;  // "[30/12/21, 22:01:10] "
    std::string clock;     // HH:MM:SS
    std::size_t size = 0;  // in bytes, with the space behind it
};
std::optional<MessageStamp> message_stamp(std::string_view line);

// Whether two stamps are written alike, as all of one export are.
bool is_of_one_style(const MessageStamp& a, const MessageStamp& b);

// Who writes, and where the text begins. Nothing where WhatsApp itself speaks: "Ana left".
struct MessageAuthor {
    std::string name;
    std::size_t size = 0;
};
std::optional<MessageAuthor> message_author(std::string_view line);

// The part of a message that somebody wrote: without the names of attachments and the marks that
// WhatsApp adds. Empty for what WhatsApp writes in somebody's name: "<Media omitted>".
std::string_view written_part(std::string_view text);

// Who made the group, where a line of WhatsApp's own says so.
std::string group_maker(std::string_view notice);

// "dmy", "mdy" or "ymd": the one order in which all dates are dates and go up, as they do in an
// export. Empty where two orders fit alike.
std::string order_of_dates(std::span<const MessageStamp> stamps);

// YYYY-MM-DDTHH:MM:SS; empty where the order is and the date can be read in two ways.
std::string time_of(const MessageStamp& stamp, std::string_view order);

}  // namespace verbatim
