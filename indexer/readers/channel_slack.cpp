#include <algorithm>
#include <array>

#include "indexer/readers/channel_dialects.h"
#include "indexer/readers/chat_fields.h"
#include "indexer/readers/slack_workspace.h"

namespace verbatim {

namespace {

using Json = nlohmann::json;

// What people say; any other subtype is an event, or a bot's.
constexpr std::array<std::string_view, 5> kSpoken = {"", "thread_broadcast", "me_message",
                                                     "file_share", "reply_broadcast"};

bool fits(const ChannelSample& sample) {
    return sample.pointer.empty() && json_text(sample.record, "type") == "message" &&
           !json_text(sample.record, "ts").empty();
}

// "general" of ".../general/2026-01-02.json"
std::string folder_name(std::string_view path) {
    const auto file = path.rfind('/');
    if (file == path.npos) return {};
    const std::string_view folder = path.substr(0, file);
    return std::string(folder.substr(folder.rfind('/') + 1));
}

void begin(const ChannelSample& sample, ChannelState& state) {
    const std::string channel = folder_name(sample.path);
    state.head.id = channel;
    state.head.threads_span_files = true;
    state.head.quote_lines = QuoteLines::any_or_rest;
    state.head.others_reason = "a company's own talk or a community: the export does not say";
    if (channel.empty()) return;
    state.head.title = "#" + channel;
    state.head.fields["channel"] = channel;
}

Speaker author_of(const Json& record, const SlackWorkspace& workspace) {
    Speaker author = workspace.person(json_text(record, "user"));
    if (author.name.empty())
        if (const Json* profile = json_member(record, "user_profile"))
            author.name = first_text(*profile, {"real_name", "display_name", "name"});
    const bool bot = json_member(record, "bot_id") || json_member(record, "bot_profile") ||
                     json_text(record, "subtype") == "bot_message";
    if (!bot) return author;
    const Json* profile = json_member(record, "bot_profile");
    if (author.id.empty()) author.id = json_text(record, "bot_id");
    if (author.name.empty()) author.name = json_text(record, "username");
    if (author.name.empty() && profile) author.name = json_text(*profile, "name");
    author.role = Role::bot;
    author.role_reason = "posted by a bot";
    return author;
}

Result<void> add(const Json& record, const Locator& place, ChannelState& state, Channel& channel) {
    ChannelMessage message;
    message.id = json_text(record, "ts");
    message.time = json_time(record);
    message.day = "the file's";  // as the workspace's clock has it
    message.thread = json_text(record, "thread_ts");
    message.author = author_of(record, *state.workspace);
    const std::string subtype = json_text(record, "subtype");
    const bool bot = subtype == "bot_message";
    // An upload of old says "<@U1> uploaded a file: ..." in its author's name.
    const std::string text = json_text(record, "text");
    const bool notice = subtype == "file_share" && json_flag(record, "upload") &&
                        text.find("> uploaded a file") != text.npos;
    const bool said = bot || std::ranges::find(kSpoken, subtype) != kSpoken.end();
    if (said && !notice && !json_flag(record, "hidden"))
        message.text = slack_text(text, *state.workspace);
    return add_at(channel, std::move(message), place, "/text");
}

}  // namespace

const ChannelDialect kSlackDialect = {"Slack", fits, begin, add};

}  // namespace verbatim
