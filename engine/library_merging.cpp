#include "engine/library_merging.h"

#include <algorithm>
#include <utility>

#include "engine/big_endian.h"
#include "engine/library_state.h"
#include "engine/store_keys.h"
#include "engine/writer.h"

namespace verbatim {

namespace {

std::string text_of(const Reject& reject) {
    return text_of(reject.locator) + '\0' + reject.reason;
}

// One that is not used in the source, which it is from now on.
std::uint32_t free_ordinal(MergedSource& source, std::uint32_t wanted) {
    std::vector<bool>& used = source.ordinals;
    if (wanted < used.size() && used[wanted]) wanted = static_cast<std::uint32_t>(used.size());
    if (wanted >= used.size()) used.resize(wanted + 1u);
    used[wanted] = true;
    return wanted;
}

}  // namespace

Result<void> Merging::begin() {
    if (auto numbered = numbers_.take(into_, ""); !numbered) return numbered;
    auto settings = MergedSettings::begin(into_);
    if (!settings) return settings.error();
    settings_ = *std::move(settings);
    for (const auto& [number, source] : numbers_.sources())
        if (auto begun = begin_source(source); !begun) return begun;
    const auto walked =
        into_.each_holders([&](Id id, const std::vector<Place>& held) -> Result<void> {
            if (removed_.contains(id)) return take_out(id, held);
            for (const Place& place : held)
                if (const auto live = sources_.find(place.source); live != sources_.end())
                    free_ordinal(live->second, place.ordinal);
            return {};
        });
    return walked ? write() : walked;
}

Result<void> Merging::begin_source(const Source& source) {
    const auto rejects = into_.rejects(source.id);
    if (!rejects) return rejects.error();
    MergedSource& begun = sources_[source.id];
    begun.source = source;
    begun.listed = static_cast<std::uint32_t>(rejects->size());
    begun.rejects.take(source.counts.rejected, *rejects);
    return {};
}

// As `remove` does it, from all sources that hold it.
Result<void> Merging::take_out(Id id, const std::vector<Place>& held) {
    for (const Place& place : held) {
        const auto live = sources_.find(place.source);
        if (live == sources_.end()) continue;
        const auto conversation = into_.conversation(place.source, place.ordinal);
        if (!conversation) return conversation.error();
        take_out(live->second, conversation->locator, place.records);
        into_.erase_conversation(batch_, place.source, place.ordinal);
    }
    into_.put_places(batch_, id, {});
    return write_if_full();
}

void Merging::take_out(MergedSource& source, const Locator& locator, std::uint64_t records) {
    source.rejects.take_out(locator, records);
    into_.put_reject(batch_, source.source.id, source.listed++,
                     {{locator, std::string(kTakenOut)}, false});
}

Result<void> Merging::write() {
    pending_.clear();
    return into_.write(batch_);
}

Result<void> Merging::take(const Store& from, const std::string& name) {
    const auto theirs = live_sources(from);
    if (!theirs) return theirs.error();
    if (auto numbered = numbers_.take(from, name); !numbered) return numbered;
    for (const auto& [number, source] : *theirs)
        if (auto taken = take_source(from, number, source); !taken) return taken;
    into_.put_setting(batch_, kLastNumberKey, big_endian(numbers_.last()));
    if (auto taken = settings_->take(from, name, numbers_, into_, batch_); !taken) return taken;
    return write();
}

Result<void> Merging::take_source(const Store& from, std::uint32_t number, const Source& source) {
    const std::uint32_t ours = numbers_.of_source(number);
    MergedSource& into = sources_[ours];
    Counts& counts = into.source.counts;
    const auto [duplicates, empty] = std::pair(counts.duplicates, counts.empty);
    if (into.source.id == 0) into.source = source;
    into.source.id = ours;
    counts.duplicates = std::max(duplicates, source.counts.duplicates);
    counts.empty = std::max(empty, source.counts.empty);
    // What the source has so far, for only this library's are to be added.
    const auto rejects = into_.rejects(ours);
    if (!rejects) return rejects.error();
    Listed listed;
    for (const StoredReject& reject : *rejects) listed.insert(text_of(reject.reject));
    const auto walked =
        from.each_conversation(number, [&](std::uint32_t ordinal, Conversation conversation) {
            return take_conversation(from, {number, ordinal, 0, 0, 0}, std::move(conversation),
                                     into, listed);
        });
    if (!walked) return walked;
    if (auto taken = take_rejects(from, source, into, listed); !taken) return taken;
    into_.put(batch_, {into.source, SourceState::live, 0});
    return {};
}

Result<std::vector<Place>> Merging::places(Id conversation) {
    const auto waiting = pending_.find(conversation);
    if (waiting != pending_.end()) return waiting->second;
    return into_.places(conversation);
}

Result<void> Merging::take_conversation(const Store& from, Place theirs, Conversation conversation,
                                        MergedSource& into, Listed& listed) {
    const auto their_places = from.places(conversation.id);
    if (!their_places) return their_places.error();
    const auto place = std::ranges::find_if(*their_places, [&](const Place& held) {
        return held.source == theirs.source && held.ordinal == theirs.ordinal;
    });
    if (place == their_places->end()) return {};
    if (removed_.contains(conversation.id)) {
        if (listed.insert(text_of({conversation.locator, std::string(kTakenOut)})).second)
            take_out(into, conversation.locator, place->records);
        else
            into.rejects.take_out(conversation.locator, place->records);
        return write_if_full();
    }
    auto held = places(conversation.id);
    if (!held) return held.error();
    if (std::ranges::find(*held, into.source.id, &Place::source) != held->end()) return {};
    // 0 would say that it came with the source that holds it.
    for (Verbatim& verbatim : conversation.verbatims)
        verbatim.since = std::max(numbers_.of(verbatim.since == 0 ? theirs.source : verbatim.since),
                                  std::uint32_t{1});
    if (auto kept = keep_since(conversation, *held); !kept) return kept;
    Place taken = *place;
    taken.source = into.source.id;
    taken.ordinal = free_ordinal(into, theirs.ordinal);
    const auto codes = from.codes(theirs.source, theirs.ordinal);
    if (!codes) return codes.error();
    into_.put(batch_, taken.source, taken.ordinal, conversation);
    if (!codes->codes.empty()) into_.put_codes(batch_, taken.source, taken.ordinal, *codes);
    held->push_back(taken);
    into_.put_places(batch_, conversation.id, *held);
    pending_[conversation.id] = *std::move(held);
    return write_if_full();
}

// A verbatim that a source of an earlier library has is as old as it is there.
Result<void> Merging::keep_since(Conversation& conversation, const std::vector<Place>& held) {
    if (held.empty()) return {};
    if (pending_.contains(conversation.id))
        if (auto written = write(); !written) return written;
    for (const Place& place : held) {
        const auto before = into_.conversation(place.source, place.ordinal);
        if (!before) return before.error();
        for (Verbatim& verbatim : conversation.verbatims) {
            const auto known = std::ranges::find(before->verbatims, verbatim.id, &Verbatim::id);
            if (known != before->verbatims.end())
                verbatim.since =
                    std::min(verbatim.since, known->since == 0 ? place.source : known->since);
        }
    }
    return {};
}

// Those that the source does not have yet.
Result<void> Merging::take_rejects(const Store& from, const Source& source, MergedSource& into,
                                   Listed& listed) {
    const auto theirs = from.rejects(source.id);
    if (!theirs) return theirs.error();
    into.rejects.take(source.counts.rejected, *theirs);
    for (const StoredReject& reject : *theirs)
        if (listed.insert(text_of(reject.reject)).second)
            into_.put_reject(batch_, into.source.id, into.listed++, reject);
    return write_if_full();
}

Result<std::uint64_t> Merging::finish() {
    auto counted = recounted(into_);
    if (!counted) return counted.error();
    for (auto& [number, source] : counted->sources) {
        source.counts.rejected = sources_.at(number).rejects.rejected();
        into_.put(batch_, {source, SourceState::live, 0});
    }
    if (auto written = write(); !written) return written.error();
    return counted->conversations;
}

}  // namespace verbatim
