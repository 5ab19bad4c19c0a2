#include "indexer/readers/chat_table.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

#include "indexer/damage.h"
#include "indexer/mapping/direction.h"
#include "indexer/readers/cells.h"
#include "indexer/readers/channel.h"
#include "indexer/readers/discord_notices.h"
#include "indexer/readers/speaker_places.h"
#include "indexer/role_names.h"

namespace verbatim {

namespace {

constexpr std::size_t kMostHeldBytes = 256u << 20;
constexpr std::size_t kDay = 10;  // YYYY-MM-DD

// A row, held until its conversation is known.
struct Message {
    Conversation head;  // what the row says of its conversation; one utterance, one speaker
    std::string group;  // the conversation column
    std::string reply_to;
};

// An id as exports write it: "3.0" where a missing neighbour made numbers of a column.
std::string plain_id(std::string_view cell) {
    if (cell.ends_with(".0")) cell.remove_suffix(2);
    return std::string(cell);
}

// Disjoint sets of messages, by links between ids. An id that no row has links its answers too.
class Threads {
public:
    explicit Threads(std::size_t messages) : parent_(messages) {
        std::iota(parent_.begin(), parent_.end(), std::size_t{0});
    }
    void join(std::size_t message, const std::string& id) {
        const auto [known, is_new] = of_id_.try_emplace(id, message);
        if (!is_new) parent_[find(message)] = find(known->second);
    }
    std::size_t find(std::size_t message) {
        while (parent_[message] != message) {
            parent_[message] = parent_[parent_[message]];
            message = parent_[message];
        }
        return message;
    }

private:
    std::vector<std::size_t> parent_;
    std::unordered_map<std::string, std::size_t> of_id_;
};

class ChatTable final : public Table {
public:
    ChatTable(TablePlan plan, const ReadOptions& options, RecordSink& sink)
        : plan_(std::move(plan)), cells_(plan_, options, sink), sink_(sink) {
        for (std::size_t i = 0; i < plan_.columns.size(); ++i)
            if (plan_.columns[i].role == ColumnRole::text) texts_.push_back(i);
    }

    Result<void> add(const TableRow& row) override;
    Result<void> finish(std::vector<std::string>& notes) override {
        cells_.note(notes);
        if (batches_ > 0)
            notes.push_back(
                "messages of one conversation more than 256 MiB apart are two conversations");
        return flush();
    }

private:
    Speaker speaker_of(const TableRow& row) const;
    void add_text(const std::string& text, const Locator& place, Conversation& conversation) const;
    Result<void> flush();
    std::vector<std::vector<std::size_t>> group();
    Result<void> accept(std::vector<std::size_t> messages);

