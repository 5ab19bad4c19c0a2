#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/readers/reader.h"
#include "indexer/readers/speaker_places.h"

// Messages of a channel, a group, a chat between two or a forum -> Conversations.
namespace verbatim {

// One message, whatever program exported it.
struct ChannelMessage {
    std::string id;      // the exporter's own, or empty
    std::string thread;  // what the messages of one thread share; empty: it stands in the channel
    Speaker author;      // with a role and its reason where the message itself tells them
    std::string time;    // ISO 8601, or empty
    std::string day;     // of messages without a thread; empty: the day of the time
    std::string title;   // of its thread, where it begins one
    std::string url;     // likewise
    std::string text;
    Locator locator;
    std::uint32_t records = 1;  // 0 for what belongs to the record of the message before
};

// Where a message repeats somebody else's words.
enum class QuoteLines {
    none,
    spaced,       // lines that begin with "> ", and all from a line on that begins with ">>> "
    any,          // lines that begin with ">", but for ">!", which hides a text
    any_or_rest,  // the same, and all from a line on that begins with ">>>"
};

// What a file says of all its messages.
struct ChannelHead {
    std::string id;     // the exporter's own, of the channel
    std::string title;  // "#general", "Beta testers"
    Kind kind = Kind::chat;
    std::map<std::string, std::string> fields;
    // The role of whoever has none, with its reason. A reason with Role::unknown keeps roles.h from
    // guessing; without a reason roles.h decides. Neither counts where --kind forum says that
    // whoever writes is a customer.
    Role others = Role::unknown;
    std::string others_reason;
    QuoteLines quote_lines = QuoteLines::none;
    bool newest_first = false;
    // A thread may go on in another file: its parts are found together by the field "thread".
    bool threads_span_files = false;
    bool in_tree_order = false;  // an answer follows what it answers: times do not order messages
};

// Puts messages together: each thread is a conversation, and so is what was written outside threads
// on each day. Days end when the next begins; threads are held until the end, up to 64 MiB of text:
// what is held then makes its conversations, and later messages begin anew. In a conversation the
// messages stand in the order of their times. Every message is accounted for in the sink, at the
// latest by finish().
class Channel {
public:
    // Options, head and sink outlive it; the head may change between messages.
    Channel(const ChannelHead& head, const ReadOptions& options, RecordSink& sink)
        : head_(head), options_(options), sink_(sink) {}

    Result<void> add(ChannelMessage message);
    Result<void> finish();
    std::uint64_t conversations() const { return conversations_; }

private:
    struct Group {
        std::string key;
        std::string thread;
        std::vector<ChannelMessage> messages;
    };

    Result<void> accept(Group group);
    static void keep_last_versions(std::vector<ChannelMessage>& messages);
    void give_role(Speaker& author, Kind kind) const;
    void add_text(const ChannelMessage& message, SpeakerPlaces& places,
                  Conversation& conversation) const;
    std::string record_of(const Group& group) const;

    const ChannelHead& head_;
    const ReadOptions& options_;
    RecordSink& sink_;
    std::vector<Group> threads_;                 // in the order of their first messages
    std::map<std::string, std::size_t> places_;  // of threads, by key
    Group day_;
    std::size_t held_bytes_ = 0;
    std::uint64_t conversations_ = 0;
};

// What a reader warns of, at the first such date, where no date of the chat tells.
inline constexpr std::string_view kUndecidedDates =
    "the dates can be read in two ways, day first or month first, and were left out: state "
    "\"date_order\" in a mapping file";

// The parts of a text that are its author's own words, without the lines that quote. One part, the
// text itself, where there are none. Empty where nothing is left.
std::vector<std::string_view> own_words(std::string_view text, QuoteLines quoted);

}  // namespace verbatim
