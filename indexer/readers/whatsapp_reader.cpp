#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "indexer/readers/channel.h"
#include "indexer/readers/names.h"
#include "indexer/readers/reader.h"
#include "indexer/readers/transcript_lines.h"
#include "indexer/readers/whatsapp_lines.h"
#include "indexer/readers/whatsapp_messages.h"
#include "indexer/space.h"

namespace verbatim {

namespace {

constexpr std::size_t kRoundBytes = 2 * kMaxRecordBytes;
constexpr std::size_t kLinesProbed = 200;

// "[2026-01-02 10:00:00] INFO: started": a program's log.
bool is_log_level(std::string_view name) {
    constexpr std::array<std::string_view, 9> kLevels = {
        "TRACE", "DEBUG", "INFO", "NOTICE", "WARN", "WARNING", "ERROR", "CRITICAL", "FATAL"};
    return std::ranges::find(kLevels, name) != kLevels.end();
}

int probe(const Sample& sample) {
    constexpr int kCertain = 96, kLikely = 60;
    std::size_t stamps = 0, authors = 0;
    bool first = true;
    std::vector<SourceLine> lines = split_lines(sample.text);
    for (std::size_t i = 0; i < std::min(lines.size(), kLinesProbed); ++i) {
        const std::string_view line = lines[i].text;
        if (trim_space(line).empty()) continue;
        const auto stamp = message_stamp(line);
        if (first && !stamp) return 0;
        first = false;
        if (!stamp) continue;
        ++stamps;
        const auto author = message_author(line.substr(stamp->size));
        if (author && !is_log_level(author->name)) ++authors;
    }
    if (authors == 0 || authors * 2 < stamps) return 0;
    return authors >= 2 ? kCertain : kLikely;
}

// The name at which the file's own, or its folder's, ends: "WhatsApp Chat with Ana Lima.txt".
std::string named_after(const std::string& path, const std::map<std::string, std::size_t>& people) {
    std::string_view stem = path;
    if (stem.ends_with("/_chat.txt")) stem.remove_suffix(std::string_view("/_chat.txt").size());
    stem.remove_prefix(stem.rfind('/') + 1);
    for (const std::string_view suffix : {".txt", ".zip"})
        if (stem.ends_with(suffix)) stem.remove_suffix(suffix.size());
    for (const auto& [name, count] : people)
        if (stem.ends_with(" " + name)) return name;
    return {};
}

// "Ana added Bob: the cook": a line of WhatsApp's own, about somebody whose name holds a colon. It
// begins with the name of somebody who writes, occurs once, and goes on in lower case.
bool is_notice_about(std::string_view name, const std::map<std::string, std::size_t>& people) {
    for (std::size_t space = name.find(' '); space != name.npos;
         space = name.find(' ', space + 1)) {
        const std::string_view after = name.substr(space + 1);
        const std::string who(name.substr(0, space));
        const bool lower = !after.empty() && after[0] >= 'a' && after[0] <= 'z';
        if (lower && (who == "You" || people.contains(who))) return true;
    }
    return false;
}

class ChatText {
public:
    ChatText(const std::string& path, const ReadOptions& options, RecordSink& sink)
        : path_(path), sink_(sink), channel_(head_, options, sink) {
        if (options.mapping) order_ = options.mapping->date_order;
    }

    // Reads in rounds of bounded size. The first one, which nearly always is the whole file,
    // decides the order of dates and who is who.
    Result<void> read(Input& input) {
        bool ended = false;
        while (!ended) {
            while (text_.size() < kRoundBytes && !ended) {
                const std::string_view chunk = input.next_chunk();
                ended = chunk.empty();
                text_ += chunk;
            }
            if (auto added = add_round(ended); !added) return added;
        }
        return channel_.finish();
    }

    const std::string& order() const { return order_; }
    std::vector<std::string> notes() const {
        std::vector<std::string> notes = {counted(channel_.conversations(), "day")};
        if (!head_.others_reason.empty())
            notes.push_back("all others: " + std::string(name_of(head_.others)) + ", " +
                            head_.others_reason);
        return notes;
    }

private:
    Result<void> add_round(bool last) {
        std::vector<TextMessage> messages = split_messages(text_, line_);
        std::size_t end = text_.size();
        std::uint64_t next_line = line_;
        if (!last && messages.size() > 1) {
            end = messages.back().head;  // it may not have ended yet
            next_line = messages.back().line;
            messages.pop_back();
        } else if (!last) {
            reject(line_, "longer than 16 MiB");
            next_line += static_cast<std::uint64_t>(std::ranges::count(text_, '\n'));
            messages.clear();
        }
        if (std::exchange(first_round_, false)) begin(messages);
        warn_of_pasted(messages);
        for (const TextMessage& message : messages)
            if (auto added = add(message); !added) return added;
        line_ = next_line;
        text_.erase(0, end);
        return {};
    }

