#include <string>

#include "engine/hash.h"
#include "engine/kill_point.h"
#include "engine/library_files.h"
#include "engine/library_parts.h"
#include "engine/library_state.h"

namespace verbatim {

namespace fs = std::filesystem;

namespace {

std::size_t part_of(Id conversation, std::size_t parts) {
    return static_cast<std::size_t>(hash64(print_id(conversation)) % parts);
}

Result<std::vector<PartOfLibrary>> counted(const fs::path& library,
                                           const std::vector<fs::path>& directories) {
    if (auto version = check_version(library, kOldestStore); !version) return version.error();
    const auto store = Store::open(library / kStoreName, Access::read);
    if (!store) return store.error();
    const auto sources = live_sources(*store);
    if (!sources) return sources.error();
    std::vector<PartOfLibrary> parts;
    parts.reserve(directories.size());
    for (const fs::path& directory : directories) parts.push_back({directory, 0, 0});
    const auto walked =
        store->each_holders([&](Id id, const std::vector<Place>& places) -> Result<void> {
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
// records that remain. How many conversations these are.
class Trimming {
public:
    Trimming(Store& store, std::size_t part, std::size_t parts)
        : store_(store), part_(part), parts_(parts) {}

    Result<std::uint64_t> run() {
        const auto walked = store_.each_holders(
            [&](Id id, const std::vector<Place>& places) { return visit(id, places); });
        if (!walked) return walked.error();
        if (auto written = store_.write(batch_); !written) return written.error();
        if (auto compacted = store_.compact(); !compacted) return compacted.error();
        return count_sources();
    }

private:
    Result<void> visit(Id id, const std::vector<Place>& places) {
        if (part_of(id, parts_) == part_) return {};
        for (const Place& place : places)
            store_.erase_conversation(batch_, place.source, place.ordinal);
        store_.put_places(batch_, id, {});
        return batch_.bytes() < kMakingBatchBytes ? Result<void>() : store_.write(batch_);
    }

    Result<std::uint64_t> count_sources() {
        auto counted = recounted(store_);
        if (!counted) return counted.error();
        for (auto& [number, source] : counted->sources) {
            if (part_ > 0) {
                source.counts.duplicates = source.counts.empty = source.counts.rejected = 0;
                store_.erase_rejects(batch_, number);
            }
            store_.put(batch_, {source, SourceState::live, 0});
        }
        if (auto written = store_.write(batch_); !written) return written.error();
        return counted->conversations;
    }

    Store& store_;
    std::size_t part_, parts_;
    StoreBatch batch_;
};

Result<PartOfLibrary> make_part(const fs::path& library, const Making& making, std::size_t part,
                                std::size_t parts, const Patience& patience,
                                const Progress& progress) {
    auto copy = making.copy(library, patience);
    if (!copy) return copy.error();
    const auto store = copy->state().store();
    if (!store) return store.error();
    const auto conversations = Trimming(**store, part, parts).run();
    if (!conversations) return conversations.error();
    kill_point("part-trimmed");
    const auto verbatims = index_made(*std::move(copy), progress);
    if (!verbatims) return verbatims.error();
    return PartOfLibrary{{}, *conversations, *verbatims};
}

Result<void> must_all_be_new(const std::vector<fs::path>& directories) {
    for (std::size_t i = 0; i < directories.size(); ++i) {
        if (auto is_new = must_be_new(directories[i]); !is_new) return is_new;
        for (std::size_t other = 0; other < i; ++other)
            if (without_slash(directories[i]) == without_slash(directories[other]))
                return Error{ErrorCode::bad_input, directories[i].string() + " is named twice", ""};
    }
    return {};
}

// One after the other; where one cannot come to its place, those before it are there.
Result<void> publish(const std::vector<Making>& made, const std::vector<fs::path>& directories) {
    std::string in_place;
    for (std::size_t i = 0; i < made.size(); ++i) {
        if (auto published = made[i].publish(); !published) {
            Error error = published.error();
            if (i > 0)
                error.hint = in_place + " in place and whole; what is missing is not, so remove " +
                             (i > 1 ? "them" : "it") + " and run the same command again";
            return error;
        }
        in_place = i == 0 ? directories[i].string() + " is"
                          : in_place.substr(0, in_place.rfind(' ')) + ", " +
                                directories[i].string() + " are";
    }
    return {};
}

}  // namespace

Result<std::vector<PartOfLibrary>> split(const fs::path& library,
                                         const std::vector<fs::path>& directories, bool dry_run,
                                         const Patience& patience, const Progress& progress) {
    if (auto is_new = must_all_be_new(directories); !is_new) return is_new.error();
    if (dry_run) return counted(library, directories);
    std::vector<Making> made;
    for (const fs::path& directory : directories) {
        auto making = Making::begin(directory);
        if (!making) return making.error();
        made.push_back(*std::move(making));
    }
    std::vector<PartOfLibrary> parts;
    for (std::size_t i = 0; i < made.size(); ++i) {
        auto part = make_part(library, made[i], i, made.size(), patience, progress);
        if (!part) return part.error();
        part->directory = directories[i];
        parts.push_back(*std::move(part));
    }
    if (auto published = publish(made, directories); !published) return published.error();
    return parts;
}

}  // namespace verbatim
