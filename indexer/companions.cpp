#include "indexer/companions.h"

#include <filesystem>
#include <map>
#include <set>

#include "indexer/containers/expand.h"
#include "indexer/decode.h"
#include "indexer/readers/parties_beside.h"
#include "indexer/readers/reader.h"

namespace verbatim {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kSampleBytes = 64u << 10;

std::string folder_of(const std::string& path) {
    return fs::path(path).parent_path().string();
}

bool is_transcript(const Source& source) {
    return source.format == kSpeechReader.name && source.counts.conversations > 0;
}

// A file of parties alone has no conversation.
bool may_be_parties(const Source& source) {
    return source.format == kSpeechReader.name && source.counts.conversations == 0;
}

bool holds_parties(const std::string& path, SourceOpener& opener) {
    if (!path.ends_with(".json")) return false;
    auto input = Input::open(path, opener);
    return input && lists_parties(input->peek(kSampleBytes));
}

// The folders in which a file of parties is not what it was.
std::set<std::string> folders_to_read(const KnownSources& known,
                                      const std::set<std::string>& with_transcripts,
                                      const Work& work) {
    std::set<std::string> folders;
    std::set<std::uint32_t> replaced;
    for (const Task& task : work.tasks) replaced.insert(task.replaces);
    for (const auto& [path, source] : known)
        if (replaced.contains(source.id) && may_be_parties(source)) folders.insert(folder_of(path));
    SourceOpener opener;  // tasks are in the order of their archives
    for (const Task& task : work.tasks)
        if (with_transcripts.contains(folder_of(task.file.path)) &&
            holds_parties(task.file.path, opener))
            folders.insert(folder_of(task.file.path));
    for (const Source& source : work.removed)
        if (may_be_parties(source)) folders.insert(folder_of(source.path));
    for (const Update& update : work.updates)
        if (update.state == FileState::moved && may_be_parties(update.source)) {
            folders.insert(folder_of(update.source.path));
            folders.insert(folder_of(update.moved_from));
        }
    return folders;
}

// The source, where it is now, as a task. `update`: its own, or null.
Task read_again(const Source& source, const Update* update) {
    Task task;
    task.file = {source.path, source.size, source.mtime_ns};
    task.replaces = source.id;
    task.same_as = source.same_as;
    if (auto settings = parse_read_settings(source.read_options)) task.settings = *settings;
    if (update != nullptr) {
        task.file = {update->source.path, update->source.size, update->source.mtime_ns};
        task.moved_from = update->moved_from;
    }
    return task;
}

}  // namespace

void read_again_with_companions(const KnownSources& known, Work& work) {
    std::set<std::string> with_transcripts;
    for (const auto& [path, source] : known)
        if (is_transcript(source)) with_transcripts.insert(folder_of(path));
    if (with_transcripts.empty()) return;
    const std::set<std::string> folders = folders_to_read(known, with_transcripts, work);
    if (folders.empty()) return;
    std::set<std::uint32_t> settled;
    for (const Task& task : work.tasks) settled.insert(task.replaces);
    for (const Source& source : work.removed) settled.insert(source.id);
    std::map<std::uint32_t, const Source*> again;
    std::error_code failed;
    for (const auto& [path, source] : known) {
        const bool there = folders.contains(folder_of(path)) && is_transcript(source) &&
                           !settled.contains(source.id);
        if (there && (fs::exists(path, failed) || archive_of(path))) again[source.id] = &source;
    }
    // Updates are in the order of their archives, in which these cost least to read.
    std::set<std::uint32_t> updated;
    for (const Update& update : work.updates)
        if (const auto found = again.find(update.source.id); found != again.end()) {
            work.tasks.push_back(read_again(*found->second, &update));
            updated.insert(found->first);
        }
    std::erase_if(work.updates,
                  [&](const Update& update) { return updated.contains(update.source.id); });
    for (const auto& [id, source] : again)
        if (!updated.contains(id)) work.tasks.push_back(read_again(*source, nullptr));
}

}  // namespace verbatim
