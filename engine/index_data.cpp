#include "engine/index_data.h"

#include <algorithm>
#include <utility>

#include "engine/lens_set.h"
#include "engine/schema.h"
#include "engine/terms.h"

namespace verbatim {

namespace {

// Names of the library's own lenses begin with it, and none of the bytes that stand for others are
// ASCII.
constexpr char kOwn = '=';
constexpr char kEndOfLens = '\n';
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
    const auto& list = is_kind ? Lenses::built_in().kinds() : Lenses::built_in().list();
    const std::size_t place = slot - (is_kind ? kFirstKindSlot : kFirstLensSlot);
    return place < list.size() ? list[place].name : "";
}

// With the names of lenses as they are kept.
Result<Document> read_record(std::string_view record, const DataDictionaries& dictionaries) {
    if (!is_packed(record)) return decode_document(record);
    Error why{ErrorCode::damaged, "no dictionary fits a record", "run `verbatim reindex`"};
    for (const DataDictionary& dictionary : dictionaries) {
        if (!dictionary.may_have(record)) continue;
        const auto unpacked = dictionary.unpacked(record);
        auto description =
            unpacked ? decode_document(*unpacked) : Result<Document>(unpacked.error());
        if (description) return description;
        why = description.error();
    }
    return why;
}

}  // namespace

void add_lens(std::string_view name, std::string& list) {
    const std::string kept = short_lens(name);
    list += kept;
    if (kept.front() == kOwn) list += kEndOfLens;
}

void each_lens(std::string_view list, const std::function<void(const std::string&)>& call) {
    while (!list.empty()) {
        const bool is_byte = is_shipped(list.front());
        const std::size_t size = is_byte ? 1 : std::min(list.find(kEndOfLens), list.size());
        call(long_lens(list.substr(0, size)));
        list.remove_prefix(std::min(list.size(), size + (is_byte ? 0 : 1)));
    }
}

std::string record_value(const Document& description) {
    Document kept = description;
    kept.id = 0;
    for (auto& [name, probability] : kept.lenses) name = short_lens(name);
    return bind_id(sortable_id(description.id) + encode(kept));
}

Result<Document> described(const std::string& value, const DataDictionaries& dictionaries) {
    const std::string unbound = unbind_id(value);
    auto description = read_record(record_behind_id(unbound), dictionaries);
    if (!description) return description;
    description->id = id_from_sortable(value.substr(0, sizeof(Id)));
    for (auto& [name, probability] : description->lenses) name = long_lens(name);
    return description;
}

void pack_record(Xapian::Document& document, const DataDictionary& dictionary) {
    const std::string value = unbind_id(document.get_value(kRecordSlot));
    const std::string_view record = record_behind_id(value);
    if (is_packed(record)) return;
    document.add_value(kRecordSlot,
                       bind_id(value.substr(0, sizeof(Id)) + dictionary.packed(record)));
}

std::string dictionary_of(const std::vector<NumberedDocument>& documents) {
    std::vector<std::string> values;
    for (const auto& [number, document] : documents)
        values.push_back(unbind_id(document.get_value(kRecordSlot)));
    std::vector<RecordSample> samples;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (!is_packed(record_behind_id(values[i])))
            samples.push_back({id_from_sortable(documents[i].document.get_value(kPersonSlot)),
                               payload_of(record_behind_id(values[i]))});
    return dictionary_of(samples);
}

}  // namespace verbatim
