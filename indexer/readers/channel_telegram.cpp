#include <algorithm>
#include <array>

#include "indexer/readers/channel_dialects.h"
#include "indexer/readers/chat_fields.h"

namespace verbatim {

namespace {

using Json = nlohmann::json;

bool is_message(const Json& record) {
    const std::string type = json_text(record, "type");
    return (type == "message" || type == "service") && json_member(record, "id") &&
           (json_member(record, "date_unixtime") || json_member(record, "from_id") ||
            json_member(record, "actor_id"));
}

bool fits(const ChannelSample& sample) {
    return sample.pointer == "/messages" && is_message(sample.record);
}

bool fits_all(const ChannelSample& sample) {
    if (sample.pointer != "/chats/list" && sample.pointer != "/left_chats/list") return false;
    const Json* messages = json_member(sample.record, "messages");
    return messages && messages->is_array() && json_member(sample.record, "type");
}

void set_others(ChannelState& state, Role role, std::string reason) {
    state.head.others = role;
    state.head.others_reason = std::move(reason);
}

// A chat's name, type and id stand before its messages.
void begin_chat(const Json& chat, ChannelState& state) {
    const std::string type = json_text(chat, "type");
    const std::string id = first_id(chat, {"id"});
    state = ChannelState{};
    state.head.id = id;
    state.head.title = json_text(chat, "name");
    if (type == "personal_chat" || type == "bot_chat") state.counterpart = "user" + id;
    state.with_bot = type == "bot_chat";
    if (state.with_bot)
        set_others(state, Role::customer, "writes to the bot");
    else if (type == "personal_chat")
        set_others(state, Role::agent, "holds the chat with the customer");
    else if (type.ends_with("group"))
        set_others(state, Role::customer, "writes in the group");
    else if (type.ends_with("channel"))
        set_others(state, Role::agent, "posts in the channel, to which others listen");
}

void begin(const ChannelSample& sample, ChannelState& state) {
    begin_chat(sample.around, state);
}

void begin_all(const ChannelSample&, ChannelState&) {}

Speaker author_of(const Json& record, const ChannelState& state) {
    Speaker author;
    author.id = first_id(record, {"from_id"});
    author.name = first_text(record, {"from"});
    const auto is = [&author](Role role, const char* reason) {
        author.role = role;
        author.role_reason = reason;
    };
    if (const std::string whose = json_text(record, "forwarded_from"); !whose.empty()) {
        author = {"", whose, Role::unknown, "forwarded from elsewhere"};
    } else if (const std::string bot = json_text(record, "via_bot"); !bot.empty()) {
        author = {"", bot, Role::bot, "writes when asked to"};
    } else if (author.id.empty()) {
        // A page of HTML has no ids.
        if (state.counterpart == "user" && author.name == state.head.title)
            is(Role::customer, "the chat is named after them");
        return author;
    } else if (author.id == state.counterpart) {
        state.with_bot ? is(Role::bot, "the chat is with this bot")
                       : is(Role::customer, "the chat is named after them");
    } else if (author.id == state.host) {
        is(Role::agent, "made the group");
    } else if (author.id.starts_with("channel") && state.head.others == Role::customer) {
        is(Role::agent, "writes in the name of the group");
    }
    return author;
}

Result<void> add(const Json& record, const Locator& place, ChannelState& state, Channel& channel) {
    ChannelMessage message;
    message.id = first_id(record, {"id"});
    message.time = json_time(record);
    if (json_text(record, "action") == "create_group") state.host = json_text(record, "actor_id");
    if (json_text(record, "type") == "message") {
        const MessageText text = message_text(record);
        message.text = text.key == "text" ? text.text : std::string();
    }
    message.author = author_of(record, state);
    return add_at(channel, std::move(message), place, "/text");
}

Result<void> add_all(const Json& record, const Locator& place, ChannelState& state,
                     Channel& channel) {
    const Json* messages = json_member(record, "messages");
    begin_chat(record, state);
    if (!messages || !messages->is_array() || messages->empty())
        return channel.add(ChannelMessage());
    for (std::size_t i = 0; i < messages->size(); ++i) {
        Locator at = place;
        at.pointer += "/messages/" + std::to_string(i);
        if (auto added = add((*messages)[i], at, state, channel); !added) return added;
    }
    return channel.finish();
}

constexpr std::array kUpdates = {"message", "edited_message", "channel_post",
                                 "edited_channel_post"};

bool fits_bot(const ChannelSample& sample) {
    return json_member(sample.record, "update_id") != nullptr;
}

void begin_bot(const ChannelSample&, ChannelState&) {}

// A message to a bot, or in a group in which it is. An edited one comes again, as it then reads.
Result<void> add_bot(const Json& record, const Locator& place, ChannelState&, Channel& channel) {
    for (const char* key : kUpdates) {
        const Json* update = json_member(record, key);
        const Json* chat = update ? json_member(*update, "chat") : nullptr;
        if (!chat) continue;
        ChannelMessage message;
        message.time = json_time(*update);
        const std::string id = first_id(*chat, {"id"});
        message.id = first_id(*update, {"message_id"});
        message.thread = id + "/" + message.time.substr(0, 10);
        message.title = json_text(*chat, "title");
        const MessageText text = message_text(*update);
        message.text = text.key == "text" ? text.text : json_text(*update, "caption");
        Speaker& author = message.author;
        if (const Json* from = json_member(*update, "from")) {
            author.id = first_id(*from, {"id"});
            author.name = person_name(*from);
            const bool bot = json_flag(*from, "is_bot");
            author.role = bot ? Role::bot : Role::customer;
            author.role_reason = bot                                     ? "is_bot is true"
                                 : json_text(*chat, "type") == "private" ? "writes to the bot"
                                                                         : "writes in the group";
        } else {
            author = {id, message.title, Role::agent, "posts in the channel"};
        }
        const bool forwarded =
            json_member(*update, "forward_date") || json_member(*update, "forward_origin");
        if (forwarded) author = {"", "", Role::unknown, "forwarded from elsewhere"};
        return add_at(channel, std::move(message), place,
                      "/" + std::string(key) + (text.key == "text" ? "/text" : "/caption"));
    }
    return channel.add(ChannelMessage());
}

}  // namespace

const ChannelDialect kTelegramDialect = {"Telegram", fits, begin, add};
const ChannelDialect kTelegramAllDialect = {"Telegram", fits_all, begin_all, add_all};
const ChannelDialect kTelegramBotDialect = {"Telegram's bot API", fits_bot, begin_bot, add_bot};

}  // namespace verbatim
