#include <algorithm>

#include "engine/code_context.h"
#include "engine/kill_point.h"
#include "engine/library_state.h"
#include "engine/writer.h"

// How the index follows the store: what is dirty, what documents mean, what lenses say of them.
namespace verbatim {

Result<void> Writer::rewrite(Place place, Conversation conversation) {
    for (Verbatim& verbatim : conversation.verbatims) verbatim.since = place.source;
    if (auto kept = keep_since(conversation, {place}); !kept) return kept;
    store().put(batch_, place.source, place.ordinal, conversation);
    store().put_dirty(batch_, conversation.id);
    dirty_.insert(conversation.id);
    return batch_.bytes() >= kBatchBytes ? store().write(batch_) : Result<void>();
}

Result<void> Writer::settle() {
    if (auto written = write_batch(); !written) return written;
    kill_point("role-corrected");
    return commit();
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
    if (auto erased = erase_codes(conversation); !erased) return erased;
    if (auto erased = index().erase(conversation); !erased) return erased;
    const auto place = winner(*held, sources);
    if (!place) return {};
    const auto stored = store().conversation(place->source, place->ordinal);
    if (!stored) return stored.error();
    const auto codes = store().codes(place->source, place->ordinal);
    if (!codes) return codes.error();
    const auto file = state_.codes();
    if (!file) return file.error();
    const auto lenses = state_.lenses();
    if (!lenses) return lenses.error();
    const auto people = state_.people();
    if (!people) return people.error();
    const bool known = codes->identity != 0 && codes->identity == (*file)->identity();
    const auto first = index().add(
        prepare(*stored, *place, holders_of(*held, sources), sources.at(place->source).round,
                **people, paths_of(*held, sources), **lenses, known ? *codes : StoredCodes()));
    if (!first) return first.error();
    if (!known) return {};
    const std::vector<Code> in_context = codes_in_context(*stored, *codes);
    for (std::uint32_t i = 0; i < in_context.size(); ++i)
        if (is_known(in_context[i]))
            rows_.push_back({*first + i, stored->verbatims[i].id, in_context[i]});
    return {};
}

// What is erased leaves nothing of its meaning behind. Before the index, which alone tells the
// numbers: a document that a kill leaves without its code is still found by its words.
Result<void> Writer::erase_codes(Id conversation) {
    const auto file = state_.codes();
    if (!file) return file.error();
    if ((*file)->last() == 0) return {};
    const auto numbers = index().numbers_of(conversation);
    if (!numbers) return numbers.error();
    for (const std::uint32_t number : *numbers)
        if (auto erased = (*file)->erase(number); !erased) return erased;
    codes_erased_ = codes_erased_ || !numbers->empty();
    return {};
}

// A row before its document would be taken for another's: the index first.
Result<void> Writer::commit_index() {
    if (codes_erased_) {
        const auto file = state_.codes();
        if (!file) return file.error();
        if (auto synced = (*file)->sync(); !synced) return synced;
        codes_erased_ = false;
    }
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

// Rows that a writer was killed over; the next `sync` writes them.
Result<void> Writer::mend_rows() {
    const auto file = state_.codes();
    if (!file) return file.error();
    if (!(*file)->is_interrupted()) return {};
    const auto ids = index().ids_by_number();
    if (!ids) return ids.error();
    return (*file)->mend(*ids);
}

Result<void> Writer::enrich(const EnrichedDocument& document) {
    const auto& [number, before, after, code, has] = document;
    const auto lenses = state_.lenses();
    if (!lenses) return lenses.error();
    if (code) {
        const auto in_context = in_context_.extract(after.id);
        rows_.push_back({number, after.id, in_context ? in_context.mapped() : *code});
    }
    const Code* known = code && is_known(*code) ? &*code : nullptr;
    // A lens of the library's own may have been made anew, with another slot.
    const bool has_own = std::ranges::any_of(after.lenses, [&](const auto& lens) {
        const auto& own = (*lenses)->own();
        return std::ranges::find(own, lens.first, &IndexedLenses::Own::name) != own.end();
    });
    if (known == nullptr && !has_own && before.lenses == after.lenses) return {};
    return index().enrich(number, known, before, after, (*lenses)->own());
}

Result<void> Writer::put_lenses(const IndexedLenses& lenses) {
    return index().put_lenses(lenses);
}

Result<void> Writer::begin_scoring() {
    const auto lenses = state_.lenses();
    if (!lenses) return lenses.error();
    const auto indexed = index().lenses();
    if (!indexed) return indexed.error();
    if (indexed->identity == (*lenses)->identity()) return {};
    return put_lenses({(*lenses)->identity(), 0, index().last(), (*lenses)->own()});
}

Result<void> Writer::commit_codes() {
    if (auto written = write_batch(); !written) return written;
    kill_point("codes-written");
    return commit_index();
}

// Rows for the documents of a conversation that have a code in context; those that wait for their
// code get theirs with enrich().
Result<void> Writer::put_rows_of(Id conversation) {
    const auto numbers = index().numbers_of(conversation);
    if (!numbers) return numbers.error();
    for (const std::uint32_t number : *numbers) {
        const auto document = index().document(number);
        if (!document) return document.error();
        if (const auto found = in_context_.find(document->id); found != in_context_.end())
            rows_.push_back({number, document->id, found->second});
    }
    return {};
}

Result<void> Writer::put_codes(Place place, const StoredCodes& codes, bool grown) {
    store().put_codes(batch_, place.source, place.ordinal, codes);
    if (codes.codes.size() > 1) {
        const auto conversation = store().conversation(place.source, place.ordinal);
        if (!conversation) return conversation.error();
        const std::vector<Code> in_context = codes_in_context(*conversation, codes);
        for (std::size_t i = 0; i < in_context.size(); ++i)
            if (is_known(in_context[i])) in_context_[conversation->verbatims[i].id] = in_context[i];
        if (grown)
            if (auto put = put_rows_of(conversation->id); !put) return put;
    }
    return batch_.bytes() >= kBatchBytes ? write_batch() : Result<void>();
}

}  // namespace verbatim
