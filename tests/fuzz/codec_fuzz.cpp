// Any bytes as a record of the store or the index: decoded or refused as damage, and what is
// decoded comes back alike. The first byte says which record; a checksum that fits is put before
// the rest, which no fuzzer would find.

#include "engine/codec.h"

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/codec_frame.h"
#include "engine/codec_packed.h"
#include "engine/codec_saved.h"
#include "engine/people.h"
#include "tests/fuzz/reading.h"

namespace {

using namespace verbatim;

// Every span and number that the rest of the program uses as an index.
void check(const Conversation& conversation) {
    for (const Utterance& utterance : conversation.utterances)
        fuzz::demand(utterance.speaker < conversation.speakers.size(), "a speaker is there");
    for (const Verbatim& verbatim : conversation.verbatims) {
        fuzz::demand(verbatim.utterance < conversation.utterances.size(), "an utterance is there");
        const std::string& text = conversation.utterances[verbatim.utterance].text;
        fuzz::demand(verbatim.span.begin <= verbatim.span.end && verbatim.span.end <= text.size(),
                     "a span is one of its utterance");
    }
}
template <typename Other>
void check(const Other&) {}

template <typename Record>
void try_record(std::string_view bytes, Result<Record> (*decode)(std::string_view)) {
    const auto record = decode(bytes);
    if (!record) {
        fuzz::demand(record.error().code == ErrorCode::damaged, "what is refused is damage");
        fuzz::demand(!record.error().message.empty(), "a refusal says why");
        return;
    }
    check(*record);
    const std::string written = encode(*record);
    const auto again = decode(written);
    fuzz::demand(again && encode(*again) == written, "what is written is read alike");
}

// As a server may send it.
void try_packed(std::string_view bytes) {
    static const RecordDictionary none;
    const auto record = none.unpacked(bytes);
    if (record) return try_record(*record, decode_document);
    fuzz::demand(record.error().code == ErrorCode::damaged, "what is refused is damage");
}

void try_kind(std::uint8_t kind, std::string_view bytes) {
    switch (kind % 12) {
        case 0:
            return try_record(bytes, decode_source);
        case 1:
            return try_record(bytes, decode_conversation);
        case 2:
            return try_record(bytes, decode_places);
        case 3:
            return try_record(bytes, decode_codes);
        case 4:
            return try_record(bytes, decode_reject);
        case 5:
            return try_record(bytes, decode_document);
        case 6:
            return try_record(bytes, decode_indexed_source);
        case 7:
            return try_record(bytes, decode_lens);
        case 8:
            return try_record(bytes, decode_indexed_lenses);
        case 9:
            return try_record(bytes, decode_saved_search);
        case 10:
            return try_record(bytes, decode_person);
        default:
            return try_packed(bytes);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string bytes(data + 1, data + size);
    try_kind(data[0], bytes);
    try_kind(data[0], framed(bytes));
    return 0;
}
