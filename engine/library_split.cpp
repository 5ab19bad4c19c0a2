#include <map>
#include <optional>
#include <system_error>

#include "engine/hash.h"
#include "engine/kill_point.h"
#include "engine/library_backup.h"
#include "engine/library_files.h"
#include "engine/library_others.h"
#include "engine/library_parts.h"
#include "engine/library_state.h"

namespace verbatim {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kBatchBytes = 4u << 20;

std::size_t part_of(Id conversation, std::size_t parts) {
    return static_cast<std::size_t>(hash64(print_id(conversation)) % parts);
}

fs::path making(const fs::path& directory) {
    fs::path place = directory.lexically_normal();
    if (!place.has_filename()) place = place.parent_path();
    place += ".making";
    return place;
}

Result<std::vector<PartOfLibrary>> counted(const fs::path& library,
                                           const std::vector<fs::path>& directories) {
    if (auto version = check_version(library, kOldestStore); !version) return version.error();
    auto opened = Library::open(library, Access::read);
    if (!opened) return opened.error();
    const auto store = opened->state().store();
    if (!store) return store.error();
    const auto sources = opened->state().live_sources();
    if (!sources) return sources.error();
    std::vector<PartOfLibrary> parts;
    for (const fs::path& directory : directories) parts.push_back({directory, 0, 0});
    const auto walked =
        (*store)->each_holders([&](Id id, const std::vector<Place>& places) -> Result<void> {
            const auto best = winner(places, *sources);
            if (!best) return {};
            PartOfLibrary& part = parts[part_of(id, parts.size())];
            ++part.conversations;
            part.verbatims += best->verbatims;
            return {};
        });
    if (!walked) return walked.error();
    return parts;
}

// Takes the conversations of other parts out of a copy, and leaves its sources those of their
// records that remain.
class Trimming {
public:
    Trimming(Store& store, std::size_t part, std::size_t parts)
        : store_(store), part_(part), parts_(parts) {}

    Result<PartOfLibrary> run() {
        const auto walked = store_.each_holders(
            [&](Id id, const std::vector<Place>& places) { return visit(id, places); });
        if (!walked) return walked.error();
        if (auto counted = count_sources(); !counted) return counted.error();
        if (auto written = store_.write(batch_); !written) return written.error();
        if (auto compacted = store_.compact(); !compacted) return compacted.error();
        return whole_;
    }

private:
    struct Remaining {
        std::uint64_t records = 0, conversations = 0, verbatims = 0, text_bytes = 0;
    };

    Result<void> visit(Id id, const std::vector<Place>& places) {
        if (part_of(id, parts_) == part_) {
            ++whole_.conversations;
            for (const Place& place : places) {
                Remaining& remaining = remaining_[place.source];
                remaining.records += place.records;
                ++remaining.conversations;
                remaining.verbatims += place.verbatims;
            }
            return {};
        }
        for (const Place& place : places)
            store_.erase_conversation(batch_, place.source, place.ordinal);
        store_.put_places(batch_, id, {});
        return batch_.bytes() < kBatchBytes ? Result<void>() : store_.write(batch_);
    }

    Result<void> count_sources() {
        auto sources = store_.sources();
        if (!sources) return sources.error();
        for (StoredSource& stored : *sources) {
            const Remaining& remaining = remaining_[stored.source.id];
            Counts& counts = stored.source.counts;
            if (counts.verbatims > 0)
                stored.source.text_bytes =
                    static_cast<std::uint64_t>(static_cast<double>(stored.source.text_bytes) *
                                               static_cast<double>(remaining.verbatims) /
                                               static_cast<double>(counts.verbatims));
            counts.indexed = remaining.records;
            counts.conversations = remaining.conversations;
            counts.verbatims = remaining.verbatims;
            if (part_ > 0) {
                counts.duplicates = counts.empty = counts.rejected = 0;
                store_.erase_rejects(batch_, stored.source.id);
            }
            store_.put(batch_, stored);
        }
        return {};
    }

