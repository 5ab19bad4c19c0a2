#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

// Every field of the index, in one table: index.cpp writes it, plan.cpp queries it, the help prints
// it.
namespace verbatim {

// Raised whenever documents, terms, slots or records change their meaning.
inline constexpr std::uint32_t kSchemaVersion = 10;
// The oldest version whose store is read: `verbatim reindex` makes the library one of this version.
inline constexpr std::uint32_t kOldestStore = 4;

enum class FieldType {
    term,    // one folded value a document: a boolean term
    words,   // a name: each of its words is a boolean term, a filter matches all of its own
    number,  // a value slot, for ranges
    date,    // a value slot, for ranges; a prefix such as 2026-05 is the whole month
    stems,   // a text: the stems of its words that say something are boolean terms
    lens,    // a boolean term for each lens that holds, and a slot for each probability
};

struct Field {
    std::string_view name;    // in queries, flags and facets
    std::string_view prefix;  // Xapian term prefix, empty if it has no terms
    std::int32_t slot;        // Xapian value slot, -1 if it has none
    FieldType type;
    std::string_view help;
};

inline constexpr Field kFields[] = {
    {"lens", "XL", 1, FieldType::lens, "a lens that holds: lens:pain"},
    {"kind", "XK", 2, FieldType::term, "interview, call, review, chat, survey, forum, mail"},
    {"source", "XS", 3, FieldType::term, "part of the source's path: source:trustpilot"},
    {"speaker", "XP", 4, FieldType::words, "the speaker's name"},
    {"product", "XO", 5, FieldType::words, "the product spoken of"},
    {"rating", "", 6, FieldType::number, "the rating as exported: rating:1..3"},
    {"date", "", 7, FieldType::date, "when it was said: date:2026-01..2026-06"},
    {"lang", "XG", 8, FieldType::term, "ISO 639-1 code of the language"},
    {"round", "XB", 9, FieldType::term, "the round of ingest"},
    {"role", "XR", 10, FieldType::term, "customer, interviewer, agent, bot, unknown"},
    {"question", "XU", 15, FieldType::stems, "what it answers: question:\"why did you buy\""},
    {"conversation", "C", 11, FieldType::term, "the conversation's id"},
};

// The slot of a question holds a hash of it, those of a kind and a role its number, that of a lens
// the names of all that hold (index_record.h).
//
// A term of an id, of a conversation or beyond the table "Q" of the verbatim itself, is of the
// first two characters only: id_term(). Beyond the table besides: a term for each source that holds
// the record "XQ", keys of --set "XF" + key + "=" + value, stems without a prefix.
inline constexpr std::string_view kIdPrefix = "Q";
inline constexpr std::string_view kHolderPrefix = "XQ";
inline constexpr std::string_view kCustomPrefix = "XF";
inline constexpr std::uint32_t kIdSlot = 0;       // breaks ties; in every document
inline constexpr std::uint32_t kPersonSlot = 12;  // who speaks, for one quote a speaker
inline constexpr std::uint32_t kCodeSlot = 13;    // what it means (meaning/code.h), once known
inline constexpr std::uint32_t kSinceSlot = 14;   // Verbatim::since, sortable; in every document
inline constexpr std::uint32_t kRecordSlot = 16;  // all that a quote shows (index_record.h)
// A probability, less for what is too short or too long to quote: + the place among the lenses that
// ship with Verbatim, or among their kinds, or the number of a lens of the library's own.
inline constexpr std::uint32_t kFirstLensSlot = 32;
inline constexpr std::uint32_t kFirstKindSlot = 64;
inline constexpr std::uint32_t kFirstOwnLensSlot = 128;
inline constexpr std::uint32_t kMostOwnLenses = 800;
inline constexpr std::uint32_t kFirstCustomSlot = 1024;  // + a hash of the key of --set

constexpr const Field* find_field(std::string_view name) {
    for (const Field& field : kFields)
        if (field.name == name) return &field;
    return nullptr;
}

}  // namespace verbatim
