#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "indexer/readers/chat_fields.h"
#include "indexer/readers/chat_messages.h"
#include "indexer/readers/chat_shape.h"
#include "indexer/readers/json_elements.h"
#include "indexer/readers/names.h"
#include "indexer/readers/reader.h"
#include "indexer/space.h"

namespace verbatim {

namespace {

using Json = nlohmann::json;

constexpr std::size_t kSampleBytes = 1u << 20;

// Takes conversations or messages one by one and accounts for each.
class ChatReader {
public:
    ChatReader(const ReadOptions& options, RecordSink& sink) : options_(options), sink_(sink) {}

    Result<void> add(const Json& conversation, Locator place) {
        if (!conversation.is_object())
            return refuse(std::move(place), "a conversation has to be an object");
        if (!builder_.add_conversation(conversation, place.pointer)) {
            builder_.take();
            return refuse(std::move(place), "the conversation has no list of messages");
        }
        return accept(std::move(place), 1);
    }

    // Messages in a row with the same session are one conversation; each is a record.
    Result<void> add_message(const Json& message, std::size_t size, Locator place) {
        if (!message.is_object()) return refuse(std::move(place), "a message has to be an object");
        const std::string session = first_id(message, {"session_id", "conversation_id", "chat_id"});
        if (messages_ > 0 && (session != session_ || bytes_ > kMaxRecordBytes))
            if (auto ended = end_messages(); !ended) return ended;
        if (messages_++ == 0) {
            session_ = session;
            first_ = place;
        }
        bytes_ += size;
        builder_.add_message(message, place.pointer);
        return {};
    }

    Result<void> end_messages() {
        if (messages_ == 0) return {};
        const std::uint32_t records = std::exchange(messages_, 0);
        bytes_ = 0;
        return accept(first_, records);
    }

    // Reports a record. Never fails; the result is for the callers' use.
    Result<void> refuse(Locator place, std::string reason) {
        sink_.reject({std::move(place), std::move(reason)});
        return {};
    }

    std::uint64_t conversations() const { return conversations_; }

private:
    Result<void> accept(Locator place, std::uint32_t records) {
        Conversation conversation = builder_.take();
        if (conversation.utterances.empty()) {
            sink_.empty(records);
            return {};
        }
        ++conversations_;
        if (conversation.record.empty()) conversation.record = session_;
        conversation.kind = options_.kind.value_or(Kind::chat);
        conversation.fields = options_.fields;
        conversation.records = records;
        if (place.line)
            for (Utterance& utterance : conversation.utterances)
                utterance.locator.line = place.line;
        conversation.locator = std::move(place);
        return sink_.accept(std::move(conversation));
    }

    const ReadOptions& options_;
    RecordSink& sink_;
    ChatBuilder builder_;
    std::string session_;
    Locator first_;
    std::uint32_t messages_ = 0;
    std::size_t bytes_ = 0;
    std::uint64_t conversations_ = 0;
};

Locator at_pointer(std::string pointer) {
    Locator place;
    place.pointer = std::move(pointer);
    return place;
}

Result<void> read_array(Input& input, const ChatShape& shape, std::size_t offset,
                        ChatReader& reader) {
    using State = JsonElements::State;
    JsonElements elements(input, offset);
    for (State state = elements.next(); state != State::end; state = elements.next()) {
        Locator place = at_pointer(shape.pointer + "/" + std::to_string(elements.index()));
        Result<void> added;
        if (state == State::too_long) {
            added = reader.refuse(std::move(place), "longer than 16 MiB");
        } else if (state == State::cut) {
            added = reader.refuse(std::move(place), "the file ends within the value");
        } else if (const Json value = Json::parse(elements.element(), nullptr, false);
                   value.is_discarded()) {
            added = reader.refuse(std::move(place), "not JSON");
            elements.distrust_element();
        } else if (shape.flat) {
            added = reader.add_message(value, elements.element().size(), std::move(place));
        } else {
            added = reader.add(value, std::move(place));
        }
        if (!added) return added;
    }
    return reader.end_messages();
}

Result<void> read_lines(Input& input, ChatReader& reader) {
    Input::Line line;
    while (input.next_line(line)) {
        if (trim_space(line.text).empty()) continue;
        Locator place;
        place.line = line.number;
        const Json value = Json::parse(line.text, nullptr, false);
        auto added = line.too_long          ? reader.refuse(std::move(place), "longer than 16 MiB")
                     : value.is_discarded() ? reader.refuse(std::move(place), "not JSON")
                                            : reader.add(value, std::move(place));
        if (!added) return added;
    }
    return {};
}

Result<void> read_single(Input& input, const ChatShape& shape, ChatReader& reader) {
    std::string text;
    for (auto chunk = input.next_chunk(); !chunk.empty(); chunk = input.next_chunk()) {
        text += chunk;
        if (text.size() > kMaxRecordBytes)
            return reader.refuse(at_pointer(shape.pointer), "longer than 16 MiB");
    }
    const Json document = Json::parse(text, nullptr, false);
    if (document.is_discarded())
        return reader.refuse(at_pointer(shape.pointer), "not JSON, or cut off");
    const Json::json_pointer place(shape.pointer);
    if (!document.contains(place))
        return reader.refuse(at_pointer(shape.pointer), "nothing is there");
    return reader.add(document[place], at_pointer(shape.pointer));
}

// Without a message in sight: the text is an array of conversations, lines of them, or one.
ChatShape default_shape(std::string_view sample) {
    ChatShape shape;
    shape.array = trim_space(sample).starts_with('[');
    return shape;
}

int probe(const Sample& sample) {
    const auto shape = find_chat_shape(sample.text);
    if (!shape) return 0;
    return shape->flat ? 90 : 95;
}

Result<ReadReport> read(Input& input, const ReadOptions& options, RecordSink& sink) {
    ReadReport report;
    report.kind = options.kind.value_or(Kind::chat);
    const std::string_view sample = input.peek(kSampleBytes);
    const ChatShape shape = find_chat_shape(sample).value_or(default_shape(sample));
    ChatReader reader(options, sink);
    Result<void> done;
    if (shape.lines) {
        done = read_lines(input, reader);
    } else if (!shape.array) {
        done = read_single(input, shape, reader);
    } else {
        const auto arrays = find_json_arrays(sample);
        const auto array = std::ranges::find(arrays, shape.pointer, &JsonArray::pointer);
        const std::size_t offset = array == arrays.end() ? sample.find('[') + 1 : array->offset;
        done = read_array(input, shape, offset, reader);
    }
    if (!done) return done.error();
    if (!input.read_error().empty())
        return Error{ErrorCode::unavailable, input.path() + ": " + input.read_error(), ""};
    if (!shape.pointer.empty()) report.notes.push_back("conversations are at " + shape.pointer);
    report.notes.push_back(counted(reader.conversations(), "conversation"));
    return report;
}

}  // namespace

const Reader kChatJsonReader = {
    "chat", "Chats as JSON messages: Intercom, Crisp, LiveChat, Zendesk, Help Scout, Drift", &probe,
    &read};

}  // namespace verbatim
