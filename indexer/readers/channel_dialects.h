#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>

#include "indexer/readers/channel.h"

// What programs call the parts of a channel that they export as JSON. One program a file.
namespace verbatim {

class SlackWorkspace;

// Where an export's records are, and one of them.
struct ChannelSample {
    std::string_view path;
    const std::string& pointer;    // of the array of records; empty: it is the file
    const nlohmann::json& around;  // the object that holds the array, as far as it stands before it
    const nlohmann::json& record;
};

// A channel as it is being read.
struct ChannelState {
    ChannelHead head;
    std::string counterpart;                   // the id of the one with whom a private chat is held
    bool with_bot = false;                     // that one is a bot
    std::string host;                          // the id of who made the group
    std::map<std::string, std::string> names;  // of people, by id, where records tell them
    const SlackWorkspace* workspace = nullptr;
};

struct ChannelDialect {
    std::string_view name;
    bool (*fits)(const ChannelSample& sample);
    void (*begin)(const ChannelSample& sample, ChannelState& state);
    // Adds the messages of one record, of which there may be none.
    Result<void> (*add)(const nlohmann::json& record, const Locator& place, ChannelState& state,
                        Channel& channel);
};

extern const ChannelDialect kSlackDialect;            // the files of a channel's days
extern const ChannelDialect kDiscordDialect;          // DiscordChatExporter
extern const ChannelDialect kTelegramDialect;         // one chat
extern const ChannelDialect kTelegramAllDialect;      // all chats
extern const ChannelDialect kTelegramBotDialect;      // getUpdates of the bot API
extern const ChannelDialect kMessengerDialect;        // Messenger, Instagram
extern const ChannelDialect kMattermostDialect;       // bulk export
extern const ChannelDialect kMattermostPostsDialect;  // posts of the API
extern const ChannelDialect kRedditDialect;           // posts and comments, or listings of them
extern const ChannelDialect kDiscourseDialect;        // posts of a topic

std::span<const ChannelDialect* const> channel_dialects();

// Adds a message whose text is the member of the record at `pointer`, an RFC 6901 pointer within
// it.
Result<void> add_at(Channel& channel, ChannelMessage message, const Locator& place,
                    std::string_view pointer);

// Files that tell of people and channels and hold no messages: Slack's users.json and the like,
// Mattermost's users and channels. What they are, or empty.
std::string_view companion_file(const ChannelSample& sample);

}  // namespace verbatim
