#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace verbatim {

// Where the conversations of a JSON text are, as its beginning shows.
struct ChatShape {
    std::string pointer;  // RFC 6901: of the array of conversations, or of the only one
    bool array = false;
    bool flat = false;   // what is in the array are messages, not conversations
    bool lines = false;  // JSON Lines: one conversation a line
};

// Finds messages (objects that have an author and a text) under a key that chats use, or right in
// an array, if what their authors are called is a role. Nothing for a table of reviews. The text
// may end in the middle of anything. Linear.
std::optional<ChatShape> find_chat_shape(std::string_view text);

}  // namespace verbatim
