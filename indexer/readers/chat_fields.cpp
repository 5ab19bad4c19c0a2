#include "indexer/readers/chat_fields.h"

#include <algorithm>
#include <array>
#include <utility>

#include "indexer/mapping/dates.h"
#include "indexer/space.h"

namespace verbatim {

namespace {

using Json = nlohmann::json;

// In the order of preference.
constexpr std::array kTextKeys = {"text",    "plain_body", "body",     "content",
                                  "message", "msg",        "html_body"};
constexpr std::array kTimeKeys = {"created_at", "createdAt",  "timestamp", "timestamp_ms",
                                  "sent_at",    "sentAt",     "create_at", "created_utc",
                                  "created",    "time",       "ts",        "date_unixtime",
                                  "date",       "started_at", "start_time"};
constexpr std::array<std::string_view, 24> kAuthorKeys = {
    "author",      "author_type", "authorType",  "author_id",  "author_name", "createdBy",
    "created_by",  "sender",      "sender_type", "senderType", "sender_id",   "senderId",
    "sender_name", "senderName",  "from",        "from_id",    "user",        "user_type",
    "userType",    "user_id",     "role",        "direction",  "is_agent",    "inbound"};
constexpr std::array<std::string_view, 10> kMessagesKeys = {
    "conversation_parts", "_embedded", "threads", "thread",     "events",
    "messages",           "history",   "parts",   "transcript", "comments"};
constexpr std::array<std::string_view, 10> kHiddenTypes = {
    "note",  "private_note",   "private_prompt", "internal_note", "lineitem",
    "event", "system_message", "service",        "edit",          "filled_form"};

template <typename List>
bool holds(const List& list, std::string_view word) {
    return std::ranges::find(list, word) != list.end();
}

bool is(const Json& object, const char* key, bool wanted) {
    const Json* value = json_member(object, key);
    return value && value->is_boolean() && value->get<bool>() == wanted;
}

// Parts that are no speech: "note", "assignment", "close". A conversation that a customer's words
// open again holds them in a part "open".
bool is_hidden_part(const Json& message, const std::string& part) {
    if (part.empty() || part == "comment" || part == "quick_reply") return false;
    const Json* author = json_member(message, "author");
    const std::string type = author ? json_text(*author, "type") : std::string();
    return part != "open" || (type != "user" && type != "lead" && type != "contact");
}

// A text that may be cut into pieces: "a", ["a", {"text": "b"}], {"text": "a"}.
std::string joined(const Json& value) {
    if (value.is_string()) return value.get<std::string>();
    if (value.is_object()) return first_text(value, {"text", "body"});
    std::string text;
    if (value.is_array())
        for (const Json& piece : value)
            text += piece.is_string() ? piece.get<std::string>() : json_text(piece, "text");
    return text;
}

}  // namespace

bool is_author_key(std::string_view key) {
    return holds(kAuthorKeys, key);
}
bool is_text_key(std::string_view key) {
    return holds(kTextKeys, key);
}
bool is_messages_key(std::string_view key) {
    return holds(kMessagesKeys, key);
}

const Json* json_member(const Json& object, const char* key) {
    if (!object.is_object()) return nullptr;
    const auto found = object.find(key);
    return found == object.end() || found->is_null() ? nullptr : &*found;
}

bool json_flag(const Json& object, const char* key) {
    return is(object, key, true);
}

std::string json_text(const Json& object, const char* key) {
    const Json* value = json_member(object, key);
    return value && value->is_string() ? value->get<std::string>() : std::string();
}

std::string json_id(const Json& value) {
    if (value.is_string()) return value.get<std::string>();
    return value.is_number() ? value.dump() : std::string();
}

std::string first_text(const Json& object, std::initializer_list<const char*> keys) {
    for (const char* key : keys)
        if (auto text = json_text(object, key); !trim_space(text).empty()) return text;
    return {};
}

std::string first_id(const Json& object, std::initializer_list<const char*> keys) {
    for (const char* key : keys)
        if (const Json* value = json_member(object, key))
            if (auto id = json_id(*value); !id.empty()) return id;
    return {};
}

std::string json_time(const Json& object) {
    constexpr double kLatest = 1e17;  // microseconds
    for (const char* key : kTimeKeys) {
        const Json* value = json_member(object, key);
        if (!value) continue;
        std::string text = json_id(*value);
        if (value->is_number_float()) {
            const double seconds = value->get<double>();
            if (!(seconds >= 0 && seconds < kLatest)) continue;
            text = std::to_string(static_cast<std::int64_t>(seconds));
        }
        if (auto time = parse_date(text, "")) return *time;
    }
    return {};
}

std::string person_name(const Json& person) {
    std::string name = first_text(
        person, {"name", "display_name", "displayName", "real_name", "full_name", "nickname"});
    if (!name.empty()) return name;
    constexpr std::pair<const char*, const char*> kParts[] = {
        {"first_name", "last_name"}, {"firstName", "lastName"}, {"first", "last"}};
    for (const auto& [first, last] : kParts) {
        name = json_text(person, first);
        const std::string family = json_text(person, last);
        if (!name.empty() && !family.empty()) name += ' ';
        name += family;
        if (!name.empty()) return name;
    }
    return first_text(person, {"email", "username"});
}

MessageText message_text(const Json& message) {
    for (const char* key : kTextKeys)
        if (const Json* value = json_member(message, key))
            if (auto text = joined(*value); !trim_space(text).empty())
                return {std::move(text), key};
    return {};
}

bool is_hidden(const Json& message) {
    if (json_flag(message, "private") || json_flag(message, "is_private") ||
        is(message, "public", false))
        return true;
    if (json_flag(message, "stealthed") || json_flag(message, "redacted")) return true;
    if (json_text(message, "visibility") == "agents") return true;
    const std::string state = json_text(message, "state");
    if (state == "draft" || state == "hidden") return true;
    const std::string part = json_text(message, "part_type");
    const std::string type = json_text(message, "type");
    return is_hidden_part(message, part) || holds(kHiddenTypes, type) ||
           (type.starts_with("chat.") && type != "chat.msg");
}

}  // namespace verbatim
