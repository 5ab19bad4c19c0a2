#include "indexer/readers/discord_notices.h"

#include <algorithm>
#include <array>

namespace verbatim {

bool is_discord_notice(std::string_view text) {
    constexpr std::array<std::string_view, 9> kNotices = {
        "Pinned a message.",  "Joined the server.",        "Started a thread.",
        "Left the group.",    "Changed the channel icon.", "Changed the channel name.",
        "Added a recipient.", "Removed a recipient.",      "A poll has closed."};
    constexpr std::array<std::string_view, 2> kBeginnings = {"Started a call that lasted ",
                                                             "Changed the channel name: "};
    constexpr std::string_view kToGroup = " to the group.", kFromGroup = " from the group.";
    return std::ranges::find(kNotices, text) != kNotices.end() ||
           std::ranges::any_of(kBeginnings,
                               [text](auto begin) { return text.starts_with(begin); }) ||
           (text.starts_with("Added ") && text.ends_with(kToGroup)) ||
           (text.starts_with("Removed ") && text.ends_with(kFromGroup));
}

}  // namespace verbatim
