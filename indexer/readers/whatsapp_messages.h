#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/readers/whatsapp_lines.h"

// The messages of WhatsApp's text exports, and of others that look alike: Signal.
namespace verbatim {

// A message as it stands in the text.
struct TextMessage {
    MessageStamp stamp;
    std::string author;                        // empty: WhatsApp itself speaks
    std::size_t head = 0, begin = 0, end = 0;  // of the line, of the text
    std::uint64_t line = 0;
    bool pasted = false;  // into the message above: not its author's words
};

// The messages of a text, which begins with a line of the given number. What stands before the
// first one is left to the caller.
std::vector<TextMessage> split_messages(std::string_view text, std::uint64_t first_line);

}  // namespace verbatim
