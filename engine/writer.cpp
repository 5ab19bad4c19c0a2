#include "engine/writer.h"

#include <algorithm>
#include <cassert>

#include "engine/big_endian.h"
#include "engine/code_context.h"
#include "engine/hash.h"
#include "engine/kill_point.h"
#include "engine/library_state.h"

namespace verbatim {

namespace {

// A batch is written at this size: large enough to be fast, small enough to be memory that does not
// matter.
constexpr std::size_t kBatchBytes = 4u << 20;

// A number is never given to a second source, or what came with it would be taken for older.
constexpr std::string_view kLastNumber = "number";

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

void erase_source(std::vector<Place>& places, std::uint32_t source) {
    std::erase_if(places, [&](const Place& place) { return place.source == source; });
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
        const auto last = store().setting(kLastNumber);
        if (!last) return last.error();
        if (*last && (*last)->size() == sizeof last_number_)
            last_number_ = std::max(last_number_, from_big_endian<std::uint32_t>(**last));
        const auto removed = store().settings("removed/");
        if (!removed) return removed.error();
        for (const auto& [id, reason] : *removed)
            if (const auto parsed = parse_id(id)) removed_.insert(*parsed);
    }
    return ++last_number_;
}

Result<void> Writer::begin(Source source, std::uint32_t replaces) {
    // What is dirty by a changed source can be refreshed only when it has been switched.
    if (replaces != 0)
        if (auto committed = commit(); !committed) return committed;
    begun_ = {std::move(source), SourceState::incoming, replaces};
    rejects_ = 0;
    paths_[begun_.source.id] = begun_.source.path;
    store().put(batch_, begun_);
    store().put_setting(batch_, kLastNumber, big_endian(begun_.source.id));
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
    const bool fresh = held->empty() && begun_.replaces == 0;
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
    // What is finished counts as live for the choice of winners.
    if (auto refreshed = refresh_dirty(); !refreshed) return refreshed;
    if (auto committed = commit_index(); !committed) return committed;
    kill_point("index-committed");
    for (StoredSource& stored : finished_) {
        stored.state = SourceState::live;
        store().put(batch_, stored);
    }
    finished_.clear();
    return erase_settled({});
}

Result<void> Writer::erase_settled(const std::vector<std::uint32_t>& gone) {
    for (const std::uint32_t source : gone) store().erase_source(batch_, source);
    for (const Id id : dirty_) store().erase_dirty(batch_, id);
    dirty_.clear();
    return write_batch();
}

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

Result<void> Writer::write_batch() {
    if (auto written = store().write(batch_); !written) return written;
    batch_places_.clear();
    batch_texts_.clear();
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
    if (auto refreshed = refresh_dirty(); !refreshed) return refreshed;
    if (auto erased = index().erase_source(number); !erased) return erased;
    if (auto committed = commit_index(); !committed) return committed;
    kill_point("index-refreshed");
    return erase_settled({number});
}

// What was indexed counts as rejected from now on, and is listed with the reason.
Result<void> Writer::account_removed(Place place) {
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
    store().put(batch_, stored);
    store().put_reject(batch_, place.source, static_cast<std::uint32_t>(rejects->size()),
                       {{conversation->locator, std::string(kTakenOut)}, false});
    return {};
}

Result<void> Writer::remove_conversation(Id conversation) {
    const auto held = store().places(conversation);
    if (!held) return held.error();
    for (const Place& place : *held) {
        if (auto accounted = account_removed(place); !accounted) return accounted;
        store().erase_conversation(batch_, place.source, place.ordinal);
    }
    store().put_places(batch_, conversation, {});
    store().put_setting(batch_, "removed/" + print_id(conversation), "");
    store().put_dirty(batch_, conversation);
    dirty_.insert(conversation);
    return settle();
}

Result<void> Writer::rewrite(Place place, Conversation conversation) {
    for (Verbatim& verbatim : conversation.verbatims) verbatim.since = place.source;
    if (auto kept = keep_since(conversation, {place}); !kept) return kept;
    store().put(batch_, place.source, place.ordinal, conversation);
    store().put_dirty(batch_, conversation.id);
    dirty_.insert(conversation.id);
    return batch_.bytes() >= kBatchBytes ? store().write(batch_) : Result<void>();
}

Result<void> Writer::settle() {
    if (auto written = store().write(batch_); !written) return written;
    kill_point("role-corrected");
    if (auto refreshed = refresh_dirty(); !refreshed) return refreshed;
    if (auto committed = commit_index(); !committed) return committed;
    return erase_settled({});
}

Result<void> Writer::refresh_dirty() {
    if (dirty_.empty()) return {};
    auto sources = state_.live_sources();
    if (!sources) return sources.error();
    for (const StoredSource& stored : finished_) (*sources)[stored.source.id] = stored.source;
    std::vector<Id> ids(dirty_.begin(), dirty_.end());
    std::ranges::sort(ids);
    for (const Id id : ids)
        if (auto refreshed = refresh(id, *sources); !refreshed) return refreshed;
    return {};
}

// Makes the index show of a conversation what the store holds: the winner's text, or nothing.
Result<void> Writer::refresh(Id conversation, const std::map<std::uint32_t, Source>& sources) {
    const auto held = store().places(conversation);
    if (!held) return held.error();
    if (auto erased = index().erase(conversation); !erased) return erased;
    const auto place = winner(*held, sources);
    if (!place) return {};
    const auto stored = store().conversation(place->source, place->ordinal);
    if (!stored) return stored.error();
    const auto codes = store().codes(place->source, place->ordinal);
    if (!codes) return codes.error();
    const auto file = state_.codes();
    if (!file) return file.error();
    const bool known = codes->identity != 0 && codes->identity == (*file)->identity();
    const auto first =
        index().add(prepare(*stored, *place, holders_of(*held, sources),
                            sources.at(place->source).round, known ? *codes : StoredCodes()));
    if (!first) return first.error();
    if (!known) return {};
    const std::vector<Code> in_context = codes_in_context(*stored, *codes);
    for (std::uint32_t i = 0; i < in_context.size(); ++i)
        if (is_known(in_context[i]))
            rows_.push_back({*first + i, stored->verbatims[i].id, in_context[i]});
    return {};
}

// A row before its document would be taken for another's: the index first.
Result<void> Writer::commit_index() {
    if (auto committed = index().commit(); !committed) return committed;
    return write_rows();
}

Result<void> Writer::write_rows() {
    if (rows_.empty()) return {};
    kill_point("codes-committed");
    const auto file = state_.codes();
    if (!file) return file.error();
    for (const CodeRow& row : rows_)
        if (auto put = (*file)->put(row.document, row.verbatim, row.code); !put) return put;
    rows_.clear();
    in_context_.clear();
    return (*file)->sync();
}

Result<void> Writer::enrich(const CodeRow& row) {
    const auto in_context = in_context_.extract(row.verbatim);
    rows_.push_back({row.document, row.verbatim, in_context ? in_context.mapped() : row.code});
    return is_known(row.code) ? index().enrich(row.document, row.code) : Result<void>();
}

Result<void> Writer::commit_codes() {
    if (auto written = write_batch(); !written) return written;
    kill_point("codes-written");
    return commit_index();
}

Result<void> Writer::put_codes(Place place, const StoredCodes& codes) {
    store().put_codes(batch_, place.source, place.ordinal, codes);
    if (codes.codes.size() > 1) {
        const auto conversation = store().conversation(place.source, place.ordinal);
        if (!conversation) return conversation.error();
        const std::vector<Code> in_context = codes_in_context(*conversation, codes);
        for (std::size_t i = 0; i < in_context.size(); ++i)
            if (is_known(in_context[i])) in_context_[conversation->verbatims[i].id] = in_context[i];
    }
    return batch_.bytes() >= kBatchBytes ? write_batch() : Result<void>();
}

Result<void> Writer::drop(std::uint32_t source) {
    if (auto forgotten = forget_places(source); !forgotten) return forgotten;
    store().erase_source(batch_, source);
    if (auto written = write_batch(); !written) return written;
    return index().erase_source(source);
}

Result<void> Writer::recover() {
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
