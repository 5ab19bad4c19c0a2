#pragma once

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "indexer/readers/reader.h"
#include "indexer/roles.h"

// What a transcript or a chat comes to, for the tests of their readers.
namespace verbatim::test {

// Takes what a reader finds, decides the roles, and keeps it.
struct Heard final : RecordSink {
    std::vector<Conversation> conversations;
    std::vector<Reject> rejects;
    std::vector<Reject> warnings;
    std::uint64_t empties = 0;

    Result<void> accept(Conversation conversation) override {
        decide_roles(conversation, {});
        conversations.push_back(std::move(conversation));
        return {};
    }
    void reject(Reject reject) override { rejects.push_back(std::move(reject)); }
    void warn(Reject warning) override { warnings.push_back(std::move(warning)); }
    void empty(std::uint64_t records) override { empties += records; }
};

inline Heard hear(const Reader& reader, std::string bytes, const ReadOptions& options = {},
                  std::string path = "test") {
    Heard heard;
    Input input = Input::from_bytes(std::move(path), std::move(bytes));
    if (const auto report = reader.read(input, options, heard); !report)
        heard.rejects.push_back({{}, "failed: " + report.error().message});
    return heard;
}

inline std::string print(const Locator& place) {
    std::string out;
    if (place.line) out += "line " + std::to_string(*place.line);
    if (!place.pointer.empty()) out += (out.empty() ? "" : " ") + place.pointer;
    return out;
}

inline std::string print(const Conversation& conversation) {
    std::string out = "conversation " + conversation.record + " at " + print(conversation.locator) +
                      ", " + std::string(name_of(conversation.kind)) + ", " +
                      std::to_string(conversation.records) + " records\n";
    if (!conversation.title.empty()) out += "title " + conversation.title + "\n";
    if (!conversation.date.empty()) out += "date " + conversation.date + "\n";
    for (const Speaker& speaker : conversation.speakers)
        out += "speaker '" + speaker.name + "' " + speaker.id + " is " +
               std::string(name_of(speaker.role)) + ": " + speaker.role_reason + "\n";
    for (const Utterance& utterance : conversation.utterances) {
        out += print(utterance.locator) + (utterance.time.empty() ? "" : " " + utterance.time) +
               " " + conversation.speakers[utterance.speaker].name + "> " + utterance.text + "\n";
        for (const Cue& cue : utterance.cues)
            out += "    cue " + std::to_string(cue.begin) + " line " + std::to_string(cue.line) +
                   " " + std::to_string(cue.time.start_ms) + "-" + std::to_string(cue.time.end_ms) +
                   "\n";
    }
    return out;
}

inline std::string print(const Heard& heard) {
    std::string out;
    for (const Conversation& conversation : heard.conversations) out += print(conversation);
    for (const Reject& reject : heard.rejects)
        out += "rejected " + print(reject.locator) + ": " + reject.reason + "\n";
    for (const Reject& warning : heard.warnings)
        out += "warned " + print(warning.locator) + ": " + warning.reason + "\n";
    if (heard.empties > 0) out += "empty " + std::to_string(heard.empties) + "\n";
    return out;
}

inline std::string fixture_path(const std::string& name) {
    return std::string(VERBATIM_SOURCE_DIR) + "/tests/fixtures/" + name;
}

inline std::string file_text(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

// What a fixture came to when it was last looked at. VERBATIM_REWRITE_GOLDEN=1 writes the file
// anew.
inline std::string golden(const std::string& name, const std::string& now) {
    const std::string path = fixture_path(name) + ".golden";
    if (std::getenv("VERBATIM_REWRITE_GOLDEN")) std::ofstream(path, std::ios::binary) << now;
    return file_text(path);
}

}  // namespace verbatim::test
