#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/meaning/code.h"
#include "engine/model.h"
#include "engine/quote.h"
#include "engine/result.h"

// Record bytes: one byte of version, four of checksum (XXH3, low bits, little end first), then the
// protobuf message of record.proto. Decoding fails with `damaged` where the checksum, the version
// or the message is wrong; the caller adds which record it was.
namespace verbatim {

// A source is `incoming` while it is read, `live` once it is acknowledged, `leaving` while its
// successor or its removal reaches the index.
enum class SourceState : std::uint8_t { incoming, live, leaving };

struct StoredSource {
    Source source;
    SourceState state = SourceState::incoming;
    std::uint32_t replaces = 0;  // the earlier reading of the same file, 0 if none
};

// Where one source holds a conversation.
struct Place {
    std::uint32_t source = 0;
    std::uint32_t ordinal = 0;     // its number within the source, from 0
    std::uint64_t text_bytes = 0;  // of its utterances
    std::uint32_t records = 0;     // of the source, that it was made of
    std::uint32_t verbatims = 0;
    friend bool operator==(const Place&, const Place&) = default;
};

// What the verbatims of one conversation mean.
struct StoredCodes {
    std::uint64_t identity = 0;  // of the encoder and the head that made them
    std::vector<std::pair<Id, Code>> codes;
    // Nothing if there is none for the verbatim.
    const Code* find(Id verbatim) const;
};

struct StoredReject {
    Reject reject;
    bool warning = false;  // the record itself was used
};

// Probabilities of lenses are multiples of 1 / kShares below 1, or records would round them. From
// one half on all floats are.
inline constexpr std::uint32_t kShares = 1u << 24;
std::uint32_t in_shares(float probability);  // of 0 to 1
float of_shares(std::uint32_t shares);

// One verbatim in the index: all that a quote shows, but for the source's path, hash and round,
// which the index keeps once a source.
struct Document {
    Id id = 0;
    std::string text;
    Place place;
    std::vector<std::uint32_t> holders;  // every source that holds the conversation
    std::uint32_t utterance = 0;
    std::uint32_t utterances = 0;  // of the conversation; one has no context
    Citation citation;
    Id said_by = 0;  // tells speakers apart where the citation does not: it has their name
    std::vector<std::pair<std::string, float>> lenses;  // then the kinds of those that hold
};

// A lens of the library's own, or what marks taught one that ships with Verbatim.
struct StoredLens {
    std::string name;
    std::uint32_t number = 0;  // of its slot in the index, from 1; 0 for one that ships
    std::string definition;
    std::string cues;   // a lens file, or empty
    std::string model;  // LensModelData::bytes() with one head; empty while it is not trained
};

// Which lenses the index's documents were scored with: with `identity` all but those after
// `scored` up to `last`, which have older scores.
struct IndexedLenses {
    struct Own {
        std::string name;
        std::uint32_t number = 0;
        std::string definition;
    };
    std::uint64_t identity = 0;  // LensSet::identity()
    std::uint32_t scored = 0;
    std::uint32_t last = 0;
    std::vector<Own> own;
};

struct IndexedSource {
    std::string path;
    std::string sha256;
    std::string round;
};

std::string encode(const StoredSource& source);
std::string encode(const Conversation& conversation);
std::string encode(const std::vector<Place>& places);
std::string encode(const StoredCodes& codes);
std::string encode(const StoredReject& reject);
std::string encode(const Document& document);
std::string encode(const IndexedSource& source);
std::string encode(const StoredLens& lens);
std::string encode(const IndexedLenses& lenses);

Result<StoredSource> decode_source(std::string_view bytes);
Result<Conversation> decode_conversation(std::string_view bytes);
Result<std::vector<Place>> decode_places(std::string_view bytes);
Result<StoredCodes> decode_codes(std::string_view bytes);
Result<StoredReject> decode_reject(std::string_view bytes);
Result<Document> decode_document(std::string_view bytes);
Result<std::string> decode_document_text(std::string_view bytes);  // Document::text alone
Result<IndexedSource> decode_indexed_source(std::string_view bytes);
Result<StoredLens> decode_lens(std::string_view bytes);
Result<IndexedLenses> decode_indexed_lenses(std::string_view bytes);

}  // namespace verbatim
