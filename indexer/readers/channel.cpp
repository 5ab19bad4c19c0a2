#include "indexer/readers/channel.h"

#include <algorithm>

#include "indexer/role_names.h"
#include "indexer/space.h"

namespace verbatim {

namespace {

constexpr std::size_t kMostHeldBytes = 64u << 20;
constexpr std::size_t kMessageBytes = 512;  // of a message besides its text
constexpr std::size_t kDay = 10;            // YYYY-MM-DD

bool is_quoted(std::string_view line, QuoteLines quoted) {
    if (quoted == QuoteLines::none || !line.starts_with('>')) return false;
    return quoted == QuoteLines::spaced ? line.starts_with("> ") : !line.starts_with(">!");
}

bool quotes_the_rest(std::string_view line, QuoteLines quoted) {
    return (quoted == QuoteLines::spaced && line.starts_with(">>> ")) ||
           (quoted == QuoteLines::any_or_rest && line.starts_with(">>>"));
}

bool are_timed(const std::vector<ChannelMessage>& messages) {
    return std::ranges::none_of(messages, &std::string::empty, &ChannelMessage::time);
}

}  // namespace

std::vector<std::string_view> own_words(std::string_view text, QuoteLines quoted) {
    std::vector<std::string_view> parts;
    std::size_t begin = 0;
    const auto end_part = [&](std::size_t end) {
        const std::string_view part = text.substr(begin, end - begin);
        const auto first = part.find_first_not_of("\r\n");
        if (trim_space(part).empty()) return;
        parts.push_back(begin == 0 && end == text.size()
                            ? part
                            : part.substr(first, part.find_last_not_of("\r\n") + 1 - first));
    };
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
        const std::string_view line = text.substr(at, end - at);
        const bool to_end = quotes_the_rest(line, quoted);
        if (to_end) end = text.size();
        if (to_end || is_quoted(line, quoted)) {
            end_part(at);
            begin = end;
        }
        at = end;
    }
    end_part(text.size());
    return parts;
}

Result<void> Channel::add(ChannelMessage message) {
    if (trim_space(message.text).empty()) {
        sink_.empty(message.records);
        return {};
    }
    held_bytes_ += message.text.size() + kMessageBytes;
    if (message.thread.empty()) {
        std::string day = message.day.empty() ? message.time.substr(0, kDay) : message.day;
        if (!day_.messages.empty() && day_.key != day)
            if (auto ended = accept(std::exchange(day_, {})); !ended) return ended;
        day_.key = std::move(day);
        day_.messages.push_back(std::move(message));
    } else {
        const auto [known, is_new] = places_.try_emplace(message.thread, threads_.size());
        if (is_new) threads_.push_back({message.thread, message.thread, {}});
        threads_[known->second].messages.push_back(std::move(message));
    }
    return held_bytes_ > kMostHeldBytes ? finish() : Result<void>();
}

Result<void> Channel::finish() {
    places_.clear();
    std::vector<Group> groups = std::exchange(threads_, {});
    groups.push_back(std::exchange(day_, {}));
    for (Group& group : groups)
        if (!group.messages.empty())
            if (auto accepted = accept(std::move(group)); !accepted) return accepted;
    held_bytes_ = 0;
    return {};
}

// A message that comes twice is what it was at last: its edited self.
void Channel::keep_last_versions(std::vector<ChannelMessage>& messages) {
    std::map<std::string, std::size_t> places;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < messages.size(); ++i) {
        const auto [known, is_new] = messages[i].id.empty()
                                         ? std::pair{places.end(), true}
                                         : places.try_emplace(messages[i].id, kept);
        if (is_new) {
            if (kept != i) messages[kept] = std::move(messages[i]);
            ++kept;
            continue;
        }
        ChannelMessage& earlier = messages[known->second];
        messages[i].records += earlier.records;
        messages[i].time = earlier.time;
        earlier = std::move(messages[i]);
    }
    messages.resize(kept);
}

// A thread that goes on in another file has another first message there, and so another name.
std::string Channel::record_of(const Group& group) const {
    const std::string& first = group.messages.front().id;
    std::string record = head_.id;
    for (const std::string& part : {group.thread, first == group.thread ? std::string() : first})
        if (!part.empty()) record += (record.empty() ? "" : "/") + part;
    return group.thread.empty() && first.empty() ? std::string() : record;
}

void Channel::give_role(Speaker& author, Kind kind) const {
    const auto named = role_of_name(author.name);
    const bool told = named && !named->needs_counterpart;  // for roles.h to say
    if (author.role != Role::unknown || !author.role_reason.empty() || told || kind == Kind::forum)
        return;
    author.role = head_.others;
    author.role_reason = head_.others_reason;
}

void Channel::add_text(const ChannelMessage& message, SpeakerPlaces& places,
                       Conversation& conversation) const {
    const auto parts = own_words(message.text, head_.quote_lines);
    if (parts.empty()) return;
    Speaker author = message.author;
    give_role(author, conversation.kind);
    const std::uint32_t speaker = places.of(std::move(author), conversation.speakers);
    for (const std::string_view part : parts) {
        Utterance utterance;
        utterance.speaker = speaker;
        utterance.text = part;
        utterance.time = message.time;
        utterance.locator = message.locator;
        conversation.utterances.push_back(std::move(utterance));
    }
}

Result<void> Channel::accept(Group group) {
    auto& messages = group.messages;
    for (const ChannelMessage& message : messages)
        held_bytes_ -= std::min(held_bytes_, message.text.size() + kMessageBytes);
    keep_last_versions(messages);
    if (head_.newest_first) std::ranges::reverse(messages);
    if (!head_.in_tree_order && are_timed(messages))
        std::ranges::stable_sort(messages, {}, &ChannelMessage::time);
    Conversation conversation;
    conversation.kind = options_.kind.value_or(head_.kind);
    conversation.record = record_of(group);
    conversation.title = head_.title;
    conversation.fields = options_.fields;
    conversation.fields.insert(head_.fields.begin(), head_.fields.end());
    if (head_.threads_span_files && !group.thread.empty())
        conversation.fields["thread"] = head_.id + "/" + group.thread;
    conversation.records = 0;
    conversation.date = messages.front().time;
    conversation.locator = messages.front().locator;
    SpeakerPlaces places;
    for (const ChannelMessage& message : messages) {
        conversation.records += message.records;
        if (!message.title.empty()) conversation.title = message.title;
        if (!message.url.empty()) conversation.url = message.url;
        add_text(message, places, conversation);
    }
    if (conversation.utterances.empty()) {
        sink_.empty(conversation.records);
        return {};
    }
    ++conversations_;
    return sink_.accept(std::move(conversation));
}

}  // namespace verbatim
