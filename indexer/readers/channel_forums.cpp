#include <algorithm>
#include <array>

#include "engine/text.h"
#include "indexer/readers/channel_dialects.h"
#include "indexer/readers/chat_fields.h"
#include "indexer/readers/markup.h"
#include "indexer/space.h"

// Reddit and Discourse.
namespace verbatim {

namespace {

using Json = nlohmann::json;

constexpr int kDeepestReply = 500;

bool is_removed(const Json& thing, const std::string& text) {
    const Json* meta = json_member(thing, "_meta");
    return text == "[deleted]" || text == "[removed]" || text == "[ Removed by Reddit ]" ||
           json_member(thing, "removed_by_category") ||
           (meta && (json_member(*meta, "removal_type") || json_flag(*meta, "was_deleted_later")));
}

Speaker redditor(const Json& thing) {
    Speaker author;
    author.name = json_text(thing, "author");
    if (author.name == "[deleted]") author.name.clear();
    author.id = author.name.empty() ? std::string() : json_text(thing, "author_fullname");
    const std::string distinguished = json_text(thing, "distinguished");
    if (author.name == "AutoModerator" || fold(author.name).ends_with("bot")) {
        author.role = Role::bot;
        author.role_reason = "named \"" + author.name + "\"";
    } else if (distinguished == "moderator" || distinguished == "admin") {
        author.role = Role::agent;
        author.role_reason = "distinguished as " + distinguished;
    }
    return author;
}

// The text without Reddit's escapes of &, < and >.
std::string reddit_text(const Json& thing, const char* key) {
    std::string text;
    append_unescaped(text, json_text(thing, key));
    return is_removed(thing, text) ? std::string() : text;
}

std::string full_name(const Json& thing, const char* kind) {
    const std::string name = json_text(thing, "name");
    const std::string id = first_id(thing, {"id"});
    return name.empty() && !id.empty() ? kind + id : name;
}

Result<void> add_post(const Json& post, const Locator& place, Channel& channel) {
    ChannelMessage title;
    title.id = title.thread = full_name(post, "t3_");
    title.time = json_time(post);
    title.author = redditor(post);
    title.text = title.title = reddit_text(post, "title");
    if (const auto link = json_text(post, "permalink"); link.starts_with('/'))
        title.url = "https://www.reddit.com" + link;
    ChannelMessage body = title;
    body.id.clear();
    body.records = 0;
    body.text = reddit_text(post, "selftext");
    if (json_text(post, "selftext") == "[deleted]" || json_text(post, "selftext") == "[removed]")
        title.text.clear();
    if (trim_space(title.text).empty()) {  // then the text alone is the record
        body.id = title.id;
        body.records = title.records;
    } else if (auto added = add_at(channel, std::move(title), place, "/title"); !added) {
        return added;
    }
    return add_at(channel, std::move(body), place, "/selftext");
}

Result<void> add_comment(const Json& comment, const Locator& place, Channel& channel) {
    ChannelMessage message;
    message.id = full_name(comment, "t1_");
    message.thread = first_text(comment, {"link_id", "parent_id"});
    if (message.thread.empty()) message.thread = message.id;
    message.time = json_time(comment);
    message.author = redditor(comment);
    message.text = reddit_text(comment, "body");
    return add_at(channel, std::move(message), place, "/body");
}

Result<void> add_thing(const Json& thing, const Locator& place, Channel& channel, int depth);

Result<void> add_listing(const Json& listing, const Locator& place, Channel& channel, int depth) {
    const Json* data = json_member(listing, "data");
    const Json* children = data ? json_member(*data, "children") : nullptr;
    if (!children || !children->is_array()) return {};
    for (std::size_t i = 0; i < children->size(); ++i) {
        Locator at = place;
        at.pointer += "/data/children/" + std::to_string(i);
        if (auto added = add_thing((*children)[i], at, channel, depth); !added) return added;
    }
    return {};
}

// A post, or a comment and the answers to it; what is only counted ("more") says nothing.
Result<void> add_thing(const Json& thing, const Locator& place, Channel& channel, int depth) {
    const Json* data = json_member(thing, "data");
    const std::string kind = json_text(thing, "kind");
    if (!data || (kind != "t1" && kind != "t3")) return {};
    Locator at = place;
    at.pointer += "/data";
    if (kind == "t3") return add_post(*data, at, channel);
    if (auto added = add_comment(*data, at, channel); !added) return added;
    const Json* replies = json_member(*data, "replies");
    if (!replies || !replies->is_object() || depth >= kDeepestReply) return {};
    at.pointer += "/replies";
    return add_listing(*replies, at, channel, depth + 1);
}

bool is_thing(const Json& record) {
    const std::string kind = json_text(record, "kind");
    return (kind == "t1" || kind == "t3") && json_member(record, "data");
}

bool is_bare_thing(const Json& record) {
    return json_member(record, "author") && json_member(record, "created_utc") &&
           json_member(record, "subreddit") &&
           (json_member(record, "body") || json_member(record, "selftext"));
}

bool fits_reddit(const ChannelSample& sample) {
    return json_text(sample.record, "kind") == "Listing" || is_thing(sample.record) ||
           is_bare_thing(sample.record);
}

void begin_reddit(const ChannelSample& sample, ChannelState& state) {
    state.head.kind = Kind::forum;
    state.head.quote_lines = QuoteLines::any;
    state.head.in_tree_order = !is_bare_thing(sample.record);
}

Result<void> add_reddit(const Json& record, const Locator& place, ChannelState&, Channel& channel) {
    if (json_text(record, "kind") == "Listing") return add_listing(record, place, channel, 0);
    if (is_thing(record)) return add_thing(record, place, channel, 0);
    if (json_member(record, "body")) return add_comment(record, place, channel);
    return add_post(record, place, channel);
}

// A post's HTML without what it quotes of others.
std::string without_quotes(const std::string& html) {
    constexpr std::string_view kOpen = "<aside", kClose = "</aside>";
    std::string kept;
    std::size_t depth = 0;
    for (std::size_t at = 0; at < html.size();) {
        const std::string_view rest = std::string_view(html).substr(at);
        if (rest.starts_with(kOpen)) {
            ++depth;
            at += kOpen.size();
        } else if (depth > 0 && rest.starts_with(kClose)) {
            --depth;
            at += kClose.size();
        } else {
            if (depth == 0) kept += html[at];
            ++at;
        }
    }
    return kept;
}

bool fits_discourse(const ChannelSample& sample) {
    return json_member(sample.record, "cooked") && json_member(sample.record, "username") &&
           json_member(sample.record, "topic_id");
}

void begin_discourse(const ChannelSample&, ChannelState& state) {
    state.head.kind = Kind::forum;
}

Result<void> add_discourse(const Json& record, const Locator& place, ChannelState&,
                           Channel& channel) {
    ChannelMessage message;
    message.id = "post " + first_id(record, {"id"});
    message.thread = "topic " + first_id(record, {"topic_id"});
    message.time = json_time(record);
    message.title = json_text(record, "topic_title");
    message.author.id = first_id(record, {"user_id"});
    message.author.name = first_text(record, {"display_username", "name", "username"});
    if (message.author.id.starts_with('-')) {
        message.author.role = Role::bot;
        message.author.role_reason = "an account of the forum itself";
    }
    for (const char* rank : {"staff", "admin", "moderator"})
        if (json_flag(record, rank) && message.author.role == Role::unknown) {
            message.author.role = Role::agent;
            message.author.role_reason = std::string(rank) + " is true";
        }
    const std::string type = first_id(record, {"post_type"});
    const bool said = (type.empty() || type == "1") && !json_flag(record, "hidden") &&
                      !json_flag(record, "user_deleted") && !json_member(record, "deleted_at");
    if (said) message.text = html_to_text(without_quotes(json_text(record, "cooked")));
    return add_at(channel, std::move(message), place, "/cooked");
}

}  // namespace

const ChannelDialect kRedditDialect = {"Reddit", fits_reddit, begin_reddit, add_reddit};
const ChannelDialect kDiscourseDialect = {"Discourse", fits_discourse, begin_discourse,
                                          add_discourse};

}  // namespace verbatim
