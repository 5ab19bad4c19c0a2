#include "indexer/readers/whatsapp_messages.h"

#include <algorithm>
#include <utility>

#include "indexer/readers/transcript_lines.h"

namespace verbatim {

namespace {

// Marks what somebody pasted into a message, which is not their words: a few messages that are
// stamped in another manner than the first, with some in the first one's behind them. Of chats that
// were put together there are more, or they stand at the end.
void mark_pasted(std::vector<TextMessage>& messages) {
    constexpr std::size_t kFew = 5, kOneOf = 20;
    if (messages.empty()) return;
    const MessageStamp first = messages.front().stamp;
    const auto is_foreign = [&first](const TextMessage& message) {
        return !is_of_one_style(message.stamp, first);
    };
    const auto foreign = static_cast<std::size_t>(std::ranges::count_if(messages, is_foreign));
    if (foreign == 0 || foreign > std::max(kFew, messages.size() / kOneOf)) return;
    const auto behind = std::find_if_not(messages.rbegin(), messages.rend(), is_foreign).base();
    for (auto at = messages.begin(); at != behind; ++at) at->pasted = is_foreign(*at);
}

}  // namespace

std::vector<TextMessage> split_messages(std::string_view text, std::uint64_t first_line) {
    std::vector<TextMessage> messages;
    const auto end_last = [&](std::size_t end) {
        if (messages.empty()) return;
        while (end > messages.back().begin && (text[end - 1] == '\n' || text[end - 1] == '\r'))
            --end;
        messages.back().end = end;
    };
    for (const SourceLine& line : split_lines(text)) {
        const std::uint64_t number = first_line++;
        const auto stamp = message_stamp(line.text);
        if (!stamp) continue;
        end_last(line.begin);
        TextMessage message;
        message.stamp = *stamp;
        message.head = line.begin;
        message.begin = line.begin + stamp->size;
        message.line = number;
        if (const auto author = message_author(line.text.substr(stamp->size))) {
            message.author = author->name;
            message.begin += author->size;
        }
        messages.push_back(std::move(message));
    }
    end_last(text.size());
    mark_pasted(messages);
    return messages;
}

}  // namespace verbatim
