#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "engine/model.h"
#include "indexer/readers/speaker_places.h"

namespace verbatim {

// Collects one conversation as the chat programs export it: Intercom, Crisp, LiveChat, Zendesk,
// Help Scout, and what looks alike.
//
// Roles come from what the export calls an author ("user", "admin", "bot"). Private notes and
// events (assigned, opened, closed) are left out. Bodies in HTML become text. Messages that come
// newest first are turned round.
class ChatBuilder {
public:
    // A whole conversation; `pointer` is its place. False if it has no list of messages.
    bool add_conversation(const nlohmann::json& object, const std::string& pointer);
    // One message of a conversation that is not an object itself.
    void add_message(const nlohmann::json& message, const std::string& pointer);

    // The conversation, without utterances if nobody said anything. Leaves the builder empty.
    Conversation take();

private:
    struct Author {
        std::string id, name;
        Role role = Role::unknown;
        std::string reason;
    };

    void read_head(const nlohmann::json& object);
    void read_people(const nlohmann::json& object);
    bool read_lists(const nlohmann::json& object, const std::string& pointer, int depth);
    void read_description(const nlohmann::json& ticket, const std::string& pointer);
    bool read_extras(const nlohmann::json& object, const std::string& pointer);
    Author author_of(const nlohmann::json& message) const;
    void find_side(const nlohmann::json& message, Author& author) const;
    void add_customer_text(std::string text, std::string pointer);
    void add_text(const Author& author, std::string text, std::string time, std::string pointer);

    Conversation conversation_;
    bool html_ = false;      // bodies are HTML, even without a tag
    std::string requester_;  // the customer's id, where a ticket states it
    Author visitor_;
    std::map<std::string, Author> people_;  // by id
    SpeakerPlaces places_;
};

}  // namespace verbatim
