#include <algorithm>
#include <tuple>

#include "engine/ascii.h"
#include "engine/files.h"
#include "engine/library_files.h"
#include "engine/library_meaning.h"
#include "engine/library_state.h"
#include "engine/meaning/models.h"
#include "engine/schema.h"

namespace verbatim {

namespace {

std::map<std::string, std::uint64_t> counts_of(const Index& index, std::string_view field) {
    auto values = index.values(find_field(field)->prefix);
    if (!values) return {};
    return {values->begin(), values->end()};
}

// "the row has 3 cells, the header 9" -> "the row has … cells, the header …": one reason, not one a
// row. Numbers within a word, as in UTF-8, stay.
std::string kind_of_reason(std::string_view reason) {
    std::string kind;
    for (std::size_t i = 0; i < reason.size(); ++i) {
        if (!is_digit(reason[i]) || (i > 0 && reason[i - 1] != ' ')) {
            kind += reason[i];
            continue;
        }
        while (i + 1 < reason.size() && (is_digit(reason[i + 1]) || reason[i + 1] == ',')) ++i;
        kind += "…";
    }
    if (const auto quoted = kind.find('"'); quoted != std::string::npos)
        if (const auto end = kind.rfind('"'); end > quoted)
            kind.replace(quoted, end - quoted + 1, "\"…\"");
    return kind;
}

Result<void> count_speakers(const Source& source, const Store& store, const People& people,
                            std::vector<SpeakerRow>& rows) {
    using Key = std::tuple<std::string, Role, std::string, std::string, std::string>;
    const std::vector<std::string> paths = {source.path};
    std::map<Key, SpeakerRow> found;
    const auto walked = store.each_conversation(
        source.id, [&](std::uint32_t, const Conversation& conversation) -> Result<void> {
            std::vector<std::uint64_t> utterances(conversation.speakers.size(), 0);
            for (const Utterance& utterance : conversation.utterances)
                ++utterances[utterance.speaker];
            for (std::size_t i = 0; i < utterances.size(); ++i) {
                const Speaker& speaker = conversation.speakers[i];
                const People::Known known = people.who(speaker, paths);
                SpeakerRow& row =
                    found[{speaker.name, speaker.role, speaker.role_reason,
                           known.person == nullptr ? "" : known.person->key, known.name}];
                ++row.conversations;
                row.utterances += utterances[i];
            }
            return {};
        });
    if (!walked) return walked;
    for (auto& [key, row] : found) {
        std::tie(row.name, row.role, row.reason, row.person, row.shown) = key;
        if (row.shown == row.name) row.shown.clear();
        row.source = source.path;
        rows.push_back(std::move(row));
    }
    return {};
}

// Of the sources that hold a conversation the first by path accounts for it, for the others it is
// a duplicate.
void leave_to_the_first(const std::vector<Place>& places,
                        std::map<std::uint32_t, Source>& sources) {
    const Place* first = nullptr;
    for (const Place& place : places)
        if (sources.contains(place.source) &&
            (first == nullptr || sources.at(place.source).path < sources.at(first->source).path))
            first = &place;
    for (const Place& place : places) {
        const auto source = sources.find(place.source);
        if (source == sources.end() || &place == first || place.records == 0) continue;
        Counts& counts = source->second.counts;
        counts.indexed -= std::min<std::uint64_t>(counts.indexed, place.records);
        counts.duplicates += place.records;
        counts.conversations -= std::min<std::uint64_t>(counts.conversations, 1);
        counts.verbatims -= std::min<std::uint64_t>(counts.verbatims, place.verbatims);
    }
}

Result<void> count_rejects(const Source& source, const Store& store, Status& status) {
    const auto rejects = store.rejects(source.id);
    if (!rejects) return rejects.error();
    for (const StoredReject& reject : *rejects)
        ++(reject.warning ? status.notes_by_reason
                          : status.rejects_by_reason)[kind_of_reason(reject.reject.reason)];
    return {};
}

void find_models(Status& status) {
    for (const std::string_view file : {kEncoderFile, kWordsFile})
        if (const auto found = find_model(file)) status.models.push_back(found->string());
    for (const auto& folder : model_folders()) status.model_folders.push_back(folder.string());
}

// What the index and the models tell.
Result<void> count_verbatims(Library::State& state, Status& status) {
    status.verbatims = state.index->size();
    status.verbatims_by_kind = counts_of(*state.index, "kind");
    status.verbatims_by_role = counts_of(*state.index, "role");
    status.verbatims_by_lang = counts_of(*state.index, "lang");
    status.customer_verbatims = status.verbatims_by_role["customer"];
    find_models(status);
    const auto& meaning = state.meaning();
    if (!meaning) {
        status.no_meaning = why_no_meaning(meaning.error());
        return {};
    }
    const auto codes = state.codes();
    if (!codes) return codes.error();
    if ((*codes)->identity() == meaning->identity()) status.known_meanings = (*codes)->known();
    return {};
}

}  // namespace

Result<std::vector<LensCount>> Library::lenses() {
    return state_->retried([&]() -> Result<std::vector<LensCount>> {
        const auto counts = counts_of(*state_->index, "lens");
        const auto indexed = state_->index->lenses();
        if (!indexed) return indexed.error();
        std::vector<LensCount> lenses;
        const auto add = [&](const std::string& name, const std::string& definition, bool own) {
            const auto found = counts.find(name);
            lenses.push_back({name, definition, found == counts.end() ? 0 : found->second, own});
        };
        for (const LensInfo& lens : Lenses::built_in().list()) {
            add(lens.name, lens.definition, false);
            for (const LensInfo& kind : Lenses::built_in().kinds())
                if (kind.name.starts_with(lens.name + kKindMark))
                    add(kind.name, kind.definition, false);
        }
        for (const IndexedLenses::Own& lens : indexed->own) add(lens.name, lens.definition, true);
        return lenses;
    });
}

Result<std::vector<SpeakerRow>> Library::speakers() {
    return state_->retried([&]() -> Result<std::vector<SpeakerRow>> {
        const auto sources = state_->live_sources();
        if (!sources) return sources.error();
        const auto people = state_->people();
        if (!people) return people.error();
        std::vector<SpeakerRow> rows;
        for (const auto& [number, source] : *sources)
            if (auto counted = count_speakers(source, **state_->store(), **people, rows); !counted)
                return counted.error();
        std::ranges::stable_sort(
            rows, {}, [](const SpeakerRow& row) { return std::tie(row.source, row.name); });
        return rows;
    });
}

Result<Status> Library::status() {
    return state_->retried([&]() -> Result<Status> {
        const auto sources = state_->live_sources();
        if (!sources) return sources.error();
        const Store& store = **state_->store();
        auto accounted = *sources;
        Status status;
        status.directory = state_->directory;
        status.version = kSchemaVersion;
        status.sources = sources->size();
        const auto counted =
            store.each_holders([&](Id, const std::vector<Place>& places) -> Result<void> {
                ++status.conversations;
                leave_to_the_first(places, accounted);
                return {};
            });
        if (!counted) return counted.error();
        for (const auto& [number, source] : accounted) {
            status.counts += source.counts;
            status.text_bytes += source.text_bytes;
            if (auto rejects = count_rejects(source, store, status); !rejects)
                return rejects.error();
            status.source_list.push_back(source);
        }
        std::ranges::sort(status.source_list, {}, &Source::path);
        const auto unread = store.settings("unread/");
        if (!unread) return unread.error();
        for (const auto& [path, reason] : *unread) ++status.unread_by_reason[reason];
        if (auto verbatims = count_verbatims(*state_, status); !verbatims) return verbatims.error();
        const auto store_bytes = bytes_below(state_->store_path());
        if (!store_bytes) return store_bytes.error();
        const auto index_bytes = bytes_below(state_->index_link());
        if (!index_bytes) return index_bytes.error();
        status.store_bytes = *store_bytes;
        status.index_bytes = *index_bytes;
        return status;
    });
}

Result<std::vector<RejectRow>> Library::rejects() {
    return state_->retried([&]() -> Result<std::vector<RejectRow>> {
        const auto sources = state_->live_sources();
        if (!sources) return sources.error();
        std::vector<RejectRow> rows;
        for (const auto& [number, source] : *sources) {
            const auto rejects = (*state_->store())->rejects(number);
            if (!rejects) return rejects.error();
            for (const StoredReject& reject : *rejects)
                rows.push_back({source.path, reject.reject, reject.warning});
        }
        const auto unread = (*state_->store())->settings("unread/");
        if (!unread) return unread.error();
        for (const auto& [path, reason] : *unread) rows.push_back({path, {{}, reason}});
        std::ranges::stable_sort(rows, {}, &RejectRow::path);
        return rows;
    });
}

}  // namespace verbatim