    TablePlan plan_;
    CellReader cells_;
    RecordSink& sink_;
    std::vector<std::size_t> texts_;
    std::vector<Message> messages_;
    std::size_t held_bytes_ = 0;
    std::size_t batches_ = 0;
};

Speaker ChatTable::speaker_of(const TableRow& row) const {
    Speaker speaker;
    speaker.name = name_of_speaker(cells_.cell(row, ColumnRole::author));
    speaker.id = name_of_speaker(cells_.cell(row, ColumnRole::author_id));
    if (speaker.name.empty()) speaker.name = speaker.id;
    const auto named = role_of_name(speaker.name);
    if (plan_.community && (!named || named->needs_counterpart)) {
        speaker.role = Role::customer;
        speaker.role_reason = "writes in the community";
    }
    const Column* direction = cells_.column(ColumnRole::direction);
    if (!direction) return speaker;
    const std::string_view cell = cells_.cell(row, ColumnRole::direction);
    if (const auto role = direction_role(direction->name, cell)) {
        speaker.role = *role;
        speaker.role_reason = "column " + direction->name + " is " + std::string(cell);
    }
    return speaker;
}

// In a community without the lines that quote somebody else, and what the program says itself.
void ChatTable::add_text(const std::string& text, const Locator& place,
                         Conversation& conversation) const {
    if (plan_.community && is_discord_notice(text)) return;
    const QuoteLines quoted = plan_.community ? QuoteLines::spaced : QuoteLines::none;
    for (const std::string_view part : own_words(text, quoted)) {
        Utterance utterance;
        utterance.text = part;
        utterance.locator = place;
        conversation.utterances.push_back(std::move(utterance));
    }
}

Result<void> ChatTable::add(const TableRow& row) {
    Message message;
    for (const std::size_t column : texts_) {
        const std::string_view cell = cells_.cell(row, column);
        if (says_nothing(cell)) continue;
        if (row.damaged && holds_replacement(cell)) {
            sink_.reject({row.locator, "ill-formed UTF-8"});
            return {};
        }
        add_text(text_of(cell), cells_.locate(row, column), message.head);
        held_bytes_ += cell.size();
    }
    if (message.head.utterances.empty()) {
        sink_.empty(1);
        return {};
    }
    cells_.fill(row, message.head);
    for (Utterance& utterance : message.head.utterances) utterance.time = message.head.date;
    message.head.record = plain_id(message.head.record);
    message.head.speakers.push_back(speaker_of(row));
    message.group = cells_.cell(row, ColumnRole::conversation);
    message.reply_to = plain_id(cells_.cell(row, ColumnRole::reply_to));
    messages_.push_back(std::move(message));
    held_bytes_ += sizeof(Message) + 512;
    if (held_bytes_ < kMostHeldBytes) return {};
    ++batches_;
    return flush();
}

// The messages of each conversation, in the order of the rows; conversations by their first row.
std::vector<std::vector<std::size_t>> ChatTable::group() {
    Threads threads(messages_.size());
    for (std::size_t i = 0; i < messages_.size(); ++i) {
        const Message& message = messages_[i];
        if (!message.group.empty()) {
            threads.join(i, message.group);
        } else if (plan_.community) {
            threads.join(i, message.head.date.substr(0, kDay));
        } else if (!cells_.column(ColumnRole::conversation)) {
            if (!message.head.record.empty()) threads.join(i, message.head.record);
            if (!message.reply_to.empty()) threads.join(i, message.reply_to);
        }
    }
    std::vector<std::vector<std::size_t>> groups;
    std::unordered_map<std::size_t, std::size_t> place;
    for (std::size_t i = 0; i < messages_.size(); ++i) {
        const auto [known, is_new] = place.try_emplace(threads.find(i), groups.size());
        if (is_new) groups.emplace_back();
        groups[known->second].push_back(i);
    }
    return groups;
}

Result<void> ChatTable::flush() {
    for (std::vector<std::size_t>& messages : group())
        if (const auto accepted = accept(std::move(messages)); !accepted) return accepted.error();
    messages_.clear();
    held_bytes_ = 0;
    return {};
}

Result<void> ChatTable::accept(std::vector<std::size_t> messages) {
    const bool timed = std::ranges::all_of(
        messages, [this](std::size_t i) { return !messages_[i].head.date.empty(); });
    if (timed)
        std::ranges::stable_sort(messages, {}, [this](std::size_t i) -> const std::string& {
            return messages_[i].head.date;
        });
    Conversation conversation = messages_[messages.front()].head;
    SpeakerPlaces places;
    conversation.speakers.clear();
    conversation.utterances.clear();
    conversation.records = static_cast<std::uint32_t>(messages.size());
    if (!messages_[messages.front()].group.empty())
        conversation.record = messages_[messages.front()].group;
    for (const std::size_t i : messages) {
        Message& message = messages_[i];
        const std::uint32_t place =
            places.of(std::move(message.head.speakers[0]), conversation.speakers);
        for (Utterance& utterance : message.head.utterances) {
            utterance.speaker = place;
            conversation.utterances.push_back(std::move(utterance));
        }
        conversation.fields.merge(message.head.fields);
        if (!conversation.rating) {
            conversation.rating = message.head.rating;
            conversation.rating_max = message.head.rating_max;
        }
    }
    return sink_.accept(std::move(conversation));
}

}  // namespace

std::unique_ptr<Table> open_chat_table(TablePlan plan, const ReadOptions& options,
                                       RecordSink& sink) {
    return std::make_unique<ChatTable>(std::move(plan), options, sink);
}

}  // namespace verbatim
