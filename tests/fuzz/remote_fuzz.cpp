// Any bytes as what a server sends of an index: the list of its parts, or a dictionary and a
// document's record that it may be packed with. Refused as damage, or searched and marked as any
// other. A checksum that fits is put before what has one.

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/codec_frame.h"
#include "engine/codec_shards.h"
#include "engine/index_document.h"
#include "engine/index_record.h"
#include "engine/match.h"
#include "engine/pattern.h"
#include "engine/query.h"
#include "tests/cut.h"
#include "tests/fuzz/reading.h"

namespace {

using namespace verbatim;

template <typename T>
bool is_damage(const Result<T>& refused) {
    return refused.error().code == ErrorCode::damaged && !refused.error().message.empty();
}

const Pattern& pattern() {
    static const Pattern sought = compile(
        *parse_query("slow export* \"too expensive\" (lamp NEAR/3 broken) NOT refund speaker:dana",
                     FieldNames{}),
        {"en", "es"}, false);
    return sought;
}

void search(const Document& document) {
    const CutText text = cut(document.text, document.citation.lang);
    matches_plainly(pattern(), document.text);
    matches(pattern(), document, text, [](std::string_view) { return std::vector{1u}; });
    std::size_t end = 0;
    for (const Span& span : mark(pattern(), text).highlights) {
        fuzz::demand(end <= span.begin && span.begin < span.end, "highlights come in order");
        end = span.end;
    }
    fuzz::demand(end <= document.text.size(), "a highlight is one of its text");
    build(document, text.words, "round 1", {});
}

// A length of two bytes, a dictionary, and behind it the id and the record: packed already, or a
// message that is packed here.
void try_document(bool packs, std::string_view bytes) {
    if (bytes.size() < 2 + sizeof(Id)) return;
    const std::size_t length =
        static_cast<unsigned char>(bytes[0]) * 256u + static_cast<unsigned char>(bytes[1]);
    bytes.remove_prefix(2);
    RecordDictionaries dictionaries;
    dictionaries.emplace_back(std::string(bytes.substr(0, length)));
    dictionaries.emplace_back();
    bytes.remove_prefix(std::min(length, bytes.size()));
    const std::string id(bytes.substr(0, sizeof(Id)));
    bytes.remove_prefix(id.size());
    const std::string record = packs ? dictionaries.front().packed(framed(bytes)) : framed(bytes);
    for (const std::string& value : {bind_id(id + record), id + std::string(bytes)}) {
        const auto document = described(value, dictionaries);
        if (document)
            search(*document);
        else
            fuzz::demand(is_damage(document), "what is refused is damage");
    }
}

void try_parts(std::string_view bytes) {
    const auto list = decode_shards(framed(bytes));
    if (!list)
        fuzz::demand(is_damage(list), "what is refused is damage");
    else
        fuzz::demand(*decode_shards(encode(*list)) == *list, "what is written is read alike");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string bytes(data + 1, data + size);
    if (data[0] % 3 == 0)
        try_parts(bytes);
    else
        try_document(data[0] % 3 == 1, bytes);
    return 0;
}
