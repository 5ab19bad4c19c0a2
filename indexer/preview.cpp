#include <algorithm>
#include <filesystem>
#include <set>
#include <utility>

#include "engine/text.h"
#include "indexer/containers/expand.h"
#include "indexer/identity.h"
#include "indexer/ingest.h"
#include "indexer/process.h"
#include "indexer/read_source.h"
#include "indexer/readers/parties_beside.h"
#include "indexer/readers/slack_workspace.h"
#include "indexer/roles.h"
#include "indexer/tasks.h"

namespace verbatim {

namespace {

constexpr std::size_t kConversationsShown = 20;
constexpr std::size_t kVerbatimsShown = 3;
constexpr std::size_t kRejectsShown = 10;
constexpr std::size_t kDoubtsShown = 10;

// Whether only the talk tells the role.
bool is_guessed(const Speaker& speaker) {
    return speaker.role == Role::unknown ||
           speaker.role_reason.find("turns with a question") != std::string::npos ||
           speaker.role_reason.starts_with("writes ");
}

std::string doubt_of(const Speaker& speaker) {
    const std::string name = speaker.name.empty() ? std::string(kNoName) : speaker.name;
    const std::string role = speaker.role == Role::unknown
                                 ? "has no role"
                                 : "is taken for the " + std::string(name_of(speaker.role));
    return name + " " + role + ": " + speaker.role_reason + "; --role '" + name +
           "=ROLE' says who it is";
}

// Counts everything and looks at the first conversations.
class PreviewSink : public RecordSink {
public:
    PreviewSink(Preview& preview, const std::map<std::string, Role>& roles)
        : preview_(preview), roles_(roles) {}

    Result<void> accept(Conversation conversation) override {
        conversation.id = identity_.next(conversation);
        process(conversation, roles_);
        if (conversation.verbatims.empty()) {
            preview_.counts.empty += conversation.records;
            return {};
        }
        preview_.counts.indexed += conversation.records;
        preview_.counts.verbatims += conversation.verbatims.size();
        note_dates(conversation);
        if (++preview_.counts.conversations <= kConversationsShown) show(conversation);
        return {};
    }
    void reject(Reject reject) override {
        ++preview_.counts.rejected;
        if (preview_.rejects.size() < kRejectsShown) preview_.rejects.push_back(std::move(reject));
    }
    void warn(Reject reject) override {
        if (preview_.noted.size() < kRejectsShown) preview_.noted.push_back(std::move(reject));
    }
    void empty(std::uint64_t records) override { preview_.counts.empty += records; }

private:
    void note_date(const std::string& date) {
        if (date.empty()) return;
        if (preview_.first_date.empty() || date < preview_.first_date) preview_.first_date = date;
        preview_.last_date = std::max(preview_.last_date, date);
    }
    void note_dates(const Conversation& conversation) {
        bool dated = !conversation.date.empty();
        note_date(conversation.date);
        for (const Utterance& utterance : conversation.utterances) {
            dated |= !utterance.time.empty();
            note_date(utterance.time);
        }
        if (!dated) ++preview_.undated;
    }

    void show(const Conversation& conversation) {
        for (const Speaker& speaker : conversation.speakers)
            if (seen_.emplace(speaker.name, speaker.role_reason).second) {
                preview_.speakers.push_back(speaker);
                if (is_guessed(speaker) && preview_.doubts.size() < kDoubtsShown)
                    preview_.doubts.push_back(doubt_of(speaker));
            }
        for (const Verbatim& verbatim : conversation.verbatims) {
            const Utterance& utterance = conversation.utterances[verbatim.utterance];
            if (preview_.verbatims.size() == kVerbatimsShown) break;
            if (conversation.speakers[utterance.speaker].role != Role::customer) continue;
            preview_.verbatims.push_back(utterance.text.substr(
                verbatim.span.begin, verbatim.span.end - verbatim.span.begin));
        }
    }

    Preview& preview_;
    const std::map<std::string, Role>& roles_;
    Identity identity_{{}};
    std::set<std::pair<std::string, std::string>> seen_;
};

// What is kept from file to file.
struct Kept {
    SourceOpener opener;
    SlackWorkspaces workspaces;
    PartiesBeside parties;
};

Preview preview_file(const Task& task, Kept& kept) {
    Preview preview;
    preview.path = task.file.path;
    preview.same_as = task.same_as;
    auto input = Input::open(task.file.path, kept.opener);
    if (!input) {
        preview.rejects.push_back({{}, input.error().message});
        return preview;
    }
    const std::map<std::string, Role> roles = task.settings.roles();
    PreviewSink sink(preview, roles);
    ReadSettings settings = task.settings;
    settings.read.workspaces = &kept.workspaces;
    settings.read.parties = &kept.parties;
    SourceReading reading = read_source(*input, settings, sink);
    preview.format = std::move(reading.format);
    preview.kind = reading.kind;
    preview.charset = std::move(reading.charset);
    preview.notes = std::move(reading.notes);
    preview.doubts.insert(preview.doubts.begin(), reading.doubts.begin(), reading.doubts.end());
    preview.date_order = std::move(reading.date_order);
    preview.mapping = std::move(reading.mapping);
    if (preview.mapping.empty() && !preview.format.empty())
        preview.mapping =
            print_mapping(preview.format, preview.kind, preview.date_order, preview.speakers);
    if (reading.unreadable) preview.rejects.push_back({{}, *reading.unreadable});
    if (!preview.same_as.empty())
        preview.counts.duplicates += std::exchange(preview.counts.indexed, 0);
    return preview;
}

// Who names a file wants to see how it is read, new or not.
bool names_files_alone(const AddRequest& request) {
    return std::ranges::all_of(request.paths, [](const std::string& path) {
        std::error_code failed;
        return std::filesystem::is_regular_file(path, failed);
    });
}

}  // namespace

Result<std::vector<Preview>> preview_add(Library* library, const AddRequest& request) {
    KnownSources known;
    TakenOut taken_out;
    if (library != nullptr) {
        const auto gone = library->settings("gone/");
        if (!gone) return gone.error();
        taken_out = {gone->begin(), gone->end()};
        auto sources = library->sources();
        if (!sources) return sources.error();
        for (Source& source : *sources) known.emplace(source.path, std::move(source));
    }
    auto work = plan_add(known, request, taken_out);
    if (!work) return work.error();
    const bool are_unchanged =
        work->tasks.empty() && work->unreadable.empty() && names_files_alone(request);
    if (are_unchanged) work = plan_add({}, request, taken_out);
    if (!work) return work.error();
    warm_up();
    std::vector<Preview> previews;
    Kept kept;
    for (const Task& task : work->tasks) {
        previews.push_back(preview_file(task, kept));
        if (are_unchanged)
            previews.back().notes.emplace_back(
                "read before, and has not changed: `add` would leave it as it is");
    }
    for (const Unreadable& file : work->unreadable) {
        previews.push_back({});
        previews.back().path = file.path;
        previews.back().rejects.push_back({{}, file.reason});
    }
    std::ranges::stable_sort(previews, {}, &Preview::path);
    return previews;
}

}  // namespace verbatim
