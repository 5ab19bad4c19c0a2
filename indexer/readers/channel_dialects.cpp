#include "indexer/readers/channel_dialects.h"

#include <array>

#include "indexer/readers/chat_fields.h"

namespace verbatim {

namespace {

using Json = nlohmann::json;

constexpr std::array kDialects = {
    &kSlackDialect,       &kDiscordDialect,   &kTelegramDialect,   &kTelegramAllDialect,
    &kTelegramBotDialect, &kMessengerDialect, &kMattermostDialect, &kMattermostPostsDialect,
    &kRedditDialect,      &kDiscourseDialect,
};

// What a file is whose records, or which itself, has all of these members.
struct Companion {
    std::array<const char*, 4> members;
    std::string_view what;
};
constexpr Companion kCompanions[] = {
    {{"id", "team_id", "profile", "name"}, "the people of a Slack workspace"},
    {{"id", "creator", "is_archived", "name"}, "the channels of a Slack workspace"},
    {{"change_type", "service_type", "user_id", "date"}, "the apps of a Slack workspace"},
    {{"id", "auth_service", "username", "roles"}, "a person of Mattermost"},
    {{"id", "team_id", "total_msg_count", "header"}, "a channel of Mattermost"},
};

}  // namespace

std::span<const ChannelDialect* const> channel_dialects() {
    return kDialects;
}

Result<void> add_at(Channel& channel, ChannelMessage message, const Locator& place,
                    std::string_view pointer) {
    message.locator = place;
    message.locator.pointer += pointer;
    return channel.add(std::move(message));
}

std::string_view companion_file(const ChannelSample& sample) {
    if (!sample.pointer.empty()) return {};
    for (const Companion& companion : kCompanions) {
        bool all = true;
        for (const char* member : companion.members)
            all = all && sample.record.is_object() && sample.record.contains(member);
        if (all) return companion.what;
    }
    const Json* updates = json_member(sample.record, "result");
    if (json_flag(sample.record, "ok") && updates && updates->is_array() && updates->empty())
        return "Telegram's bot API, without updates";
    const std::string id = json_text(sample.record, "id");
    if (id.starts_with('D') && sample.record.size() <= 4 && sample.record.contains("created") &&
        sample.record.contains("members"))
        return "the direct messages of a Slack workspace";
    return {};
}

}  // namespace verbatim
