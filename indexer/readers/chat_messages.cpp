#include "indexer/readers/chat_messages.h"

#include <algorithm>
#include <array>
#include <utility>

#include "indexer/mapping/direction.h"
#include "indexer/readers/chat_fields.h"
#include "indexer/readers/markup.h"
#include "indexer/space.h"

namespace verbatim {

namespace {

using Json = nlohmann::json;

constexpr std::array kPersonKeys = {"author", "createdBy", "created_by", "sender", "from", "user"};
// What says which side somebody is on.
constexpr std::array kSideKeys = {
    "author_type", "authorType", "sender_type", "senderType", "user_type", "userType", "role",
    "is_agent",    "isAgent",    "inbound",     "direction",  "from",      "sender",   "author"};
constexpr std::array kListKeys = {
    "conversation_parts", "_embedded", "threads", "thread",     "events",
    "messages",           "history",   "parts",   "transcript", "comments"};

// threads/0/thread/events
constexpr int kDeepestList = 4;

bool may_hold_name(std::string_view key) {
    return key == "from" || key == "sender" || key == "author";
}

bool is_bot(const Json& person) {
    return std::ranges::any_of(
        std::array{"isBot", "is_bot", "bot", "from_ai_agent", "is_ai_answer"},
        [&person](const char* key) { return json_flag(person, key); });
}

bool is_of_drift(const Json& message) {
    return json_member(message, "conversationId") && json_member(message, "createdAt");
}

bool holds_messages(const Json& object) {
    for (const char* key : {"events", "messages"})
        if (const Json* value = json_member(object, key); value && value->is_array()) return true;
    return false;
}

// A ticket of Zendesk's whose list of comments is empty. Without a list it is no conversation.
bool is_without_comments(const Json& object) {
    const Json* comments = json_member(object, "comments");
    return comments && comments->is_array() && comments->empty();
}

bool is_newest_first(const std::vector<Utterance>& utterances) {
    if (utterances.size() < 2 || utterances.front().time <= utterances.back().time) return false;
    return std::ranges::is_sorted(utterances, std::ranges::greater(), &Utterance::time) &&
           !utterances.back().time.empty();
}

}  // namespace

bool ChatBuilder::add_conversation(const Json& object, const std::string& pointer) {
    const Json* ticket = json_member(object, "id") ? nullptr : json_member(object, "ticket");
    read_head(ticket ? *ticket : object);
    read_people(object);
    html_ = json_member(object, "conversation_parts") || json_member(object, "_embedded");
    bool found = false;
    if (const Json* source = json_member(object, "source");
        source && (json_member(*source, "body") || json_member(*source, "delivered_as"))) {
        add_message(*source, pointer + "/source");
        if (!conversation_.utterances.empty())
            conversation_.utterances.back().time = conversation_.date;
        found = true;
    }
    found = read_lists(object, pointer, 0) || found;
    if (is_without_comments(object)) {
        if (ticket)
            read_description(*ticket, pointer + "/ticket");
        else
            read_description(object, pointer);
    }
    if (ticket) read_extras(*ticket, pointer + "/ticket");
    return read_extras(object, pointer) || found;
}

void ChatBuilder::read_head(const Json& object) {
    conversation_.record = first_id(object, {"id", "conversation_id", "conversationId",
                                             "session_id", "chat_id", "ticket_id", "_id"});
    conversation_.title = first_text(object, {"title", "subject", "topic"});
    if (const Json* source = json_member(object, "source"); source && conversation_.title.empty())
        conversation_.title = first_text(*source, {"subject"});
    if (looks_like_html(conversation_.title))
        conversation_.title = html_to_text(conversation_.title);
    conversation_.date = json_time(object);
    if (const auto url = first_text(object, {"url", "permalink"}); url.starts_with("http"))
        conversation_.url = url;
    requester_ = first_id(object, {"requester_id"});
    if (const Json* rating = json_member(object, "conversation_rating"))
        if (const Json* value = json_member(*rating, "rating"); value && value->is_number()) {
            conversation_.rating = value->get<double>();
            conversation_.rating_max = 5;
        }
}

// LiveChat and Zendesk state who is who beside the messages.
void ChatBuilder::read_people(const Json& object) {
    if (const Json* visitor = json_member(object, "visitor")) {
        visitor_.id = first_id(*visitor, {"id"});
        visitor_.name = person_name(*visitor);
    }
    const Json* users = json_member(object, "users");
    if (!users || !users->is_array()) return;
    for (const Json& user : *users) {
        Author person;
        person.id = first_id(user, {"id"});
        person.name = person_name(user);
        for (const char* key : {"type", "role"}) {
            const std::string type = json_text(user, key);
            const auto role = direction_role(key, type);
            if (!role || person.role != Role::unknown) continue;
            person.role = *role;
            person.reason = "users." + std::string(key) + " is " + type;
        }
        if (!person.id.empty()) people_[person.id] = person;
    }
}

bool ChatBuilder::read_lists(const Json& object, const std::string& pointer, int depth) {
    bool found = false;
    for (const char* key : kListKeys) {
        const Json* list = json_member(object, key);
        if (!list) continue;
        const std::string place = pointer + "/" + key;
        if (list->is_object() && depth < kDeepestList)
            found = read_lists(*list, place, depth + 1) || found;
        if (!list->is_array()) continue;
        found = true;
        for (std::size_t i = 0; i < list->size(); ++i) {
            const Json& message = (*list)[i];
            const std::string here = place + "/" + std::to_string(i);
            if (depth < kDeepestList && holds_messages(message))
                read_lists(message, here, depth + 1);
            else
                add_message(message, here);
        }
    }
    return found;
}

// A ticket's description is its first comment, which its submitter wrote: the requester, unless
// somebody else filed it.
void ChatBuilder::read_description(const Json& ticket, const std::string& pointer) {
    if (requester_.empty()) return;
    Author author;
    author.id = first_id(ticket, {"submitter_id"});
    if (author.id.empty()) author.id = requester_;
    const bool requested = author.id == requester_;
    author.role = requested ? Role::customer : Role::agent;
    author.reason = requested ? "is the requester" : "filed the ticket for the requester";
    if (const auto known = people_.find(author.id); known != people_.end()) {
        author.name = known->second.name;
        if (known->second.role != Role::unknown) author = known->second;
    }
    add_text(author, json_text(ticket, "description"), conversation_.date,
             pointer + "/description");
}

// What the customer wrote outside the messages: about a rating, or while nobody was there.
bool ChatBuilder::read_extras(const Json& object, const std::string& pointer) {
    if (const Json* rating = json_member(object, "conversation_rating"))
        add_customer_text(json_text(*rating, "remark"), pointer + "/conversation_rating/remark");
    if (const Json* rating = json_member(object, "satisfaction_rating"))
        add_customer_text(json_text(*rating, "comment"), pointer + "/satisfaction_rating/comment");
    if (!json_member(object, "visitor")) return false;
    add_customer_text(json_text(object, "comment"), pointer + "/comment");
    const std::string left = json_text(object, "message");
    if (json_text(object, "type") == "offline_msg") add_customer_text(left, pointer + "/message");
    return !left.empty();
}

void ChatBuilder::add_message(const Json& message, const std::string& pointer) {
    if (!message.is_object() || is_hidden(message)) return;
    MessageText found = message_text(message);
    if (found.key.empty()) return;
    if (conversation_.record.empty())
        conversation_.record = first_id(message, {"conversationId", "conversation_id"});
    if (looks_like_html(found.text) || found.key == "html_body") {
        found.text = html_to_text(found.text);
    } else if (html_) {
        std::string text;
        append_unescaped(text, found.text);
        found.text = std::move(text);
    }
    add_text(author_of(message), std::move(found.text), json_time(message),
             pointer + "/" + found.key);
}

ChatBuilder::Author ChatBuilder::author_of(const Json& message) const {
    Author author;
    for (const char* key : kPersonKeys) {
        const Json* person = json_member(message, key);
        if (!person || !person->is_object()) continue;
        author.id = first_id(*person, {"id", "user_id", "_id"});
        author.name = person_name(*person);
        const std::string type = first_text(*person, {"type", "role", "user_type"});
        // Help Scout and Drift call those who work there users.
        const bool colleague =
            type == "user" && (key == std::string_view("createdBy") || is_of_drift(message));
        const auto role = colleague ? Role::agent : direction_role("type", type);
        const bool automated = json_flag(message, "automated");
        if (automated || is_bot(*person)) {
            author.role = Role::bot;
            author.reason = automated ? "automated is true" : std::string(key) + " is a bot";
        } else if (role) {
            author.role = *role;
            author.reason = std::string(key) + ".type is " + type;
        }
        break;
    }
    if (author.name.empty())
        author.name =
            first_text(message, {"author_name", "authorName", "sender_name", "senderName",
                                 "from_name", "user_name", "username", "nickname", "name"});
    if (author.id.empty())
        author.id = first_id(message, {"author_id", "authorId", "sender_id", "senderId", "from_id",
                                       "user_id", "userId"});
    if (const auto known = people_.find(author.id); known != people_.end()) {
        if (known->second.role != Role::unknown) return known->second;
        author.name = known->second.name;
    }
    if (author.role == Role::unknown) find_side(message, author);
    if (author.role == Role::unknown && !requester_.empty() && author.id == requester_) {
        author.role = Role::customer;
        author.reason = "is the requester";
    }
    return author;
}

// A word such as "agent" under one of many keys; a name is whatever else stands under some of them.
void ChatBuilder::find_side(const Json& message, Author& author) const {
    std::string side;
    for (const char* key : kSideKeys) {
        const Json* value = json_member(message, key);
        if (!value || value->is_structured()) continue;
        const std::string word =
            value->is_boolean() ? (value->get<bool>() ? "true" : "false") : json_id(*value);
        const auto role = direction_role(key, word);
        if (role && author.role == Role::unknown) {
            author.role = *role;
            author.reason = std::string(key) + " is " + word;
            if (value->is_string()) side = word;
        } else if (!role && may_hold_name(key)) {
            std::string& part = value->is_string() ? author.name : author.id;
            if (part.empty()) part = word;
        }
    }
    if (author.name.empty() && author.id.empty()) author.name = side;
}

void ChatBuilder::add_customer_text(std::string text, std::string pointer) {
    if (trim_space(text).empty()) return;
    Author author{visitor_.id, visitor_.name, Role::customer, "left the remark"};
    if (author.id.empty()) author.id = requester_;
    if (const auto known = people_.find(author.id); known != people_.end())
        author.name = known->second.name;
    for (const Speaker& speaker : conversation_.speakers)
        if (speaker.role == Role::customer) {
            author = Author{speaker.id, speaker.name, speaker.role, speaker.role_reason};
            break;
        }
    add_text(author, std::move(text), {}, std::move(pointer));
}

void ChatBuilder::add_text(const Author& author, std::string text, std::string time,
                           std::string pointer) {
    if (trim_space(text).empty()) return;
    Utterance utterance;
    utterance.speaker =
        places_.of({author.id, author.name, author.role, author.reason}, conversation_.speakers);
    utterance.text = std::move(text);
    utterance.time = std::move(time);
    utterance.locator.pointer = std::move(pointer);
    conversation_.utterances.push_back(std::move(utterance));
}

Conversation ChatBuilder::take() {
    auto& utterances = conversation_.utterances;
    if (is_newest_first(utterances)) std::ranges::reverse(utterances);
    if (conversation_.date.empty() && !utterances.empty())
        conversation_.date = utterances.front().time;
    Conversation taken = std::move(conversation_);
    *this = ChatBuilder();
    return taken;
}

}  // namespace verbatim
