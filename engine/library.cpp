#include "engine/library.h"

#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <system_error>

#include "engine/library_files.h"
#include "engine/library_state.h"
#include "engine/writer.h"

namespace verbatim {

namespace fs = std::filesystem;

Library::Library(std::unique_ptr<State> state) : state_(std::move(state)) {}
Library::~Library() = default;
Library::Library(Library&&) noexcept = default;
Library& Library::operator=(Library&&) noexcept = default;
const fs::path& Library::directory() const {
    return state_->directory;
}
Library::State& Library::state() {
    return *state_;
}

Result<void> Library::create(const fs::path& directory) {
    // One that has only lost its VERSION is not cleared away.
    const auto version = version_of(directory);
    if (!version && version.error().code == ErrorCode::damaged) return version.error();
    const auto lock = claim_directory(directory);
    if (!lock) return lock.error();
    const auto store = Store::open(directory / kStoreName, Access::write);
    if (!store) return store.error();
    auto index = Index::create(directory / index_name(1));
    if (!index) return index.error();
    const auto lenses = LensSet::make({});
    if (auto put = index->put_lenses({lenses->identity(), 0, 0, {}}); !put) return put;
    if (auto committed = index->commit(); !committed) return committed;
    if (auto linked = point_index_at(directory, index_name(1)); !linked) return linked;
    return write_version(directory);
}

Result<Library> Library::open_store(const fs::path& directory, const Patience& patience) {
    const auto version = check_version(directory, kOldestStore);
    if (!version && version.error().code != ErrorCode::damaged) return version.error();
    auto state = std::make_unique<State>();
    state->directory = directory;
    state->access = Access::write;
    auto lock = LibraryLock::take(directory / "lock", patience);
    if (!lock) return lock.error();
    state->lock = *std::move(lock);
    if (auto opened = state->store(); !opened) return opened.error();
    return Library(std::move(state));
}

Result<Library> Library::open(const fs::path& directory, Access access, const Patience& patience) {
    if (access == Access::read) {
        if (auto version = check_version(directory); !version) return version.error();
        auto state = std::make_unique<State>();
        state->directory = directory;
        if (auto opened = state->open_index(); !opened) return opened.error();
        return Library(std::move(state));
    }
    if (auto version = check_version(directory); !version) return version.error();
    auto library = open_store(directory, patience);
    if (!library) return library;
    if (auto untied = untie_version(directory); !untied) return untied.error();
    if (auto removed = remove_old_indexes(directory); !removed) return removed.error();
    if (auto opened = library->state().open_index(); !opened) return opened.error();
    if (auto begun = Writer(*library).begin_scoring(); !begun) return begun.error();
    if (auto recovered = Writer(*library).recover(); !recovered) return recovered.error();
    return library;
}

FieldNames Library::field_names() {
    auto keys = state_->retried([&]() -> Result<std::vector<std::string>> {
        const auto index = state_->together();
        if (!index) return index.error();
        return (*index)->custom_keys();
    });
    return {keys ? *std::move(keys) : std::vector<std::string>()};
}

Result<const LensSet*> Library::lens_set() {
    return state_->retried([&] { return state_->lenses(); });
}

Result<std::vector<std::string>> Library::lens_names() {
    return state_->retried([&]() -> Result<std::vector<std::string>> {
        const auto lenses = state_->index->lenses();
        if (!lenses) return lenses.error();
        return verbatim::lens_names(lenses->own);
    });
}

Result<std::vector<Source>> Library::sources() {
    return state_->retried([&]() -> Result<std::vector<Source>> {
        auto live = state_->live_sources();
        if (!live) return live.error();
        std::vector<Source> sources;
        for (auto& [number, source] : *live) sources.push_back(std::move(source));
        return sources;
    });
}

Result<std::vector<std::pair<std::string, std::string>>> Library::settings(
    std::string_view prefix) {
    return state_->retried([&]() -> Result<std::vector<std::pair<std::string, std::string>>> {
        const auto store = state_->store();
        if (!store) return store.error();
        return (*store)->settings(prefix);
    });
}

namespace {

// The numbers of the sources at a path or below it. What is no file is called as it was given: "-".
std::set<std::uint32_t> sources_at(const std::string& path, std::string_view as_given,
                                   const std::vector<Source>& sources) {
    const std::string folder = path.ends_with('/') ? path : path + "/";
    std::set<std::uint32_t> numbers;
    for (const Source& source : sources)
        if (source.path == path || source.path == as_given || source.path.starts_with(folder))
            numbers.insert(source.id);
    return numbers;
}

// The conversations that go with these sources: those that no other one holds.
Result<void> count_held_only_by(const std::set<std::uint32_t>& leaving,
                                const std::vector<Source>& sources, const Store& store,
                                Library::Removed& removed) {
    if (leaving.empty()) return {};
    std::set<std::uint32_t> staying;
    for (const Source& source : sources)
        if (!leaving.contains(source.id)) staying.insert(source.id);
    return store.each_holders([&](Id, const std::vector<Place>& places) -> Result<void> {
        const auto in = [&](const std::set<std::uint32_t>& numbers) {
            return std::ranges::find_if(
                places, [&](const Place& place) { return numbers.contains(place.source); });
        };
        const auto held = in(leaving);
        if (held == places.end() || in(staying) != places.end()) return {};
        ++removed.conversations;
        removed.verbatims += held->verbatims;
        return {};
    });
}

// Takes a path, and what is below it, off the list of files that could not be read.
Result<void> forget_unread(const Store& store, const std::string& path, Writer& writer) {
    const auto unread = store.settings("unread/");
    if (!unread) return unread.error();
    for (const auto& [name, reason] : *unread)
        if (name == path || name.starts_with(path + "/"))
            if (auto erased = writer.erase_setting("unread/" + name); !erased) return erased;
    return {};
}

// Notes that the sources are gone, each with the folder that it was removed with, and takes them
// out.
Result<void> remove_sources(const std::vector<Source>& sources,
                            const std::set<std::uint32_t>& leaving, const std::string& path,
                            Writer& writer) {
    for (const Source& source : sources) {
        if (!leaving.contains(source.id)) continue;
        const std::string whole = source.path == path ? "" : path;
        if (auto gone = writer.put_setting("gone/" + source.path, whole); !gone) return gone;
        if (auto done = writer.remove_source(source.id); !done) return done;
    }
    return leaving.empty() ? Result<void>() : writer.commit();
}

Result<Library::Removed> remove_conversation(Library& library, std::string_view id, bool dry_run,
                                             Writer& writer) {
    const auto shown = library.show(id, 0);
    if (!shown)
        return Error{ErrorCode::not_found,
                     "no source and no conversation is called " + std::string(id),
                     "`verbatim status` lists the sources, `verbatim search` shows ids"};
    Library::Removed removed;
    removed.conversations = 1;
    removed.by_quote = id != print_id(shown->conversation.id);
    removed.verbatims = shown->conversation.verbatims.size();
    if (!dry_run)
        if (auto done = writer.remove_conversation(shown->conversation.id); !done)
            return done.error();
    return removed;
}

}  // namespace

// A path is a source or a folder of sources; an id is a conversation's, or the conversation of a
// verbatim.
Result<Library::Removed> Library::remove(std::string_view id_or_path, bool dry_run) {
    auto sources = this->sources();
    if (!sources) return sources.error();
    std::error_code failed;
    const std::string path =
        (fs::absolute(id_or_path, failed) / "").lexically_normal().parent_path();
    const auto store = state_->store();
    if (!store) return store.error();
    const std::set<std::uint32_t> leaving = sources_at(path, id_or_path, *sources);
    Removed removed;
    removed.sources = leaving.size();
    Writer writer(*this);
    if (auto counted = count_held_only_by(leaving, *sources, **store, removed); !counted)
        return counted.error();
    const auto root = (*store)->setting("root/" + path);
    if (!root) return root.error();
    if (!dry_run) {
        if (auto done = remove_sources(*sources, leaving, path, writer); !done) return done.error();
        if (*root)
            if (auto erased = writer.erase_setting("root/" + path); !erased) return erased.error();
        if (auto forgotten = forget_unread(**store, path, writer); !forgotten)
            return forgotten.error();
    }
    if (removed.sources > 0 || *root) return removed;
    return remove_conversation(*this, id_or_path, dry_run, writer);
}

}  // namespace verbatim
