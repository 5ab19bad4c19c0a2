#include "indexer/identity.h"

#include <algorithm>
#include <cctype>

#include "engine/hash.h"

namespace verbatim {

namespace {

// Two people hardly write the same text of this length, in bytes.
constexpr std::size_t kShortText = 80;
constexpr std::size_t kDay = 10;  // YYYY-MM-DD

std::string author_of(const Conversation& conversation) {
    for (const Speaker& speaker : conversation.speakers)
        if (speaker.role != Role::agent && !(speaker.id.empty() && speaker.name.empty()))
            return speaker.name.empty() ? speaker.id : speaker.name;
    return "";
}

void add_texts(IdBuilder& builder, const Conversation& conversation) {
    for (const Utterance& utterance : conversation.utterances) builder.add(utterance.text);
}

std::size_t text_size(const Conversation& conversation) {
    std::size_t size = 0;
    for (const Utterance& utterance : conversation.utterances) size += utterance.text.size();
    return size;
}

}  // namespace

bool is_strong_record(const std::string& record) {
    constexpr std::size_t kLong = 16, kLongMixed = 8, kLongNumber = 9;
    const auto is = [](int (*kind)(int)) {
        return [kind](char c) { return kind(static_cast<unsigned char>(c)) != 0; };
    };
    const bool digits = std::ranges::any_of(record, is(std::isdigit));
    const bool letters = std::ranges::any_of(record, is(std::isalpha));
    if (record.size() >= kLong) return digits;
    if (digits && letters) return record.size() >= kLongMixed;
    return digits && std::ranges::all_of(record, is(std::isdigit)) && record.size() >= kLongNumber;
}

Id distinct_id(const Conversation& conversation) {
    IdBuilder builder;
    builder.add("repeated").add(conversation.record);
    add_texts(builder, conversation);
    return builder.id();
}

bool is_whole_source(const Conversation& conversation) {
    return conversation.record.empty() &&
           (conversation.kind == Kind::interview || conversation.kind == Kind::call);
}

bool may_grow(const Conversation& conversation) {
    return is_whole_source(conversation) ||
           (conversation.record.empty() && conversation.kind == Kind::chat);
}

Id Identity::next(const Conversation& conversation) {
    const std::string& record = conversation.record;
    if (is_strong_record(record)) return IdBuilder().add("record").add(record).id();
    const auto known = earlier_.find(record);
    if (known != earlier_.end() && (!record.empty() || may_grow(conversation)))
        return earlier_.extract(known).mapped();
    const std::string author = author_of(conversation);
    const std::string& date = conversation.date;
    IdBuilder builder;
    if (!record.empty()) {
        builder.add("short record").add(record).add(author).add(date.substr(0, kDay));
        if (author.empty() && date.empty()) add_texts(builder, conversation);
        return builder.id();
    }
    // A day of a chat grows when it is exported again: it is told by how it begins.
    if (conversation.kind == Kind::chat && !conversation.utterances.empty() &&
        conversation.utterances.front().time.size() > kDay) {
        const Utterance& first = conversation.utterances.front();
        builder.add("begins").add(author).add(first.time).add(first.text);
        return builder.id();
    }
    // A transcript's date may be that of its file's name, which a copy need not have.
    builder.add("content").add(author);
    if (!is_whole_source(conversation)) builder.add(date.substr(0, kDay));
    add_texts(builder, conversation);
    const Id id = builder.id();
    if (!author.empty() || text_size(conversation) >= kShortText) return id;
    const std::uint32_t occurrence = occurrences_[id]++;
    return occurrence == 0 ? id
                           : IdBuilder().add(print_id(id)).add(std::to_string(occurrence)).id();
}

}  // namespace verbatim
