#pragma once

#include <string_view>

namespace verbatim {

// What DiscordChatExporter writes in somebody's name where Discord itself tells what they did:
// "Pinned a message.", "Joined the server.". Known to its tables and texts by its wording alone.
bool is_discord_notice(std::string_view text);

}  // namespace verbatim
