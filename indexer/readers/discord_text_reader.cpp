#include "indexer/readers/reader.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "indexer/mapping/dates.h"
#include "indexer/readers/channel.h"
#include "indexer/readers/discord_notices.h"
#include "indexer/readers/names.h"
#include "indexer/readers/transcript_lines.h"
#include "indexer/space.h"

// DiscordChatExporter's plain text:
//
//   ==============================================================
//   Guild: Greenhouse
//   Channel: support / help
//   ==============================================================
//
//   [10/12/2025 9:05 PM] lena_k (pinned)
//   What she wrote.
//
//   {Attachments}
//   https://...
namespace verbatim {

namespace {

constexpr std::size_t kSampleBytes = 64u << 10;
constexpr std::string_view kPrivate = "Direct Messages";

bool is_rule(std::string_view line) {
    constexpr std::size_t kWidth = 62;
    return line.size() == kWidth && line.find_first_not_of('=') == line.npos;
}

// "[date] author", perhaps "(pinned)".
struct Head {
    std::string_view date, author;
};

std::optional<Head> head_of(std::string_view line) {
    const std::size_t end = line.find("] ");
    if (!line.starts_with('[') || end == line.npos) return std::nullopt;
    Head head{line.substr(1, end - 1), line.substr(end + 2)};
    constexpr std::string_view kPinned = " (pinned)";
    if (head.author.ends_with(kPinned)) head.author.remove_suffix(kPinned.size());
    const bool dated = head.date.find_first_of("0123456789") != head.date.npos &&
                       head.date.find_first_of(":.") != head.date.npos;
    return dated && !head.author.empty() ? std::optional(head) : std::nullopt;
}

// Below a message: "{Attachments}", "{Embed}", "{Stickers}", "{Reactions}".
bool begins_appendix(std::string_view line) {
    constexpr std::array<std::string_view, 4> kAppendices = {"{Attachments}", "{Embed}",
                                                             "{Stickers}", "{Reactions}"};
    return std::ranges::find(kAppendices, line) != kAppendices.end();
}

int probe(const Sample& sample) {
    constexpr int kCertain = 98;
    const std::vector<SourceLine> lines = split_lines(sample.text.substr(0, 1024));
    return lines.size() >= 3 && is_rule(lines[0].text) && lines[1].text.starts_with("Guild: ") &&
                   lines[2].text.starts_with("Channel: ")
               ? kCertain
               : 0;
}

class ChannelText {
public:
    ChannelText(const ReadOptions& options, RecordSink& sink)
        : sink_(sink), channel_(head_, options, sink) {
        if (options.mapping) order_ = options.mapping->date_order;
        head_.quote_lines = QuoteLines::spaced;
    }

    Result<void> read(Input& input) {
        if (order_.empty()) order_ = order_in(input.peek(kSampleBytes));
        Input::Line line;
        bool before = true, blank = true;
        for (std::size_t rules = 0; input.next_line(line);) {
            if (is_rule(line.text) && blank) {
                before = ++rules == 1;
                if (rules > 2) break;  // how many were exported, and nothing else
                blank = rules == 1;    // a rule ends what this one begins
                continue;
            }
            const auto head = blank && !before ? head_of(line.text) : std::nullopt;
            if (before)
                add_to_head(line.text);
            else if (auto added = head ? begin(*head, line) : go_on(line); !added)
                return added;
            blank = before || line.text.empty();
        }
        if (auto ended = end(); !ended) return ended;
        return channel_.finish();
    }

    const std::string& order() const { return order_; }
    std::uint64_t conversations() const { return channel_.conversations(); }

private:
    static std::string order_in(std::string_view sample) {
        std::vector<std::string> dates;
        for (const SourceLine& line : split_lines(sample))
            if (const auto head = head_of(line.text)) dates.emplace_back(head->date);
        return guess_date_order(dates);
    }

    void add_to_head(std::string_view line) {
        constexpr std::string_view kGuild = "Guild: ", kChannel = "Channel: ";
        if (line.starts_with(kGuild)) guild_ = line.substr(kGuild.size());
        if (!line.starts_with(kChannel)) return;
        std::string_view name = line.substr(kChannel.size());
        const std::size_t category = name.rfind(" / ");
        if (category != name.npos) name.remove_prefix(category + 3);
        head_.title = name;
        if (guild_ == kPrivate) return;
        head_.title = guild_ + " #" + std::string(name);
        head_.fields["channel"] = name;
        head_.others = Role::customer;
        head_.others_reason = "writes in the community";
    }

    Result<void> begin(const Head& head, const Input::Line& line) {
        if (auto ended = end(); !ended) return ended;
        message_.emplace();
        message_->author.name = head.author;
        message_->time = parse_date(head.date, order_).value_or("");
        const bool undecided = message_->time.empty() && order_.empty();
        if (undecided && parse_date(head.date, "dmy") && !std::exchange(warned_, true))
            sink_.warn({at_line(line.number), std::string(kUndecidedDates)});
        message_->day = head.date.substr(0, head.date.find_first_of(" T,"));
        message_->locator.line = line.number + 1;
        in_text_ = true;
        return {};
    }

    Result<void> go_on(const Input::Line& line) {
        if (!message_) {
            if (!trim_space(line.text).empty())
                sink_.reject({at_line(line.number), "no message begins here"});
            return {};
        }
        in_text_ = in_text_ && !begins_appendix(line.text);
        if (!in_text_) return {};
        if (line.too_long || message_->text.size() + line.text.size() > kMaxRecordBytes) {
            sink_.reject({at_line(line.number), "longer than 16 MiB"});
            message_.reset();
            return {};
        }
        message_->text.append(line.text).append("\n");
        return {};
    }

    Result<void> end() {
        if (!message_) return {};
        ChannelMessage message = std::move(*message_);
        message_.reset();
        while (message.text.ends_with('\n')) message.text.pop_back();
        if (is_discord_notice(message.text)) message.text.clear();
        return channel_.add(std::move(message));
    }

    static Locator at_line(std::uint64_t number) {
        Locator place;
        place.line = number;
        return place;
    }

    RecordSink& sink_;
    ChannelHead head_;
    Channel channel_;
    std::string order_, guild_;
    std::optional<ChannelMessage> message_;  // that is being read
    bool in_text_ = false;                   // not yet in what is appended to it
    bool warned_ = false;                    // of dates
};

Result<ReadReport> read(Input& input, const ReadOptions& options, RecordSink& sink) {
    ReadReport report;
    report.kind = options.kind.value_or(Kind::chat);
    ChannelText text(options, sink);
    const auto done = text.read(input);
    if (!done) return done.error();
    if (!input.read_error().empty())
        return Error{ErrorCode::unavailable, input.path() + ": " + input.read_error(), ""};
    report.notes = {counted(text.conversations(), "day")};
    report.date_order = text.order();
    return report;
}

}  // namespace

const Reader kDiscordTextReader = {"discord", "Channels of Discord as text (DiscordChatExporter)",
                                   &probe, &read};

}  // namespace verbatim
