#include <algorithm>
#include <array>

#include "indexer/readers/channel_dialects.h"
#include "indexer/readers/chat_fields.h"

namespace verbatim {

namespace {

using Json = nlohmann::json;

constexpr std::size_t kBetweenTwo = 2;

// The length of the sequence of UTF-8 that these bytes begin with, 0 if they begin with none.
std::size_t sequence_size(const std::string& bytes, std::size_t at) {
    const auto byte = [&bytes](std::size_t i) {
        return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0u;
    };
    const auto first = byte(at);
    const std::size_t size = first < 0x80                     ? 1
                             : first >= 0xC2 && first <= 0xDF ? 2
                             : first >= 0xE0 && first <= 0xEF ? 3
                             : first >= 0xF0 && first <= 0xF4 ? 4
                                                              : 0;
    for (std::size_t i = 1; i < size; ++i)
        if ((byte(at + i) & 0xC0) != 0x80) return 0;
    const bool overlong =
        (first == 0xE0 && byte(at + 1) < 0xA0) || (first == 0xF0 && byte(at + 1) < 0x90) ||
        (first == 0xED && byte(at + 1) > 0x9F) || (first == 0xF4 && byte(at + 1) > 0x8F);
    return overlong ? 0 : size;
}

// Meta writes each byte of UTF-8 as a character: "Ã©" for "é". Undone where all of a text can be.
std::string repaired(std::string text) {
    std::string bytes;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte < 0x80) {
            bytes += text[at];
        } else if (byte <= 0xC3 && at + 1 < text.size()) {
            const auto next = static_cast<unsigned char>(text[++at]);
            bytes += static_cast<char>((byte & 0x03u) << 6 | (next & 0x3Fu));
        } else {
            return text;
        }
    }
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t size = sequence_size(bytes, at);
        if (size == 0) return text;
        at += size;
    }
    return bytes;
}

bool fits(const ChannelSample& sample) {
    return sample.pointer == "/messages" &&
           ((json_member(sample.record, "sender_name") &&
             json_member(sample.record, "timestamp_ms")) ||
            (json_member(sample.record, "senderName") && json_member(sample.record, "timestamp") &&
             json_member(sample.around, "participants")));
}

void begin(const ChannelSample& sample, ChannelState& state) {
    state.head.newest_first = true;
    state.head.title = repaired(first_text(sample.around, {"title", "threadName"}));
    const Json* people = json_member(sample.around, "participants");
    if (!people || !people->is_array() || people->size() <= kBetweenTwo) return;
    state.head.others = Role::customer;
    state.head.others_reason = "writes in the group";
}

// What Messenger writes in somebody's name.
bool is_notice(const Json& record, const std::string& text) {
    constexpr std::array<const char*, 3> kEvents = {"Call", "Subscribe", "Unsubscribe"};
    const std::string type = json_text(record, "type");
    if (std::ranges::find(kEvents, type) != kEvents.end()) return true;
    if (json_flag(record, "is_unsent") || json_flag(record, "isUnsent")) return true;
    if (json_member(record, "call_duration")) return true;
    if (text.starts_with("Reacted ") && text.find(" to your message") != text.npos) return true;
    const bool shared = json_member(record, "share") || json_member(record, "attachments");
    return text == "Liked a message" || (shared && text.ends_with(" sent an attachment."));
}

Result<void> add(const Json& record, const Locator& place, ChannelState&, Channel& channel) {
    ChannelMessage message;
    message.time = json_time(record);
    message.author.name = repaired(first_text(record, {"sender_name", "senderName"}));
    const char* key = json_member(record, "content") ? "content" : "text";
    message.text = repaired(json_text(record, key));
    if (is_notice(record, message.text)) message.text.clear();
    return add_at(channel, std::move(message), place, "/" + std::string(key));
}

}  // namespace

const ChannelDialect kMessengerDialect = {"Messenger", fits, begin, add};

}  // namespace verbatim
