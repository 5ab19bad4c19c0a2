#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "engine/big_endian.h"
#include "engine/codec_saved.h"
#include "engine/kill_point.h"
#include "engine/library_files.h"
#include "engine/library_parts.h"
#include "engine/library_state.h"

namespace verbatim {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kBatchBytes = 4u << 20;
constexpr std::string_view kRemovedKey = "removed/";
constexpr std::string_view kSearchKey = "search/";
constexpr std::string_view kLastNumberKey = "number";
constexpr std::string_view kLastLensKey = "lens-number";

using Removed = std::unordered_set<Id>;

Result<void> add_removed(const Store& store, Removed& removed) {
    const auto settings = store.settings(kRemovedKey);
    if (!settings) return settings.error();
    for (const auto& [id, reason] : *settings)
        if (const auto parsed = parse_id(id)) removed.insert(*parsed);
    return {};
}

// Takes one library after the other into a store.
class Merging {
public:
    Merging(Store& into, const Removed& removed) : into_(into), removed_(removed) {}

    // What the store has already.
    Result<void> begin();
    Result<void> take(const Store& from, const std::string& name);
    Result<void> finish() { return into_.write(batch_); }
    std::vector<std::string> notices() && { return std::move(notices_); }
    std::uint64_t conversations() const { return conversations_; }

private:
    Result<void> take_source(const Store& from, const StoredSource& stored);
    Result<void> number_sources(const std::vector<StoredSource>& sources, const std::string& name);
    Result<void> take_conversation(const Store& from, std::uint32_t source, std::uint32_t ordinal,
                                   Conversation conversation, StoredSource& into);
    Result<void> take_rejects(const Store& from, std::uint32_t source, StoredSource& into);
    Result<void> take_settings(const Store& from, const std::string& name);
    std::optional<std::string> changed(const std::string& key, const std::string& value) const;
    Result<std::vector<Place>> places(Id conversation);
    std::uint32_t free_ordinal(std::uint32_t source, std::uint32_t wanted);
    Result<void> write_if_full();