    Store& store_;
    std::size_t part_, parts_;
    StoreBatch batch_;
    std::map<std::uint32_t, Remaining> remaining_;
    PartOfLibrary whole_;
};

Result<PartOfLibrary> make_part(const fs::path& library, const fs::path& directory,
                                std::size_t part, std::size_t parts, const Patience& patience,
                                const Progress& progress) {
    auto copy = copy_to_make(library, directory, patience);
    if (!copy) return copy.error();
    const auto store = copy->state().store();
    if (!store) return store.error();
    auto trimmed = Trimming(**store, part, parts).run();
    if (!trimmed) return trimmed;
    kill_point("part-trimmed");
    const auto verbatims = index_made(*std::move(copy), progress);
    if (!verbatims) return verbatims.error();
    return PartOfLibrary{directory, trimmed->conversations, *verbatims};
}

// Takes away what a run that was killed was making there.
Result<void> remove_abandoned(const fs::path& place) {
    std::error_code failed;
    if (!fs::exists(place, failed)) return {};
    if (!fs::exists(place / "lock", failed))
        return Error{ErrorCode::bad_input, place.string() + " is there already, and no library",
                     "remove it, or name another directory"};
    if (const auto idle = LibraryLock::take(place / "lock"); !idle) return idle.error();
    fs::remove_all(place, failed);
    return failed ? Result<void>(unavailable(place, failed)) : Result<void>();
}

}  // namespace

Result<void> must_be_new(const fs::path& directory) {
    std::error_code failed;
    if (fs::exists(directory, failed) &&
        !(fs::is_directory(directory, failed) && fs::is_empty(directory, failed)))
        return Error{ErrorCode::bad_input, directory.string() + " is not empty",
                     "name a new directory"};
    if (failed && failed != std::errc::no_such_file_or_directory)
        return unavailable(directory, failed);
    return {};
}

Result<Library> copy_to_make(const fs::path& library, const fs::path& directory,
                             const Patience& patience) {
    const fs::path place = making(directory);
    for (const char* const left : {"", ".unfinished"}) {
        fs::path abandoned = place;
        abandoned += left;
        if (auto removed = remove_abandoned(abandoned); !removed) return removed.error();
    }
    if (auto copied = back_up(library, place, patience); !copied) return copied.error();
    std::error_code failed;
    fs::remove(place / kOthersFile, failed);
    if (failed) return unavailable(place / kOthersFile, failed);
    return Library::open_store(place);
}

// Closes it too: its files may not be moved while it is open.
Result<std::uint64_t> index_made(Library library, const Progress& progress) {
    if (auto built = library.reindex(progress); !built) return built.error();
    kill_point("made-indexed");
    return library.state().index->size();
}

Result<void> publish(const fs::path& directory) {
    std::error_code failed;
    const fs::path place = making(directory).replace_extension();
    fs::rename(making(directory), place, failed);
    if (failed) return unavailable(place, failed);
    kill_point("made-published");
    return sync_directory(place.parent_path());
}

Result<std::vector<PartOfLibrary>> split(const fs::path& library,
                                         const std::vector<fs::path>& directories, bool dry_run,
                                         const Patience& patience, const Progress& progress) {
    for (std::size_t i = 0; i < directories.size(); ++i) {
        if (const auto is_new = must_be_new(directories[i]); !is_new) return is_new.error();
        for (std::size_t other = 0; other < i; ++other)
            if (making(directories[i]) == making(directories[other]))
                return Error{ErrorCode::bad_input, directories[i].string() + " is named twice", ""};
    }
    if (dry_run) return counted(library, directories);
    std::vector<PartOfLibrary> parts;
    for (std::size_t i = 0; i < directories.size(); ++i) {
        auto part = make_part(library, directories[i], i, directories.size(), patience, progress);
        if (!part) return part.error();
        parts.push_back(*std::move(part));
    }
    for (const fs::path& directory : directories)
        if (auto published = publish(directory); !published) return published.error();
    return parts;
}

}  // namespace verbatim
