#include <filesystem>
#include <string>
#include <unordered_set>

#include "engine/hash.h"
#include "engine/library_state.h"
#include "indexer/containers/expand.h"
#include "indexer/ingest.h"
#include "indexer/read_settings.h"
#include "indexer/read_source.h"
#include "indexer/readers/parties_beside.h"
#include "indexer/readers/slack_workspace.h"

namespace verbatim {

namespace {

std::string place_of(const Locator& locator) {
    if (locator.row) return "row " + std::to_string(*locator.row);
    if (locator.line) return "line " + std::to_string(*locator.line);
    return locator.pointer.empty() ? "the file" : locator.pointer;
}

// What a source says as it is read now.
class TextSink : public RecordSink {
public:
    Result<void> accept(Conversation conversation) override {
        said_.insert(hash_of(conversation));
        return {};
    }
    void reject(Reject) override {}
    void warn(Reject) override {}
    void empty(std::uint64_t) override {}

    // The same in the same place.
    bool says(const Conversation& conversation) const {
        return said_.contains(hash_of(conversation));
    }

private:
    static std::uint64_t hash_of(const Conversation& conversation) {
        std::uint64_t hash = hash64(place_of(conversation.locator));
        for (const Utterance& utterance : conversation.utterances)
            hash = hash64(utterance.text, hash + 1);
        return hash;
    }

    std::unordered_set<std::uint64_t> said_;
};

// Conversations of an unchanged file that this version would not store so: an earlier one took what
// this one leaves out, or cut it elsewhere.
struct ReadOtherwise {
    std::uint64_t conversations = 0, of = 0;
    std::string first;  // its place
};

std::string print(const ReadOtherwise& otherwise) {
    const bool one = otherwise.conversations == 1;
    return std::to_string(otherwise.conversations) + " of " + std::to_string(otherwise.of) +
           (otherwise.of == 1 ? " conversation " : " conversations ") +
           (one ? "is stored otherwise than this version of Verbatim reads it ("
                : "are stored otherwise than this version of Verbatim reads them (first: ") +
           otherwise.first +
           "): take it, or the archive that it lies in, out with `verbatim remove` and add that "
           "path again, with the "
           "options that it had";
}

// Reads an unchanged source again and compares every utterance with what the store quotes from. A
// source has one fault at most.
Result<void> verify(const Source& source, const Store& store, SourceOpener& opener,
                    SlackWorkspaces& workspaces, PartiesBeside& parties, CheckReport& report) {
    std::error_code failed;
    auto settings = parse_read_settings(source.read_options);
    if (settings) {
        settings->read.workspaces = &workspaces;
        settings->read.parties = &parties;
    }
    const std::string file = archive_of(source.path).value_or(source.path);
    const bool there = std::filesystem::is_regular_file(file, failed) && settings;
    auto input = there ? Input::open(source.path, opener) : Result<Input>(Error{});
    TextSink sink;
    if (!input || read_source(*input, *settings, sink).sha256 != source.sha256) {
        ++report.sources_unverified;
        return {};
    }
    ++report.sources_verified;
    ReadOtherwise otherwise;
    const auto walked = store.each_conversation(
        source.id, [&](std::uint32_t, const Conversation& stored) -> Result<void> {
            ++otherwise.of;
            if (sink.says(stored)) return {};
            if (++otherwise.conversations == 1) otherwise.first = place_of(stored.locator);
            return {};
        });
    if (otherwise.conversations > 0) report.faults.push_back(source.path + ": " + print(otherwise));
    return walked;
}

}  // namespace

Result<CheckReport> check(Library& library, const Progress& progress) {
    auto report = library.check(progress);
    if (!report) return report;
    const auto sources = library.sources();
    if (!sources) return sources.error();
    const auto store = library.state().store();
    if (!store) return store.error();
    SourceOpener opener;
    SlackWorkspaces workspaces;
    PartiesBeside parties;
    for (const Source& source : *sources)
        if (auto verified = verify(source, **store, opener, workspaces, parties, *report);
            !verified)
            return verified.error();
    return report;
}

}  // namespace verbatim
