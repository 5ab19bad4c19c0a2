#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model.h"
#include "engine/result.h"
#include "indexer/decode.h"
#include "indexer/mapping/mapping.h"

// Raw text -> Conversations. One format family a file; this header lists them all.
//
// What every reader promises:
// - Utterance::text is what the source holds after its transport encoding is undone (CSV quotes,
// JSON
//   escapes, entities and voice tags of WebVTT, HTML in a cell or a message): nothing is trimmed
//   inside, corrected or translated. Cues of one speaker in a row become one utterance, joined by
//   one space, or by nothing where the text before ends in white space; the cue map says where each
//   begins.
// - Every record is accounted for: one accept (with Conversation::records), empty, duplicate or
// reject.
// - Speakers carry the role that the source itself states, with the reason; otherwise Role::unknown
//   with an empty reason, for roles.h to decide.
// - The reader neither sets ids nor languages nor verbatims; it sets everything else that it knows.
// - Bad records are rejected and the rest goes on. A reader fails as a whole only if the input
// cannot
//   be read at all. Memory is bounded by the largest conversation, not by the file.
namespace verbatim {

// Takes what a reader finds, in the order of the source. Called from the reader's thread.
class RecordSink {
public:
    virtual ~RecordSink() = default;
    virtual Result<void> accept(Conversation conversation) = 0;  // an error ends the reading
    virtual void reject(Reject reject) = 0;
    virtual void empty(std::uint64_t records) = 0;  // records that say nothing
    // Something in a record that was used all the same: a date that is none, a rating of "great".
    // Reported beside the rejects, with file, place and reason, but the record is not rejected.
    virtual void warn(Reject warning) = 0;
};

// The beginning of an input, for probing.
struct Sample {
    std::string_view path;
    std::string_view text;  // UTF-8, up to 64 KiB, may end in the middle of anything
    bool whole = false;     // the text is the whole input
};

class PartiesBeside;
class SlackWorkspaces;

struct ReadOptions {
    std::optional<Kind> kind;                   // --kind; otherwise the reader's guess
    std::optional<Mapping> mapping;             // --map
    std::map<std::string, Role> roles;          // --role NAME=ROLE, names folded
    std::map<std::string, std::string> fields;  // --set key=value
    SlackWorkspaces* workspaces = nullptr;      // kept from file to file by the caller, or null
    PartiesBeside* parties = nullptr;           // likewise
};

// How an input was understood, for --dry-run: "text <- column 4 'Review Text'".
struct ReadReport {
    Kind kind = Kind::review;
    std::vector<std::string> notes;
    std::vector<std::string> doubts;  // what was a close call: "column 3 'Note' may be the text"
    std::string date_order;           // as for parse_date; empty if none is needed or known
    std::string mapping;              // tables: what was guessed, as a mapping file
};

struct Reader {
    std::string_view name;  // for --as and in reports: "csv", "webvtt"
    std::string_view help;
    // How well the reader fits, 0 (not at all) to 100 (certain). Looks at content first; the name
    // only breaks ties. Never throws; cost linear in the sample.
    int (*probe)(const Sample& sample);
    Result<ReadReport> (*read)(Input& input, const ReadOptions& options, RecordSink& sink);
    // Tables: the names of the columns, from the beginning of the input, which it leaves unread;
    // none where there is no table. Null for what has no columns.
    std::vector<std::string> (*columns)(Input& input, const ReadOptions& options) = nullptr;
};

// csv_reader.cpp, json_reader.cpp, vtt_reader.cpp, srt_reader.cpp, transcript_reader.cpp,
// chat_json_reader.cpp, speech_reader.cpp, ass_reader.cpp, caption_table_reader.cpp,
// notes_reader.cpp, channel_reader.cpp, whatsapp_reader.cpp, mail_reader.cpp
extern const Reader kCsvReader;   // CSV and TSV tables: reviews, surveys, chats (one row a message)
extern const Reader kJsonReader;  // a JSON array of objects, or an object that holds one
extern const Reader kJsonLinesReader;     // one JSON object a line
extern const Reader kVttReader;           // WebVTT: Zoom, Teams, plain
extern const Reader kSrtReader;           // SubRip
extern const Reader kAssReader;           // Advanced SubStation Alpha
extern const Reader kCaptionTableReader;  // tables of start, end, speaker, text
extern const Reader kTranscriptReader;    // Name: text; Name  12:34; **Name:** text
extern const Reader kChatJsonReader;      // conversations as JSON with messages
extern const Reader kNotesReader;         // prose without speakers
extern const Reader kSpeechReader;        // transcripts as JSON with segments, words, monologues
extern const Reader kChannelReader;       // channels, groups and forums as JSON
extern const Reader kWhatsappReader;      // WhatsApp and Signal as text
extern const Reader kDiscordTextReader;   // Discord as text, by DiscordChatExporter
extern const Reader kMailReader;          // mailboxes and mails

std::span<const Reader* const> readers();
const Reader* find_reader(std::string_view name);

// The reader that fits best, or nullptr where none reaches 20. Ties go to the earlier in the list.
const Reader* choose_reader(const Sample& sample);

}  // namespace verbatim
