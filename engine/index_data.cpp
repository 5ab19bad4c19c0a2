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

// With the names of lenses as they are kept, and without ids.
Result<Document> read_record(const Xapian::Document& document,
                             const DataDictionaries& dictionaries) {
    const std::string data = document.get_data();
    if (!data.empty()) return decode_document(data);
    const std::string packed = document.get_value(kDataSlot);
    Error why{ErrorCode::damaged, "no dictionary fits a record", "run `verbatim reindex`"};
    for (const DataDictionary& dictionary : dictionaries) {
        if (!dictionary.may_have(packed)) continue;
        const auto record = dictionary.unpacked(packed);
        auto description = record ? decode_document(*record) : Result<Document>(record.error());
        if (description) return description;
        why = description.error();
    }
    return why;
}

std::uint32_t conversation_slot() {
    return static_cast<std::uint32_t>(find_field("conversation")->slot);
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

std::string data_of(const Document& description) {
    Document kept = description;
    kept.id = kept.citation.conversation = 0;
    for (auto& [name, probability] : kept.lenses) name = short_lens(name);
    return encode(kept);
}

Result<Document> described(const Xapian::Document& document, const DataDictionaries& dictionaries) {
    auto description = read_record(document, dictionaries);
    if (!description) return description;
    description->id = id_from_sortable(document.get_value(kIdSlot));
    description->citation.conversation = id_from_sortable(document.get_value(conversation_slot()));
    for (auto& [name, probability] : description->lenses) name = long_lens(name);
    return description;
}

void pack_data(Xapian::Document& document, const DataDictionary& dictionary) {
    const std::string data = document.get_data();
    if (data.empty()) return;
    document.add_value(kDataSlot, dictionary.packed(data));
    document.set_data("");
}

std::string dictionary_of(const std::vector<NumberedDocument>& documents) {
    std::vector<std::string> records;
    for (const auto& [number, document] : documents) records.push_back(document.get_data());
    std::vector<Sample> samples;
    for (std::size_t i = 0; i < records.size(); ++i)
        if (!records[i].empty())
            samples.push_back({id_from_sortable(documents[i].document.get_value(kPersonSlot)),
                               payload_of(records[i])});
    return dictionary_of(samples);
}

}  // namespace verbatim