    Store& into_;
    const Removed& removed_;
    StoreBatch batch_;
    std::map<std::uint32_t, StoredSource> sources_;              // by their numbers in the result
    std::map<std::uint32_t, std::set<std::uint32_t>> ordinals_;  // that a source has used
    std::map<std::uint32_t, std::uint32_t> numbers_;             // of the library being taken in
    std::unordered_map<Id, std::vector<Place>> pending_;         // places in the batch
    std::uint32_t last_number_ = 0;
    std::uint32_t last_lens_ = 0;
    std::uint64_t conversations_ = 0;
    std::vector<std::string> notices_;
};

Result<void> Merging::begin() {
    const auto sources = into_.sources();
    if (!sources) return sources.error();
    for (const StoredSource& stored : *sources) {
        sources_.emplace(stored.source.id, stored);
        last_number_ = std::max(last_number_, stored.source.id);
    }
    const auto last = into_.setting(kLastNumberKey);
    if (!last) return last.error();
    if (*last && (*last)->size() == sizeof last_number_)
        last_number_ = std::max(last_number_, from_big_endian<std::uint32_t>(**last));
    const auto lens = into_.setting(kLastLensKey);
    if (!lens) return lens.error();
    if (*lens) last_lens_ = static_cast<std::uint32_t>(std::stoul(**lens));
    return into_.each_holders([&](Id id, const std::vector<Place>& held) -> Result<void> {
        if (removed_.contains(id)) {
            for (const Place& place : held)
                into_.erase_conversation(batch_, place.source, place.ordinal);
            into_.put_places(batch_, id, {});
            return write_if_full();
        }
        ++conversations_;
        for (const Place& place : held) ordinals_[place.source].insert(place.ordinal);
        return {};
    });
}

Result<void> Merging::write_if_full() {
    if (batch_.bytes() < kBatchBytes) return {};
    pending_.clear();
    return into_.write(batch_);
}

// The same bytes under the same path are the same source; others get further numbers.
Result<void> Merging::number_sources(const std::vector<StoredSource>& sources,
                                     const std::string& name) {
    numbers_.clear();
    for (const StoredSource& stored : sources) {
        const auto same = std::ranges::find_if(sources_, [&](const auto& known) {
            return known.second.source.path == stored.source.path;
        });
        if (same == sources_.end()) {
            numbers_[stored.source.id] = ++last_number_;
            continue;
        }
        if (same->second.source.sha256 != stored.source.sha256)
            return Error{ErrorCode::bad_input,
                         name + " has another version of " + stored.source.path +
                             " than a library before it",
                         "bring both up to date with `verbatim sync`, or remove one of them"};
        numbers_[stored.source.id] = same->first;
    }
    return {};
}

Result<void> Merging::take(const Store& from, const std::string& name) {
    auto sources = from.sources();
    if (!sources) return sources.error();
    std::erase_if(*sources, [](const StoredSource& s) { return s.state != SourceState::live; });
    if (auto numbered = number_sources(*sources, name); !numbered) return numbered;
    for (const StoredSource& stored : *sources)
        if (auto taken = take_source(from, stored); !taken) return taken;
    into_.put_setting(batch_, kLastNumberKey, big_endian(last_number_));
    return take_settings(from, name);
}

Result<void> Merging::take_source(const Store& from, const StoredSource& stored) {
    const std::uint32_t number = numbers_.at(stored.source.id);
    const auto [entry, is_new] = sources_.try_emplace(number, stored);
    StoredSource& into = entry->second;
    const std::uint64_t their_text = stored.source.text_bytes;
    const std::uint64_t their_verbatims = stored.source.counts.verbatims;
    if (is_new) {
        into.source.id = number;
        into.replaces = 0;
        into.source.counts.indexed = into.source.counts.conversations = 0;
        into.source.counts.verbatims = into.source.counts.rejected = 0;
        into.source.text_bytes = 0;
    } else {
        Counts& counts = into.source.counts;
        counts.duplicates = std::max(counts.duplicates, stored.source.counts.duplicates);
        counts.empty = std::max(counts.empty, stored.source.counts.empty);
    }
    const std::uint64_t before = into.source.counts.verbatims;
    const auto walked = from.each_conversation(stored.source.id, [&](std::uint32_t ordinal,
                                                                     Conversation conversation) {
        return take_conversation(from, stored.source.id, ordinal, std::move(conversation), into);
    });
    if (!walked) return walked;
    if (their_verbatims > 0)
        into.source.text_bytes +=
            static_cast<std::uint64_t>(static_cast<double>(their_text) *
                                       static_cast<double>(into.source.counts.verbatims - before) /
                                       static_cast<double>(their_verbatims));
    if (auto taken = take_rejects(from, stored.source.id, into); !taken) return taken;
    into_.put(batch_, into);
    return {};
}

Result<std::vector<Place>> Merging::places(Id conversation) {
    const auto waiting = pending_.find(conversation);
    if (waiting != pending_.end()) return waiting->second;
    return into_.places(conversation);
}

std::uint32_t Merging::free_ordinal(std::uint32_t source, std::uint32_t wanted) {
    std::set<std::uint32_t>& used = ordinals_[source];
    if (used.contains(wanted)) wanted = *used.rbegin() + 1;
    used.insert(wanted);
    return wanted;
}

Result<void> Merging::take_conversation(const Store& from, std::uint32_t source,
                                        std::uint32_t ordinal, Conversation conversation,
                                        StoredSource& into) {
    if (removed_.contains(conversation.id)) return {};
    const auto theirs = from.places(conversation.id);
    if (!theirs) return theirs.error();
    const auto place = std::ranges::find_if(*theirs, [&](const Place& held) {
        return held.source == source && held.ordinal == ordinal;
    });
    auto held = places(conversation.id);
    if (!held) return held.error();
    const bool is_known = std::ranges::any_of(
        *held, [&](const Place& known) { return known.source == into.source.id; });
    if (place == theirs->end() || is_known) return {};
    if (held->empty()) ++conversations_;
    for (Verbatim& verbatim : conversation.verbatims) {
        const auto since = numbers_.find(verbatim.since);
        verbatim.since = since == numbers_.end() ? into.source.id : since->second;
    }
    Place taken = *place;
    taken.source = into.source.id;
    taken.ordinal = free_ordinal(taken.source, ordinal);
    const auto codes = from.codes(source, ordinal);
    if (!codes) return codes.error();
    into_.put(batch_, taken.source, taken.ordinal, conversation);
    if (!codes->codes.empty()) into_.put_codes(batch_, taken.source, taken.ordinal, *codes);
    held->push_back(taken);
    into_.put_places(batch_, conversation.id, *held);
    pending_[conversation.id] = *std::move(held);
    Counts& counts = into.source.counts;
    counts.indexed += taken.records;
    ++counts.conversations;
    counts.verbatims += taken.verbatims;
    return write_if_full();
}

// Those that the source does not have yet.
Result<void> Merging::take_rejects(const Store& from, std::uint32_t source, StoredSource& into) {
    const auto theirs = from.rejects(source);
    if (!theirs) return theirs.error();
    const auto ours = into_.rejects(into.source.id);
    if (!ours) return ours.error();
    auto number = static_cast<std::uint32_t>(ours->size());
    for (const StoredReject& reject : *theirs) {
        const bool is_known = std::ranges::any_of(*ours, [&](const StoredReject& known) {
            return known.reject.locator == reject.reject.locator &&
                   known.reject.reason == reject.reject.reason;
        });
        if (is_known) continue;
        into_.put_reject(batch_, into.source.id, number++, reject);
        if (!reject.warning) ++into.source.counts.rejected;
    }
    return {};
}

// What a setting becomes here where it has numbers in it; nothing if it is to be left out.
std::optional<std::string> Merging::changed(const std::string& key,
                                            const std::string& value) const {
    if (key == kLastNumberKey || key == kLastLensKey) return std::nullopt;
    if (key.starts_with(kSearchKey)) {
        auto search = decode_saved_search(value);
        if (!search) return value;
        for (auto* number : {&search->current, &search->previous})
            if (const auto known = numbers_.find(*number); known != numbers_.end())
                *number = known->second;
        return encode(*search);
    }
    if (!key.starts_with(kLensKey)) return value;
    auto lens = decode_lens(value);
    if (!lens || lens->number == 0) return value;
    lens->number = last_lens_ + 1;
    return encode(*lens);
}

Result<void> Merging::take_settings(const Store& from, const std::string& name) {
    const auto settings = from.settings("");
    if (!settings) return settings.error();
    for (const auto& [key, theirs] : *settings) {
        const auto ours = into_.setting(key);
        if (!ours) return ours.error();
        const auto value = changed(key, theirs);
        if (!value) continue;
        if (*ours) {
            if (**ours != theirs && !key.starts_with(kLensKey) && !key.starts_with(kSearchKey))
                notices_.push_back(name + " says otherwise of \"" + key.substr(0, key.find('\0')) +
                                   "\", which is not taken over");
            continue;
        }
        if (key.starts_with(kLensKey))
            if (const auto lens = decode_lens(*value); lens && lens->number > 0) {
                last_lens_ = lens->number;
                into_.put_setting(batch_, kLastLensKey, std::to_string(last_lens_));
            }
        into_.put_setting(batch_, key, *value);
    }
    pending_.clear();
    return into_.write(batch_);
}

Result<Merged> counted(const std::vector<fs::path>& libraries, const fs::path& directory,
                       const Removed& removed) {
    std::unordered_map<Id, std::uint32_t> verbatims;
    for (const fs::path& library : libraries) {
        auto opened = Library::open(library, Access::read);
        if (!opened) return opened.error();
        const auto store = opened->state().store();
        if (!store) return store.error();
        const auto walked =
            (*store)->each_holders([&](Id id, const std::vector<Place>& places) -> Result<void> {
                if (!removed.contains(id) && !places.empty())
                    verbatims.try_emplace(id, places.front().verbatims);
                return {};
            });
        if (!walked) return walked.error();
    }
    Merged merged;
    merged.whole = {directory, verbatims.size(), 0};
    for (const auto& [id, count] : verbatims) merged.whole.verbatims += count;
    return merged;
}

Result<Merged> merged_into(Library copy, const std::vector<fs::path>& libraries,
                           const fs::path& directory, const Removed& removed,
                           const Progress& progress) {
    const auto store = copy.state().store();
    if (!store) return store.error();
    Merging merging(**store, removed);
    if (auto begun = merging.begin(); !begun) return begun.error();
    for (std::size_t i = 1; i < libraries.size(); ++i) {
        const auto from = Store::open(libraries[i] / "store", Access::read);
        if (!from) return from.error();
        if (auto taken = merging.take(*from, libraries[i].string()); !taken) return taken.error();
    }
    if (auto finished = merging.finish(); !finished) return finished.error();
    kill_point("libraries-taken");
    const auto verbatims = index_made(std::move(copy), progress);
    if (!verbatims) return verbatims.error();
    if (auto published = publish(directory); !published) return published.error();
    Merged merged;
    merged.whole = {directory, merging.conversations(), *verbatims};
    merged.notices = std::move(merging).notices();
    return merged;
}

}  // namespace

Result<Merged> merge(const std::vector<fs::path>& libraries, const fs::path& directory,
                     bool dry_run, const Patience& patience, const Progress& progress) {
    if (const auto is_new = must_be_new(directory); !is_new) return is_new.error();
    Removed removed;
    for (const fs::path& library : libraries) {
        if (auto version = check_version(library, kOldestStore); !version) return version.error();
        const auto store = Store::open(library / "store", Access::read);
        if (!store) return store.error();
        if (auto added = add_removed(*store, removed); !added) return added.error();
    }
    if (dry_run) return counted(libraries, directory, removed);
    auto copy = copy_to_make(libraries.front(), directory, patience);
    if (!copy) return copy.error();
    return merged_into(*std::move(copy), libraries, directory, removed, progress);
}

}  // namespace verbatim
