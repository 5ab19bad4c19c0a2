#include <algorithm>
#include <array>

#include "engine/text.h"
#include "indexer/readers/channel_dialects.h"
#include "indexer/readers/chat_fields.h"

namespace verbatim {

namespace {

using Json = nlohmann::json;

constexpr std::array<std::string_view, 4> kSpoken = {"Default", "Reply", "0", "19"};
// Words in the names of the roles that a community gives to those who run it.
constexpr std::array<std::string_view, 18> kStaffWords = {
    "admin", "admins",  "administrator", "administrators", "mod",        "mods",
    "staff", "support", "moderator",     "moderators",     "moderation", "team",
    "owner", "founder", "cofounder",     "employee",       "employees",  "manager"};

// The role that makes its bearer one of the staff, or empty.
std::string staff_role(const Json& author) {
    const Json* roles = json_member(author, "roles");
    if (!roles || !roles->is_array()) return {};
    for (const Json& role : *roles) {
        std::string name = json_text(role, "name");
        const std::string folded = fold(name);
        for (std::size_t at = 0; at < folded.size();) {
            const auto is_letter = [&folded](std::size_t i) {
                return i < folded.size() && folded[i] >= 'a' && folded[i] <= 'z';
            };
            std::size_t end = at;
            while (is_letter(end)) ++end;
            if (std::ranges::find(kStaffWords, folded.substr(at, end - at)) != kStaffWords.end())
                return name;
            at = end + 1;
        }
    }
    return {};
}

bool fits(const ChannelSample& sample) {
    return sample.pointer == "/messages" && json_member(sample.around, "guild") &&
           json_member(sample.around, "channel") && sample.record.contains("author");
}

void begin(const ChannelSample& sample, ChannelState& state) {
    const Json& guild = *json_member(sample.around, "guild");
    const Json& channel = *json_member(sample.around, "channel");
    const std::string name = first_text(channel, {"name"});
    state.head.id = first_id(channel, {"id"});
    state.head.quote_lines = QuoteLines::spaced;
    if (json_text(channel, "type").starts_with("Direct")) {
        state.head.title = name;
        return;
    }
    state.head.title = "#" + name;
    if (const std::string server = first_text(guild, {"name"}); !server.empty())
        state.head.title = server + " " + state.head.title;
    if (!name.empty()) state.head.fields["channel"] = name;
    state.head.others = Role::customer;
    state.head.others_reason = "writes in the community";
}

Result<void> add(const Json& record, const Locator& place, ChannelState&, Channel& channel) {
    ChannelMessage message;
    message.id = first_id(record, {"id"});
    message.time = json_time(record);
    if (std::ranges::find(kSpoken, first_id(record, {"type"})) != kSpoken.end())
        message.text = json_text(record, "content");
    if (const Json* author = json_member(record, "author")) {
        message.author.id = first_id(*author, {"id"});
        message.author.name = first_text(*author, {"nickname", "name"});
        if (json_flag(*author, "isBot")) {
            message.author.role = Role::bot;
            message.author.role_reason = "isBot is true";
        } else if (const std::string role = staff_role(*author); !role.empty()) {
            message.author.role = Role::agent;
            message.author.role_reason = "has the role \"" + role + "\"";
        }
    }
    return add_at(channel, std::move(message), place, "/content");
}

}  // namespace

const ChannelDialect kDiscordDialect = {"Discord", fits, begin, add};

}  // namespace verbatim
