#include "engine/index_record.h"

#include <algorithm>
#include <utility>

#include "engine/codec_names.h"
#include "engine/hash.h"
#include "engine/lens_names.h"
#include "engine/lens_set.h"
#include "engine/schema.h"
#include "engine/terms.h"
#include "engine/text.h"

namespace verbatim {

namespace {

// Names of the library's own lenses begin with it, and none of the bytes that stand for others are
// ASCII.
constexpr char kOwn = '=';
constexpr unsigned kFirstByte = 0x80;

bool is_shipped(char c) {
    return static_cast<unsigned char>(c) >= kFirstByte;
}

std::string short_lens(std::string_view name) {
    const auto slot = lens_slot(name, {});
    return slot ? std::string(1, static_cast<char>(kFirstByte + *slot - kFirstLensSlot))
                : kOwn + std::string(name);
}

std::string long_lens(std::string_view name) {
    if (name.empty() || !is_shipped(name.front()))
        return std::string(name.substr(std::min<std::size_t>(1, name.size())));
    const std::uint32_t slot =
        kFirstLensSlot + static_cast<unsigned char>(name.front()) - kFirstByte;
    const bool is_kind = slot >= kFirstKindSlot;
    const LensNames& names = LensNames::built_in();
    const auto& list = is_kind ? names.kinds : names.lenses;
    const std::size_t place = slot - (is_kind ? kFirstKindSlot : kFirstLensSlot);
    return place < list.size() ? std::string(list[place]) : "";
}

// As the function decodes what the frame holds.
template <typename Decoded>
Result<Decoded> read_record(std::string_view record, const RecordDictionaries& dictionaries,
                            Result<Decoded> (*decode)(std::string_view)) {
    if (!is_packed(record)) return decode(record);
    Error why{ErrorCode::damaged, "no dictionary fits a record", "run `verbatim reindex`"};
    for (const RecordDictionary& dictionary : dictionaries) {
        if (!dictionary.may_have(record)) continue;
        const auto unpacked = dictionary.unpacked(record);
        auto decoded = unpacked ? decode(*unpacked) : Result<Decoded>(unpacked.error());
        if (decoded) return decoded;
        why = decoded.error();
    }
    return why;
}

}  // namespace

void add_lens(std::string_view name, std::string& list) {
    append_name(short_lens(name), list);
}

void each_lens(std::string_view list, const std::function<void(const std::string&)>& call) {
    while (!list.empty()) call(long_lens(take_name(list)));
}

std::string record_value(const Document& description) {
    Document kept = description;
    kept.id = 0;
    for (auto& [name, probability] : kept.lenses) name = short_lens(name);
    return bind_id(sortable_id(description.id) + encode(kept));
}

Result<Document> described(const std::string& value, const RecordDictionaries& dictionaries) {
    const std::string unbound = unbind_id(value);
    // With the names of lenses as they are kept.
    auto description = read_record(record_behind_id(unbound), dictionaries, decode_document);
    if (!description) return description;
    description->id = id_from_sortable(value.substr(0, sizeof(Id)));
    for (auto& [name, probability] : description->lenses) name = long_lens(name);
    return description;
}

Result<std::string> text_of(const std::string& value, const RecordDictionaries& dictionaries) {
    return read_record(record_behind_id(unbind_id(value)), dictionaries, decode_document_text);
}

void pack_record(Xapian::Document& document, const RecordDictionary& dictionary) {
    const std::string value = unbind_id(document.get_value(kRecordSlot));
    const std::string_view record = record_behind_id(value);
    if (is_packed(record)) return;
    document.add_value(kRecordSlot,
                       bind_id(value.substr(0, sizeof(Id)) + dictionary.packed(record)));
}

namespace {

// Whoever may be one person counts as one: a name is somebody else in each conversation otherwise.
std::uint64_t person_of(const Document& said, const Xapian::Document& document) {
    const std::string& name = said.citation.speaker;
    return name.empty() ? id_from_sortable(document.get_value(kPersonSlot)) : hash64(fold(name));
}

// Without what many records have of one person: names, titles, what others were asked.
std::string sample_of(Document said) {
    Citation& citation = said.citation;
    citation.speaker = citation.person = citation.title = citation.record = citation.url =
        citation.question = citation.prefix = citation.suffix = "";
    return encode(said);
}

}  // namespace

std::string dictionary_made_of(const std::vector<NumberedDocument>& documents) {
    std::vector<std::string> records;
    std::vector<std::uint64_t> people;
    for (const auto& [number, document] : documents) {
        const std::string value = unbind_id(document.get_value(kRecordSlot));
        const auto said = decode_document(record_behind_id(value));
        if (!said) continue;  // packed
        people.push_back(person_of(*said, document));
        records.push_back(sample_of(*said));
    }
    std::vector<RecordSample> samples;
    for (std::size_t i = 0; i < records.size(); ++i)
        samples.push_back({people[i], payload_of(records[i])});
    return dictionary_of(samples);
}

}  // namespace verbatim
