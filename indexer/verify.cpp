#include <filesystem>
#include <unordered_map>

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

// The texts of a source as it is read now: hashes by the ordinal that ingest gave them.
class TextSink : public RecordSink {
public:
    Result<void> accept(Conversation conversation) override {
        hashes.push_back(hash_of(conversation));
        return {};
    }
    void reject(Reject) override {}
    void warn(Reject) override {}
    void empty(std::uint64_t) override {}

    static std::uint64_t hash_of(const Conversation& conversation) {
        std::uint64_t hash = 0;
        for (const Utterance& utterance : conversation.utterances)
            hash = hash64(utterance.text, hash + 1);
        return hash;
    }

    std::vector<std::uint64_t> hashes;
};

std::string place_of(const Locator& locator) {
    if (locator.row) return "row " + std::to_string(*locator.row);
    if (locator.line) return "line " + std::to_string(*locator.line);
    return locator.pointer.empty() ? "the file" : locator.pointer;
}

// Reads an unchanged source again and compares every utterance with what the store quotes from.
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
    return store.each_conversation(
        source.id, [&](std::uint32_t ordinal, const Conversation& stored) -> Result<void> {
            if (ordinal >= sink.hashes.size() || sink.hashes[ordinal] != TextSink::hash_of(stored))
                report.faults.push_back(source.path + ": " + place_of(stored.locator) +
                                        ": the source does not say what is stored");
            return {};
        });
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