    // They may be a customer's all the same: of chats that were put together.
    void warn_of_pasted(const std::vector<TextMessage>& messages) {
        std::vector<std::uint64_t> lines;
        for (const TextMessage& message : messages)
            if (message.pasted) lines.push_back(message.line);
        if (lines.empty()) return;
        const bool one = lines.size() == 1;
        sink_.warn(
            {at_line(lines.front()),
             counted(lines.size(), "message") +
                 (one ? " is" : " from here to line " + std::to_string(lines.back()) + " are") +
                 " dated in another manner than the chat: taken for pasted, and left out"});
    }

    void begin(const std::vector<TextMessage>& messages) {
        std::string_view before = text_;
        if (!messages.empty()) before = before.substr(0, messages.front().head);
        if (!trim_space(before).empty()) reject(1, "no message begins here");
        decide(messages);
    }

    void decide(const std::vector<TextMessage>& messages) {
        std::vector<MessageStamp> stamps;
        std::map<std::string, std::size_t> people;
        for (const TextMessage& message : messages) {
            if (message.pasted) continue;
            stamps.push_back(message.stamp);
            const std::string_view text = said(message);
            if (maker_.empty() && (message.author.empty() || text.starts_with("\u200E")))
                maker_ = group_maker(text);
            const bool speaks = !written_part(text).empty();
            if (!message.author.empty() && speaks) ++people[message.author];
        }
        for (const auto& [name, count] : people)
            if (count == 1 && is_notice_about(name, people)) notices_.insert(name);
        for (const std::string& name : notices_) people.erase(name);
        if (order_.empty()) order_ = order_of_dates(stamps);
        if (order_.empty() && !messages.empty())
            sink_.warn({at_line(messages.front().line), std::string(kUndecidedDates)});
        constexpr std::size_t kBetweenTwo = 2;
        if (people.size() > kBetweenTwo || !maker_.empty()) {
            head_.others = Role::customer;
            head_.others_reason = "writes in the group";
        } else if (people.size() == kBetweenTwo) {
            if (people.contains("Me")) {
                head_.others = Role::customer;
                head_.others_reason = "writes with who exported the chat";
                return;
            }
            counterpart_ = named_after(path_, people);
            if (counterpart_.empty()) return;
            head_.others = Role::agent;
            head_.others_reason = "holds the chat with the customer";
        }
    }

    Result<void> add(const TextMessage& text) {
        ChannelMessage message;
        message.locator = at_line(text.line);
        if (text.pasted) return channel_.add(std::move(message));
        message.author.name = text.author;
        if (!text.author.empty() && !notices_.contains(text.author))
            message.text = written_part(said(text));
        if (text.author == counterpart_ && !counterpart_.empty()) {
            message.author.role = Role::customer;
            message.author.role_reason = "the chat is named after them";
        } else if (text.author == maker_ && !maker_.empty()) {
            message.author.role = Role::agent;
            message.author.role_reason = "made the group";
        } else if (text.author == "Me") {  // Signal's
            message.author.role = Role::agent;
            message.author.role_reason = "exported the chat";
        }
        message.time = time_of(text.stamp, order_);
        for (const int number : text.stamp.date) message.day += std::to_string(number) + "/";
        return channel_.add(std::move(message));
    }

    std::string_view said(const TextMessage& message) const {
        return std::string_view(text_).substr(message.begin, message.end - message.begin);
    }

    static Locator at_line(std::uint64_t line) {
        Locator place;
        place.line = line;
        return place;
    }

    void reject(std::uint64_t line, std::string reason) {
        sink_.reject({at_line(line), std::move(reason)});
    }

    const std::string& path_;
    RecordSink& sink_;
    ChannelHead head_;
    Channel channel_;
    std::string text_;
    std::uint64_t line_ = 1;  // of the text's beginning
    bool first_round_ = true;
    std::string order_, maker_, counterpart_;
    std::set<std::string> notices_;  // what looks like a name and is a line of WhatsApp's own
};

Result<ReadReport> read(Input& input, const ReadOptions& options, RecordSink& sink) {
    ReadReport report;
    report.kind = options.kind.value_or(Kind::chat);
    ChatText chat(input.path(), options, sink);
    const auto done = chat.read(input);
    if (!done) return done.error();
    if (!input.read_error().empty())
        return Error{ErrorCode::unavailable, input.path() + ": " + input.read_error(), ""};
    report.notes = chat.notes();
    report.date_order = chat.order();
    return report;
}

}  // namespace

const Reader kWhatsappReader = {"whatsapp", "Chats of WhatsApp and Signal as text", &probe, &read};

}  // namespace verbatim
