#pragma once

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The nouns of Verbatim. Plain values; text is UTF-8 and offsets are bytes throughout.
namespace verbatim {

enum class Kind : std::uint8_t { interview, call, review, chat, survey, forum, mail };
enum class Role : std::uint8_t { customer, interviewer, agent, bot, unknown };

inline constexpr std::string_view kKindNames[] = {"interview", "call",  "review", "chat",
                                                  "survey",    "forum", "mail"};
inline constexpr std::string_view kRoleNames[] = {"customer", "interviewer", "agent", "bot",
                                                  "unknown"};

constexpr std::string_view name_of(Kind kind) {
    return kKindNames[static_cast<std::size_t>(kind)];
}
constexpr std::string_view name_of(Role role) {
    return kRoleNames[static_cast<std::size_t>(role)];
}
// Of numbers that come from a disk or a server: out of range is the last one.
constexpr Kind kind_numbered(std::size_t number) {
    return static_cast<Kind>(std::min(number, std::size(kKindNames) - 1));
}
constexpr Role role_numbered(std::size_t number) {
    return static_cast<Role>(std::min(number, std::size(kRoleNames) - 1));
}
std::optional<Kind> kind_from(std::string_view name);
std::optional<Role> role_from(std::string_view name);
// Whose words the lenses judge, and the meaning is kept of.
constexpr bool may_be_customer(Role role) {
    return role == Role::customer || role == Role::unknown;
}

// A conversation's or a verbatim's name: 60 bits of a hash, printed as 12 characters of 0-9 a-z
// without i, l, o and u. Derived from content and the exporter's record id, never from a path, a
// time or an order, so that it survives a rebuild, a move and a rename. 0 is no id.
using Id = std::uint64_t;
std::string print_id(Id id);
std::optional<Id> parse_id(std::string_view text);

// A half-open range of bytes of some text.
struct Span {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    friend bool operator==(const Span&, const Span&) = default;
};

// Where something was heard, in milliseconds from the beginning of the recording.
struct TimeRange {
    std::int64_t start_ms = 0;
    std::int64_t end_ms = 0;
    friend bool operator==(const TimeRange&, const TimeRange&) = default;
};

// A place in a source, in the terms of its format: whatever is known is set. Lines and rows count
// from 1; the header of a table is row 1, so a row is what a spreadsheet shows. `pointer` is a JSON
// pointer (RFC 6901).
struct Locator {
    std::optional<std::uint64_t> line;
    std::optional<std::uint64_t> row;
    std::string pointer;
    std::optional<TimeRange> time;
    friend bool operator==(const Locator&, const Locator&) = default;
};

// One piece of an utterance as the source timed it: it begins at byte `begin` of the utterance's
// text and reaches to the next cue. In order, first begin 0.
struct Cue {
    std::uint32_t begin = 0;
    std::uint64_t line = 0;
    TimeRange time;
    friend bool operator==(const Cue&, const Cue&) = default;
};

struct Speaker {
    std::string id;    // the exporter's id, or empty
    std::string name;  // as the source writes it; empty if it names nobody
    Role role = Role::unknown;
    std::string role_reason;  // how the role was decided, for people: "asks 14 of 16 questions"
    bool stated = false;      // the source itself says so
};

// What one speaker said at a stretch.
struct Utterance {
    std::uint32_t speaker = 0;  // index into Conversation::speakers
    std::string text;           // valid UTF-8, exactly what the source holds (see reader.h)
    std::string time;           // ISO 8601 if the source dates each message, else empty
    std::string question;       // what this answers, where the source says so (a survey's header)
    std::string lang;           // ISO 639-1 code where it is not the conversation's, else empty
    Locator locator;
    std::vector<Cue> cues;  // empty where the source has no time codes
};

// Whole sentences of one utterance: the unit of indexing.
struct Verbatim {
    Id id = 0;
    std::uint32_t utterance = 0;  // index into Conversation::utterances
    Span span;                    // of that utterance's text
    // The number of the source with which it first came into the library, which a later reading of
    // it keeps; 0 until it is written.
    std::uint32_t since = 0;
    friend bool operator==(const Verbatim&, const Verbatim&) = default;
};

// One interview, call, review, chat, survey response, thread or mail.
struct Conversation {
    Id id = 0;
    std::string record;  // the exporter's own id, or empty
    Kind kind = Kind::review;
    std::string title;
    std::string
        date;  // ISO 8601, YYYY-MM-DD or YYYY-MM-DDTHH:MM:SS, as the source dates it; or empty
    std::optional<double> rating;
    std::optional<double> rating_max;  // the scale's upper end, where known
    std::string product;
    std::string url;
    std::string lang;  // ISO 639-1 code, or empty if undecided; most utterances' where they differ
    std::map<std::string, std::string> fields;  // --set key=value, and columns a mapping names
    Locator locator;
    std::uint32_t records = 1;  // how many of the source's records it was made of
    std::vector<Speaker> speakers;
    std::vector<Utterance> utterances;
    std::vector<Verbatim> verbatims;  // filled by segmentation
};

// The language in which the utterance was said, or empty if undecided.
inline const std::string& lang_of(const Conversation& conversation, const Utterance& utterance) {
    return utterance.lang.empty() ? conversation.lang : utterance.lang;
}

// Bytes of all its verbatims.
std::uint64_t text_of_verbatims(const Conversation& conversation);

// A record that could not be used, and why: "the row has 3 cells, the header 9".
struct Reject {
    Locator locator;
    std::string reason;
};

// How the records of one source were accounted for: records() is what was read. In the store, what
// several sources hold is indexed in each; Library::status leaves it to the first by path.
struct Counts {
    std::uint64_t indexed = 0;
    std::uint64_t duplicates = 0;
    std::uint64_t empty = 0;
    std::uint64_t rejected = 0;
    std::uint64_t conversations = 0;
    std::uint64_t verbatims = 0;

    std::uint64_t records() const { return indexed + duplicates + empty + rejected; }
    Counts& operator+=(const Counts& other) {
        indexed += other.indexed;
        duplicates += other.duplicates;
        empty += other.empty;
        rejected += other.rejected;
        conversations += other.conversations;
        verbatims += other.verbatims;
        return *this;
    }
    friend bool operator==(const Counts&, const Counts&) = default;
};

// One raw input, as it was when it was read.
struct Source {
    std::uint32_t id = 0;  // its number in this library; 0 is none
    std::string path;      // absolute, or "-" for standard input
    std::string sha256;    // of the raw bytes, in hex
    std::uint64_t size = 0;
    std::int64_t mtime_ns = 0;
    std::string format;  // the reader's name
    Kind kind = Kind::review;
    std::string round;
    std::string added;         // ISO 8601, UTC
    std::string read_options;  // how it was read (ReadOptions as JSON), so that sync reads it alike
    Counts counts;
    std::uint64_t text_bytes = 0;  // of its verbatims
    std::string same_as;  // the path of a file beside it that has its conversation better, and is
                          // indexed in its place; its own records are duplicates
};

}  // namespace verbatim
