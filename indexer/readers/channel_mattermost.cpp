#include <algorithm>
#include <array>
#include <set>

#include "indexer/readers/channel_dialects.h"
#include "indexer/readers/chat_fields.h"

namespace verbatim {

namespace {

using Json = nlohmann::json;

constexpr const char* kUndecided = "a team's own talk or a community: the source does not say";

// What else a bulk export has a line for.
constexpr std::array<std::string_view, 9> kOtherLines = {
    "version", "team", "channel", "user", "role", "scheme", "emoji", "bot", "direct_channel"};

bool is_post_line(const Json& record) {
    const std::string type = json_text(record, "type");
    return (type == "post" || type == "direct_post") && json_member(record, type.c_str());
}

bool fits(const ChannelSample& sample) {
    const std::string type = json_text(sample.record, "type");
    return is_post_line(sample.record) ||
           (std::ranges::find(kOtherLines, type) != kOtherLines.end() &&
            (json_member(sample.record, type.c_str()) && sample.record.size() <= 3));
}

void begin(const ChannelSample&, ChannelState& state) {
    state.head.others_reason = kUndecided;
    state.head.quote_lines = QuoteLines::spaced;
}

ChannelMessage message_of(const Json& post, const ChannelState& state) {
    ChannelMessage message;
    message.time = json_time(post);
    message.author.id = first_id(post, {"user"});
    const auto known = state.names.find(message.author.id);
    message.author.name = known == state.names.end() ? message.author.id : known->second;
    const Json* props = json_member(post, "props");
    if (props &&
        (json_text(*props, "from_webhook") == "true" || json_text(*props, "from_bot") == "true")) {
        message.author.role = Role::bot;
        message.author.role_reason = "posted by a webhook or a bot";
    }
    const Json* deleted = json_member(post, "delete_at");
    const bool gone = deleted && deleted->is_number() && deleted->get<double>() > 0;
    if (json_text(post, "type").empty() && !gone) message.text = json_text(post, "message");
    return message;
}

void learn_name(const Json& user, ChannelState& state) {
    const std::string name = person_name(user);
    if (const std::string id = json_text(user, "username"); !id.empty())
        state.names[id] = name.empty() || name == json_text(user, "email") ? id : name;
}

// A post and the answers to it, which the same line holds.
Result<void> add(const Json& record, const Locator& place, ChannelState& state, Channel& channel) {
    if (const Json* user = json_member(record, "user"); user && !is_post_line(record))
        learn_name(*user, state);
    if (!is_post_line(record)) return channel.add(ChannelMessage());
    const std::string type = json_text(record, "type");
    const Json& post = *json_member(record, type.c_str());
    ChannelMessage message = message_of(post, state);
    std::string where = json_text(post, "channel");
    message.title = where.empty() ? std::string() : "#" + where;
    const Json* members = json_member(post, "channel_members");
    if (members && members->is_array() && where.empty())
        for (const Json& member : *members) where += "@" + json_id(member);
    const Json* replies = json_member(post, "replies");
    const bool answered = replies && replies->is_array() && !replies->empty();
    const std::string base = json_text(post, "team") + "/" + where + "/";
    const Json* when = json_member(post, "create_at");
    message.thread = base + (answered && when ? json_id(*when) : message.time.substr(0, 10));
    const std::string thread = message.thread;
    if (auto added = add_at(channel, std::move(message), place, "/" + type + "/message"); !added)
        return added;
    for (std::size_t i = 0; answered && i < replies->size(); ++i) {
        ChannelMessage reply = message_of((*replies)[i], state);
        reply.thread = thread;
        reply.records = 0;
        const std::string at = "/" + type + "/replies/" + std::to_string(i) + "/message";
        if (auto added = add_at(channel, std::move(reply), place, at); !added) return added;
    }
    return {};
}

bool fits_posts(const ChannelSample& sample) {
    const Json* order = json_member(sample.record, "order");
    const Json* posts = json_member(sample.record, "posts");
    return order && posts && order->is_array() && posts->is_object();
}

// A member joins in a message of the system that names them.
void learn_joined(const Json& post, ChannelState& state) {
    const Json* props = json_member(post, "props");
    if (!props || !json_text(post, "type").starts_with("system_join")) return;
    if (const std::string name = json_text(*props, "username"); !name.empty())
        state.names[json_text(post, "user_id")] = name;
}

Result<void> add_post(const Json& post, const std::string& id, const std::set<std::string>& roots,
                      ChannelState& state, const Locator& place, Channel& channel) {
    ChannelMessage message = message_of(post, state);
    message.id = id;
    message.author.id = first_id(post, {"user_id"});
    const auto known = state.names.find(message.author.id);
    message.author.name = known == state.names.end() ? std::string() : known->second;
    const std::string root = json_text(post, "root_id");
    message.thread = !root.empty() ? root : roots.contains(id) ? id : std::string();
    return add_at(channel, std::move(message), place, "/posts/" + id + "/message");
}

// Posts by id, and their ids newest first.
Result<void> add_posts(const Json& record, const Locator& place, ChannelState& state,
                       Channel& channel) {
    const Json* posts = json_member(record, "posts");
    const Json* order = json_member(record, "order");
    if (!posts || !order || posts->empty()) return channel.add(ChannelMessage());
    std::set<std::string> known, roots;
    std::vector<std::string> ids;
    const auto list = [&](const std::string& id) {
        if (posts->contains(id) && known.insert(id).second) ids.push_back(id);
    };
    for (const Json& id : *order) list(json_id(id));
    std::ranges::reverse(ids);
    for (const auto& [id, post] : posts->items()) {
        list(id);
        learn_joined(post, state);
        roots.insert(json_text(post, "root_id"));
        if (auto where = json_text(post, "channel_id"); !where.empty())
            state.head.id = std::move(where);
    }
    for (const std::string& id : ids)
        if (auto added = add_post((*posts)[id], id, roots, state, place, channel); !added)
            return added;
    return {};
}

}  // namespace

const ChannelDialect kMattermostDialect = {"Mattermost", fits, begin, add};
const ChannelDialect kMattermostPostsDialect = {"Mattermost", fits_posts, begin, add_posts};

}  // namespace verbatim
