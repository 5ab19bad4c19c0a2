#include <algorithm>

#include "engine/kill_point.h"
#include "engine/library_state.h"
#include "engine/store_keys.h"
#include "engine/writer.h"

// How sources are switched and taken out, and what a killed writer left is finished.
namespace verbatim {

namespace {

void erase_source(std::vector<Place>& places, std::uint32_t source) {
    std::erase_if(places, [&](const Place& place) { return place.source == source; });
}

}  // namespace

// Takes a source's places out of the holders of its conversations, which become dirty. Batch by
// batch, so that memory does not grow with the source; done again after a kill, it does no harm.
Result<void> Writer::forget_places(std::uint32_t source) {
    return store().each_conversation(
        source, [&](std::uint32_t ordinal, const Conversation& conversation) -> Result<void> {
            auto held = places(conversation.id);
            if (!held) return held.error();
            erase_source(*held, source);
            if (auto handed = hand_on_codes(source, ordinal, *held); !handed) return handed;
            set_places(conversation.id, *std::move(held));
            store().put_dirty(batch_, conversation.id);
            dirty_.insert(conversation.id);
            return batch_.bytes() >= kBatchBytes ? write_batch() : Result<void>();
        });
}

// What is known of a conversation's meaning is known of it in another source too.
Result<void> Writer::hand_on_codes(std::uint32_t source, std::uint32_t ordinal,
                                   const std::vector<Place>& others) {
    if (others.empty()) return {};
    const auto codes = store().codes(source, ordinal);
    if (!codes) return codes.error();
    if (codes->codes.empty()) return {};
    for (const Place& other : others) {
        const auto known = store().codes(other.source, other.ordinal);
        if (!known) return known.error();
        if (known->codes.empty()) store().put_codes(batch_, other.source, other.ordinal, *codes);
    }
    return {};
}

Result<void> Writer::switch_source(const StoredSource& stored) {
    StoredSource live = stored;
    live.state = SourceState::live;
    store().put(batch_, live);
    return remove_source(stored.replaces);
}

Result<void> Writer::remove_source(std::uint32_t number) {
    const auto sources = store().sources();
    if (!sources) return sources.error();
    const auto found =
        std::ranges::find(*sources, number, [](const StoredSource& s) { return s.source.id; });
    if (found == sources->end()) return {};
    StoredSource leaving = *found;
    leaving.state = SourceState::leaving;
    store().put(batch_, leaving);
    if (auto written = write_batch(); !written) return written;
    kill_point("source-switched");
    if (auto forgotten = forget_places(number); !forgotten) return forgotten;
    if (auto written = write_batch(); !written) return written;
    kill_point("places-forgotten");
    leaving_.push_back(number);
    return index().erase_source(number);
}

// What was indexed counts as rejected from now on, and is listed with the reason. `text` is what is
// still to be taken off the bytes of sources, of which one counted those of the conversation.
Result<void> Writer::account_removed(Place place, std::optional<std::uint64_t>& text) {
    const auto sources = store().sources();
    if (!sources) return sources.error();
    const auto found = std::ranges::find(*sources, place.source,
                                         [](const StoredSource& s) { return s.source.id; });
    const auto conversation = store().conversation(place.source, place.ordinal);
    if (!conversation) return conversation.error();
    const auto rejects = store().rejects(place.source);
    if (!rejects) return rejects.error();
    if (found == sources->end()) return {};
    StoredSource stored = *found;
    Counts& counts = stored.source.counts;
    const std::uint64_t records = std::min<std::uint64_t>(counts.indexed, conversation->records);
    counts.indexed -= records;
    counts.rejected += records;
    counts.conversations -= std::min<std::uint64_t>(counts.conversations, 1);
    counts.verbatims -= std::min<std::uint64_t>(counts.verbatims, conversation->verbatims.size());
    if (!text) text = text_of_verbatims(*conversation);
    const std::uint64_t counted = std::min(stored.source.text_bytes, *text);
    stored.source.text_bytes -= counted;
    *text -= counted;
    store().put(batch_, stored);
    store().put_reject(batch_, place.source, static_cast<std::uint32_t>(rejects->size()),
                       {{conversation->locator, std::string(kTakenOut)}, false});
    return {};
}

Result<void> Writer::remove_conversation(Id conversation) {
    const auto held = store().places(conversation);
    if (!held) return held.error();
    std::optional<std::uint64_t> text;
    for (const Place& place : *held) {
        if (auto accounted = account_removed(place, text); !accounted) return accounted;
        store().erase_conversation(batch_, place.source, place.ordinal);
    }
    store().put_places(batch_, conversation, {});
    store().put_setting(batch_, std::string(kRemovedKey) + print_id(conversation), "");
    store().put_dirty(batch_, conversation);
    dirty_.insert(conversation);
    return settle();
}

Result<void> Writer::drop(std::uint32_t source) {
    if (auto forgotten = forget_places(source); !forgotten) return forgotten;
    store().erase_source(batch_, source);
    if (auto written = write_batch(); !written) return written;
    return index().erase_source(source);
}

Result<void> Writer::recover() {
    if (auto mended = mend_rows(); !mended) return mended;
    const auto sources = store().sources();
    if (!sources) return sources.error();
    const auto dirty = store().dirty();
    if (!dirty) return dirty.error();
    dirty_.insert(dirty->begin(), dirty->end());
    std::vector<std::uint32_t> gone;
    bool unsettled = !dirty->empty();
    for (const StoredSource& stored : *sources) {
        if (stored.state == SourceState::live) continue;
        unsettled = true;
        if (stored.state == SourceState::leaving) {
            gone.push_back(stored.source.id);
            if (auto forgotten = forget_places(stored.source.id); !forgotten) return forgotten;
        } else if (auto dropped = drop(stored.source.id); !dropped) {
            return dropped;
        }
    }
    if (auto written = write_batch(); !written) return written;
    if (unsettled)
        if (auto refreshed = refresh_dirty(); !refreshed) return refreshed;
    if (auto reconciled = reconcile_sources(); !reconciled) return reconciled;
    if (!unsettled) return {};
    if (auto committed = commit_index(); !committed) return committed;
    return erase_settled(gone);
}

// The index's list of sources follows the store's.
Result<void> Writer::reconcile_sources() {
    const auto live = state_.live_sources();
    if (!live) return live.error();
    const auto indexed = index().sources();
    if (!indexed) return indexed.error();
    bool changed = false;
    std::map<std::uint32_t, IndexedSource> known(indexed->begin(), indexed->end());
    for (const auto& [number, source] : *live) {
        const auto found = known.find(number);
        if (found != known.end() && found->second.path == source.path &&
            found->second.round == source.round)
            continue;
        changed = true;
        if (auto put = index().put_source(number, {source.path, source.sha256, source.round}); !put)
            return put;
    }
    for (const auto& [number, source] : known) {
        if (live->contains(number)) continue;
        changed = true;
        if (auto erased = index().erase_source(number); !erased) return erased;
    }
    return changed ? commit_index() : Result<void>();
}

Result<void> Writer::update_source(const Source& source) {
    store().put(batch_, StoredSource{source, SourceState::live, 0});
    if (auto written = store().write(batch_); !written) return written;
    return index().put_source(source.id, {source.path, source.sha256, source.round});
}

}  // namespace verbatim
