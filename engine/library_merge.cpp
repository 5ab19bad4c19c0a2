#include <optional>
#include <utility>

#include "engine/kill_point.h"
#include "engine/library_files.h"
#include "engine/library_merging.h"
#include "engine/library_parts.h"
#include "engine/library_state.h"
#include "engine/store_keys.h"

namespace verbatim {

namespace fs = std::filesystem;

namespace {

using Removed = RemovedConversations;

Result<void> add_removed(const Store& store, Removed& removed) {
    const auto settings = store.settings(kRemovedKey);
    if (!settings) return settings.error();
    for (const auto& [id, reason] : *settings)
        if (const auto parsed = parse_id(id)) removed.insert(*parsed);
    return {};
}

// What would come of libraries, each conversation being counted with the first that has it.
class Counting {
public:
    Counting(const std::vector<Store>& stores, const Removed& removed)
        : stores_(stores), removed_(removed) {}

    Result<PartOfLibrary> run(const std::vector<fs::path>& libraries) {
        for (std::size_t i = 0; i < stores_.size(); ++i) {
            if (auto taken = numbers_.take(stores_[i], libraries[i].string()); !taken)
                return taken.error();
            numbers_of_.push_back(numbers_);
        }
        for (std::size_t i = 0; i < stores_.size(); ++i) {
            const auto walked =
                stores_[i].each_holders([&](Id id, const std::vector<Place>& places) {
                    return removed_.contains(id) ? Result<void>() : count(i, id, places);
                });
            if (!walked) return walked.error();
        }
        return whole_;
    }

private:
    // The live places of a library, in terms of the result.
    std::vector<Place> numbered(std::size_t library, std::vector<Place> places) const {
        const MergedNumbers& numbers = numbers_of_[library];
        std::erase_if(places,
                      [&](const Place& place) { return !numbers.has_source(place.source); });
        for (Place& place : places) place.source = numbers.of_source(place.source);
        return places;
    }

    Result<void> count(std::size_t library, Id id, const std::vector<Place>& places) {
        std::vector<Place> all = numbered(library, places);
        if (all.empty()) return {};
        for (std::size_t other = 0; other < stores_.size(); ++other) {
            if (other == library) continue;
            const auto held = stores_[other].places(id);
            if (!held) return held.error();
            const std::vector<Place> theirs = numbered(other, *held);
            if (!theirs.empty() && other < library) return {};
            all.insert(all.end(), theirs.begin(), theirs.end());
        }
        ++whole_.conversations;
        whole_.verbatims += winner(all, numbers_.sources())->verbatims;
        return {};
    }

    const std::vector<Store>& stores_;
    const Removed& removed_;
    MergedNumbers numbers_;
    std::vector<MergedNumbers> numbers_of_;  // as they were with each library
    PartOfLibrary whole_;
};

Result<std::uint64_t> with_roles(const fs::path& library, const RoleSettings& roles,
                                 const CorrectRoles& correct) {
    auto opened = Library::open(library, Access::write);
    if (!opened) return opened.error();
    if (auto corrected = correct(*opened, roles); !corrected) return corrected.error();
    return opened->state().index->size();
}

Result<Merged> merged_into(const Making& making, Library copy,
                           const std::vector<fs::path>& libraries, const Removed& removed,
                           const Progress& progress, const CorrectRoles& correct_roles) {
    const auto store = copy.state().store();
    if (!store) return store.error();
    Merging merging(**store, removed);
    if (auto begun = merging.begin(); !begun) return begun.error();
    for (std::size_t i = 1; i < libraries.size(); ++i) {
        const auto from = Store::open(libraries[i] / kStoreName, Access::read);
        if (!from) return from.error();
        if (auto taken = merging.take(*from, libraries[i].string()); !taken) return taken.error();
    }
    const auto conversations = merging.finish();
    if (!conversations) return conversations.error();
    const auto roles = merging.settings().unequal_roles(**store);
    if (!roles) return roles.error();
    kill_point("libraries-taken");
    auto verbatims = index_made(std::move(copy), progress);
    if (verbatims && correct_roles && !roles->empty())
        verbatims = with_roles(making.library(), *roles, correct_roles);
    if (!verbatims) return verbatims.error();
    if (auto published = making.publish(); !published) return published.error();
    return Merged{{{}, *conversations, *verbatims}, merging.settings().notices()};
}

Result<Merged> counted(const std::vector<fs::path>& libraries, const Removed& removed) {
    std::vector<Store> stores;
    for (const fs::path& library : libraries) {
        auto store = Store::open(library / kStoreName, Access::read);
        if (!store) return store.error();
        stores.push_back(*std::move(store));
    }
    const auto whole = Counting(stores, removed).run(libraries);
    return whole ? Result<Merged>(Merged{*whole, {}}) : whole.error();
}

Result<Merged> made(const std::vector<fs::path>& libraries, const fs::path& directory,
                    const Removed& removed, const Patience& patience, const Progress& progress,
                    const CorrectRoles& correct_roles) {
    const auto making = Making::begin(directory);
    if (!making) return making.error();
    auto copy = making->copy(libraries.front(), patience);
    if (!copy) return copy.error();
    return merged_into(*making, *std::move(copy), libraries, removed, progress, correct_roles);
}

}  // namespace

Result<Merged> merge(const std::vector<fs::path>& libraries, const fs::path& directory,
                     bool dry_run, const Patience& patience, const Progress& progress,
                     const CorrectRoles& correct_roles) {
    if (const auto is_new = must_be_new(directory); !is_new) return is_new.error();
    Removed removed;
    for (const fs::path& library : libraries) {
        if (auto version = check_version(library, kOldestStore); !version) return version.error();
        const auto store = Store::open(library / kStoreName, Access::read);
        if (!store) return store.error();
        if (auto added = add_removed(*store, removed); !added) return added.error();
    }
    auto merged = dry_run ? counted(libraries, removed)
                          : made(libraries, directory, removed, patience, progress, correct_roles);
    if (merged) merged->whole.directory = directory;
    return merged;
}

}  // namespace verbatim
