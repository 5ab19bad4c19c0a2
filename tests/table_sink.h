#pragma once

#include <string>
#include <vector>

#include "indexer/readers/reader.h"

// What a reader made of a text, for the tests of the table readers.
namespace verbatim::test {

struct Taken final : RecordSink {
    std::vector<Conversation> conversations;
    std::vector<Reject> rejects;
    std::vector<Reject> warnings;
    std::uint64_t empties = 0;
    std::vector<std::string> notes;
    Kind kind = Kind::review;
    std::string mapping;  // the guess
    std::string error;

    Result<void> accept(Conversation conversation) override {
        conversations.push_back(std::move(conversation));
        return {};
    }
    void reject(Reject reject) override { rejects.push_back(std::move(reject)); }
    void warn(Reject warning) override { warnings.push_back(std::move(warning)); }
    void empty(std::uint64_t records) override { empties += records; }

    std::uint64_t records() const {
        std::uint64_t sum = empties + rejects.size();
        for (const Conversation& conversation : conversations) sum += conversation.records;
        return sum;
    }
    // All that was said, one utterance a line.
    std::string said() const {
        std::string all;
        for (const Conversation& conversation : conversations)
            for (const Utterance& utterance : conversation.utterances) all += utterance.text + "\n";
        return all;
    }
};

inline Taken take(const Reader& reader, Input input, const ReadOptions& options = {}) {
    Taken taken;
    if (const auto report = reader.read(input, options, taken)) {
        taken.notes = report->notes;
        taken.kind = report->kind;
        taken.mapping = report->mapping;
    } else {
        taken.error = report.error().message;
    }
    return taken;
}

inline Taken take(const Reader& reader, std::string text, const ReadOptions& options = {}) {
    return take(reader, Input::from_bytes("test", std::move(text)), options);
}

}  // namespace verbatim::test
