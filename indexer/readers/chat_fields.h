#pragma once

#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

// The members that chat exports have, whatever each of them calls it.
namespace verbatim {

// The names of a message's author, of its text, and of a list of messages.
bool is_author_key(std::string_view key);
bool is_text_key(std::string_view key);
bool is_messages_key(std::string_view key);

// A member that is there and not null.
const nlohmann::json* json_member(const nlohmann::json& object, const char* key);

// Whether a member is true.
bool json_flag(const nlohmann::json& object, const char* key);

// Empty for what is no text, and for an id that is neither text nor number.
std::string json_text(const nlohmann::json& object, const char* key);
std::string json_id(const nlohmann::json& value);
std::string first_text(const nlohmann::json& object, std::initializer_list<const char*> keys);
std::string first_id(const nlohmann::json& object, std::initializer_list<const char*> keys);

// When a message was sent or a conversation began, as ISO 8601.
std::string json_time(const nlohmann::json& object);

// What an object calls a person; an address where there is no name.
std::string person_name(const nlohmann::json& person);

struct MessageText {
    std::string text;
    std::string key;  // of the member that holds it; empty: there is none
};
MessageText message_text(const nlohmann::json& message);

// A note among colleagues, or an event.
bool is_hidden(const nlohmann::json& message);

}  // namespace verbatim
