#include "engine/writer.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "engine/big_endian.h"
#include "engine/hash.h"
#include "engine/kill_point.h"
#include "engine/library_state.h"
#include "engine/store_keys.h"

// How a source is read in: its batches, and what makes them durable.
namespace verbatim {

namespace {

std::uint64_t text_bytes(const Conversation& conversation) {
    std::uint64_t bytes = 0;
    for (const Utterance& utterance : conversation.utterances) bytes += utterance.text.size();
    return bytes;
}

std::uint64_t hash_of_texts(const Conversation& conversation) {
    std::uint64_t hash = 0;
    for (const Utterance& utterance : conversation.utterances)
        hash = hash64(utterance.text, hash + 1);
    return hash;
}

}  // namespace

Writer::Writer(Library& library) : state_(library.state()) {}
Writer::~Writer() = default;

Store& Writer::store() {
    return *state_.open_store;
}

Index& Writer::index() {
    return *state_.index;
}

Result<std::uint32_t> Writer::reserve_number() {
    if (last_number_ == 0) {
        const auto sources = store().sources();
        if (!sources) return sources.error();
        for (const StoredSource& stored : *sources) {
            last_number_ = std::max(last_number_, stored.source.id);
            paths_[stored.source.id] = stored.source.path;
        }
        const auto last = store().setting(kLastNumberKey);
        if (!last) return last.error();
        if (*last && (*last)->size() == sizeof last_number_)
            last_number_ = std::max(last_number_, from_big_endian<std::uint32_t>(**last));
        const auto removed = store().settings(kRemovedKey);
        if (!removed) return removed.error();
        for (const auto& [id, reason] : *removed)
            if (const auto parsed = parse_id(id)) removed_.insert(*parsed);
    }
    return ++last_number_;
}

Result<void> Writer::begin(Source source, std::uint32_t replaces) {
    begun_ = {std::move(source), SourceState::incoming, replaces};
    rejects_ = 0;
    paths_[begun_.source.id] = begun_.source.path;
    store().put(batch_, begun_);
    store().put_setting(batch_, kLastNumberKey, big_endian(begun_.source.id));
    if (auto written = store().write(batch_); !written) return written;
    kill_point("source-begun");
    return {};
}

Result<std::vector<Place>> Writer::places(Id conversation) {
    if (const auto found = batch_places_.find(conversation); found != batch_places_.end())
        return found->second;
    return store().places(conversation);
}

void Writer::set_places(Id conversation, std::vector<Place> places) {
    store().put_places(batch_, conversation, places);
    batch_places_[conversation] = std::move(places);
}

// A verbatim that one of the places has is as old as it is there. Only what has been written is
// looked at: a source's own places of this batch are no others.
Result<void> Writer::keep_since(Conversation& conversation, const std::vector<Place>& held) {
    std::unordered_map<Id, std::uint32_t> since;
    for (const Place& place : held) {
        const auto before = store().conversation(place.source, place.ordinal);
        if (!before) return before.error();
        for (const Verbatim& verbatim : before->verbatims) {
            std::uint32_t& earliest = since.try_emplace(verbatim.id, verbatim.since).first->second;
            earliest = std::min(earliest, verbatim.since);
        }
    }
    for (Verbatim& verbatim : conversation.verbatims)
        if (const auto known = since.find(verbatim.id); known != since.end())
            verbatim.since = known->second;
    return {};
}

Result<Writer::Outcome> Writer::put(std::uint32_t ordinal, Conversation& conversation,
                                    PreparedDocuments documents) {
    if (removed_.contains(conversation.id)) return Outcome::taken_out;
    auto held = places(conversation.id);
    if (!held) return held.error();
    const std::uint32_t number = begun_.source.id;
    if (std::ranges::find(*held, number, &Place::source) != held->end()) return Outcome::repeated;
    const bool elsewhere = std::ranges::any_of(
        *held, [&](const Place& place) { return accounts_before(place.source); });
    const bool fresh = held->empty() && begun_.replaces == 0 && !dirty_.contains(conversation.id);
    for (Verbatim& verbatim : conversation.verbatims) verbatim.since = number;
    if (auto kept = keep_since(conversation, *held); !kept) return kept.error();
    held->push_back({number, ordinal, text_bytes(conversation), conversation.records,
                     static_cast<std::uint32_t>(conversation.verbatims.size())});
    batch_texts_[conversation.id] = hash_of_texts(conversation);
    store().put(batch_, number, ordinal, conversation);
    set_places(conversation.id, *std::move(held));
    if (fresh) {
        documents_.push_back(std::move(documents));
    } else {
        store().put_dirty(batch_, conversation.id);
        dirty_.insert(conversation.id);
    }
    if (batch_.bytes() >= kBatchBytes)
        if (auto flushed = flush_batch(); !flushed) return flushed.error();
    return elsewhere ? Outcome::duplicate : Outcome::added;
}

// Whether a record that the other source holds as well is accounted to that one. What a new source
// brings was there before it; of sources that are read again, the first by path has it.
bool Writer::accounts_before(std::uint32_t source) const {
    if (source == begun_.replaces) return false;
    const auto path = paths_.find(source);
    return begun_.replaces == 0 || (path != paths_.end() && path->second < begun_.source.path);
}

Result<bool> Writer::holds_texts_of(const Conversation& conversation) {
    const std::uint64_t hash = hash_of_texts(conversation);
    if (const auto found = batch_texts_.find(conversation.id); found != batch_texts_.end())
        return found->second == hash;
    const auto held = store().places(conversation.id);
    if (!held) return held.error();
    const auto place = std::ranges::find(*held, begun_.source.id, &Place::source);
    assert(place != held->end());
    const auto stored = store().conversation(place->source, place->ordinal);
    if (!stored) return stored.error();
    return hash_of_texts(*stored) == hash;
}

Result<void> Writer::reject(const StoredReject& reject) {
    store().put_reject(batch_, begun_.source.id, rejects_++, reject);
    return batch_.bytes() >= kBatchBytes ? flush_batch() : Result<void>();
}

// The store first, then the index: a document without a record would be a quote without a source.
Result<void> Writer::flush_batch() {
    if (auto written = write_batch(); !written) return written;
    kill_point("store-written");
    for (PreparedDocuments& documents : documents_)
        if (auto added = index().add(std::move(documents)); !added) return added.error();
    documents_.clear();
    return {};
}

Result<void> Writer::finish(Source source) {
    StoredSource stored{std::move(source), SourceState::incoming, begun_.replaces};
    store().put(batch_, stored);
    if (auto flushed = flush_batch(); !flushed) return flushed;
    if (auto put = index().put_source(
            stored.source.id, {stored.source.path, stored.source.sha256, stored.source.round});
        !put)
        return put;
    if (stored.replaces == 0) {
        finished_.push_back(std::move(stored));
        return {};
    }
    return switch_source(stored);
}

Result<void> Writer::abandon() {
    if (auto flushed = flush_batch(); !flushed) return flushed;
    if (auto dropped = drop(begun_.source.id); !dropped) return dropped;
    return commit();
}

Result<void> Writer::commit() {
    if (auto written = write_batch(); !written) return written;
    // What is finished counts as live for the choice of winners.
    if (auto refreshed = refresh_dirty(); !refreshed) return refreshed;
    if (auto committed = commit_index(); !committed) return committed;
    kill_point("index-committed");
    if (!leaving_.empty()) kill_point("index-refreshed");
    for (StoredSource& stored : finished_) {
        stored.state = SourceState::live;
        store().put(batch_, stored);
    }
    finished_.clear();
    return erase_settled(std::exchange(leaving_, {}));
}

Result<void> Writer::erase_settled(const std::vector<std::uint32_t>& gone) {
    for (const std::uint32_t source : gone) store().erase_source(batch_, source);
    for (const Id id : dirty_) store().erase_dirty(batch_, id);
    dirty_.clear();
    return write_batch();
}

Result<void> Writer::write_batch() {
    if (auto written = store().write(batch_); !written) return written;
    batch_places_.clear();
    batch_texts_.clear();
    return {};
}

Result<void> Writer::put_setting(std::string_view key, std::string_view value) {
    StoreBatch batch;
    store().put_setting(batch, key, value);
    return store().write(batch);
}

Result<void> Writer::erase_setting(std::string_view key) {
    StoreBatch batch;
    store().erase_setting(batch, key);
    return store().write(batch);
}

}  // namespace verbatim
