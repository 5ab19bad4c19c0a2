#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <system_error>

#include "engine/kill_point.h"
#include "engine/library_backup.h"
#include "engine/library_files.h"
#include "engine/library_others.h"
#include "engine/library_parts.h"
#include "engine/library_state.h"

// How split and merge make a library, and what it holds is counted.
namespace verbatim {

namespace fs = std::filesystem;

namespace {

// In "X.making": that it is ours, that nobody else builds there, and the library.
constexpr const char* kMark = "made-by-verbatim";
constexpr const char* kLock = "lock";
constexpr const char* kMade = "library";

fs::path making(const fs::path& directory) {
    fs::path place = without_slash(directory);
    place += ".making";
    return place;
}

// An empty directory loses nothing: what a run leaves that was killed before it set its mark.
Result<void> must_be_ours(const fs::path& place) {
    std::error_code failed;
    const fs::file_status status = fs::symlink_status(place, failed);
    if (status.type() == fs::file_type::not_found) return {};
    if (failed) return unavailable(place, failed);
    if (fs::is_directory(status) &&
        (fs::exists(place / kMark, failed) || fs::is_empty(place, failed)) && !failed)
        return {};
    return Error{ErrorCode::bad_input,
                 place.string() + " is there already, and not of a split or merge that was ended",
                 "rename or remove it, or name another directory"};
}

Result<void> set_mark(const fs::path& place) {
    const fs::path mark = place / kMark;
    if (!std::ofstream(mark).flush()) return unavailable(mark, last_error());
    return sync_directory(place);
}

// What is mounted there cannot be renamed over.
bool is_mounted(const fs::path& directory) {
    struct statx found {};
    return statx(AT_FDCWD, directory.c_str(), AT_SYMLINK_NOFOLLOW, 0, &found) == 0 &&
           (found.stx_attributes & found.stx_attributes_mask & STATX_ATTR_MOUNT_ROOT) != 0;
}

}  // namespace

Result<void> must_be_new(const fs::path& directory) {
    const auto taken = [&](std::string_view how) -> Result<void> {
        return Error{ErrorCode::bad_input, directory.string() + std::string(how),
                     "name a new directory"};
    };
    const fs::path place = without_slash(directory);
    std::error_code failed;
    const fs::file_status status = fs::symlink_status(place, failed);
    if (status.type() != fs::file_type::not_found) {
        if (failed) return unavailable(directory, failed);
        if (fs::is_symlink(status)) return taken(" is a link");
        if (!fs::is_directory(status) || !fs::is_empty(place, failed))
            return taken(" is not empty");
        if (is_mounted(place)) return taken(" is the root of a file system");
    }
    return must_be_ours(making(directory));
}

Result<Making> Making::begin(const fs::path& directory) {
    const fs::path place = making(directory);
    if (auto ours = must_be_ours(place); !ours) return ours.error();
    if (auto made = make_directories(place); !made) return made.error();
    std::error_code failed;
    fs::permissions(place, fs::perms::owner_all, failed);
    if (failed) return unavailable(place, failed);
    if (auto marked = set_mark(place); !marked) return marked.error();
    auto lock = LibraryLock::take(place / kLock);
    if (!lock) return lock.error();
    const auto left = entries_of(place);
    if (!left) return left.error();
    for (const fs::path& entry : *left) {
        const std::string name = entry.filename();
        if (name == kMark || name == kLock) continue;
        fs::remove_all(entry, failed);
        if (failed) return unavailable(entry, failed);
    }
    return Making(without_slash(directory), *std::move(lock));
}

fs::path Making::library() const {
    return making(place_) / kMade;
}

Result<Library> Making::copy(const fs::path& from, const Patience& patience) const {
    if (auto copied = back_up(from, library(), patience); !copied) return copied.error();
    std::error_code failed;
    fs::remove(library() / kOthersFile, failed);
    if (failed) return unavailable(library() / kOthersFile, failed);
    return Library::open_store(library());
}

Result<void> Making::publish() const {
    std::error_code failed;
    fs::rename(library(), place_, failed);
    if (failed) return unavailable(place_, failed);
    if (auto synced = sync_directory(place_.parent_path().empty() ? "." : place_.parent_path());
        !synced)
        return synced;
    kill_point("made-published");
    fs::remove_all(making(place_), failed);
    return failed ? Result<void>(unavailable(making(place_), failed)) : Result<void>();
}

// Closes it too: its files may not be moved while it is open.
Result<std::uint64_t> index_made(Library library, const Progress& progress) {
    if (auto built = library.reindex(progress); !built) return built.error();
    kill_point("made-indexed");
    return library.state().index->size();
}

namespace {

// The first by path, as the status has it; nothing where no live source holds it.
std::optional<std::uint32_t> accounted_to(const std::vector<Place>& places,
                                          const std::map<std::uint32_t, Source>& sources) {
    std::optional<std::uint32_t> first;
    for (const Place& place : places)
        if (sources.contains(place.source) &&
            (!first || sources.at(place.source).path < sources.at(*first).path))
            first = place.source;
    return first;
}

}  // namespace

Result<Recounted> recounted(const Store& store) {
    auto live = live_sources(store);
    if (!live) return live.error();
    Recounted counted{*std::move(live), 0};
    for (auto& numbered : counted.sources) {
        Source& source = numbered.second;
        Counts& counts = source.counts;
        counts.indexed = counts.conversations = counts.verbatims = source.text_bytes = 0;
        const auto walked = store.each_conversation(
            numbered.first,
            [&](std::uint32_t ordinal, const Conversation& conversation) -> Result<void> {
                const auto places = store.places(conversation.id);
                if (!places) return places.error();
                const auto place = std::ranges::find_if(*places, [&](const Place& held) {
                    return held.source == source.id && held.ordinal == ordinal;
                });
                if (place == places->end()) return {};
                counts.indexed += place->records;
                ++counts.conversations;
                counts.verbatims += place->verbatims;
                if (accounted_to(*places, counted.sources) != source.id) return {};
                ++counted.conversations;
                source.text_bytes += text_of_verbatims(conversation);
                return {};
            });
        if (!walked) return walked.error();
    }
    return counted;
}

}  // namespace verbatim
