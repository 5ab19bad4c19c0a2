#include <xapian.h>

#include <algorithm>
#include <cassert>

#include "engine/index_record.h"
#include "engine/index_state.h"
#include "engine/schema.h"
#include "engine/terms.h"

// What an index is asked for beside searches.
namespace verbatim {

Result<IndexedLenses> Index::lenses() const {
    std::string bytes;
    const auto read =
        guarded(state_->path, [&] { bytes = state_->database.get_metadata(kLensesKey); });
    if (!read) return read.error();
    return bytes.empty() ? Result<IndexedLenses>(IndexedLenses()) : decode_indexed_lenses(bytes);
}

Result<std::vector<std::pair<std::uint32_t, IndexedSource>>> Index::sources() const {
    NumberedSources sources;
    const auto read = guarded(state_->path, [&] { sources = sources_in(state_->tail); });
    if (!read) return read.error();
    for (const OtherIndex& other : state_->others)
        for (const auto& [number, source] : other.sources)
            sources.emplace_back(other.first_source + number, source);
    return sources;
}

std::uint64_t Index::size() const {
    std::uint64_t there = 0;
    const auto read = guarded(state_->path, [&] {
        state_->show_added();
        there = state_->database.get_doccount();
        if (state_->writing != nullptr) there -= state_->writing->erased.size();
    });
    return read ? there : 0;
}

std::uint32_t Index::last() const {
    return state_->list.last;
}

Result<std::vector<std::pair<std::string, std::uint64_t>>> Index::values(
    std::string_view prefix) const {
    std::vector<std::pair<std::string, std::uint64_t>> values;
    const std::string start(prefix);
    const auto read = guarded(state_->path, [&] {
        // To step on, Xapian would walk through all documents that have the term.
        auto term = state_->database.allterms_begin(start);
        while (term != state_->database.allterms_end(start)) {
            const std::string found = *term;
            values.emplace_back(found.substr(start.size()), term.get_termfreq());
            term.skip_to(found + '\0');
        }
    });
    if (!read) return read.error();
    return values;
}

Result<std::vector<std::string>> Index::languages() const {
    if (!state_->languages.empty()) return state_->languages;
    auto counts = values(find_field("lang")->prefix);
    if (!counts) return counts.error();
    std::ranges::stable_sort(*counts, std::greater<>(),
                             &std::pair<std::string, std::uint64_t>::second);
    std::vector<std::string> languages;
    for (auto& [language, count] : *counts) languages.push_back(std::move(language));
    if (state_->writing == nullptr) state_->languages = languages;
    return languages;
}

std::uint64_t Index::frequency(const std::string& term) const {
    std::uint64_t frequency = 0;
    const auto read = guarded(state_->path, [&] { frequency = state_->frequency(term); });
    return read ? frequency : 0;
}

std::uint64_t Index::sure_frequency(const std::string& term) const {
    return state_->frequency(term);
}

bool Index::fills_a_part(const std::string& term) const {
    bool found = false;
    const auto read = guarded(state_->path, [&] { found = state_->fills_a_part(term); });
    return read && found;
}

std::uint64_t Index::frequency(const std::string& term, const std::string& other) const {
    std::uint64_t frequency = 0;
    const auto read = guarded(state_->path, [&] {
        const Xapian::Database& database = state_->database;
        auto with = database.postlist_begin(other);
        auto document = database.postlist_begin(term);
        const auto end = database.postlist_end(term), last = database.postlist_end(other);
        while (document != end && with != last) {
            if (*with < *document) {
                with.skip_to(*document);
            } else if (*document < *with) {
                document.skip_to(*with);
            } else {
                ++frequency;
                ++document;
            }
        }
    });
    return read ? frequency : 0;
}

Result<std::vector<std::string>> Index::custom_keys() const {
    if (state_->custom_keys) return *state_->custom_keys;
    std::set<std::string> keys;
    const auto read = guarded(state_->path, [&] {
        keys = custom_keys_in(state_->tail);
        for (const OtherIndex& other : state_->others) keys.merge(custom_keys_in(other.tail));
    });
    if (!read) return read.error();
    std::vector<std::string> found(keys.begin(), keys.end());
    if (state_->writing == nullptr) state_->custom_keys = found;
    return found;
}

Result<std::vector<std::uint32_t>> Index::numbers(const std::string& term) const {
    std::vector<std::uint32_t> numbers;
    const auto read = guarded(state_->path, [&] {
        state_->show_added();
        numbers = state_->numbers(term);
    });
    if (!read) return read.error();
    return numbers;
}

// What waits for its part need find none unless it is asked for.
Result<std::vector<std::uint32_t>> Index::numbers_of(Id conversation) const {
    std::vector<std::uint32_t> numbers;
    const auto read = guarded(state_->path, [&] {
        const auto* const writing = state_->writing.get();
        if (writing != nullptr && writing->unseen.may_contain(conversation)) state_->show_added();
        for (const Xapian::docid id : state_->of_conversation(conversation))
            numbers.push_back(state_->number_of(id));
        std::ranges::sort(numbers);
    });
    if (!read) return read.error();
    return numbers;
}

Result<Document> Index::described(const Xapian::Document& document) const {
    return described(document.get_value(kRecordSlot));
}

Result<Document> Index::described(const std::string& record_value) const {
    return verbatim::described(record_value, state_->read_dictionaries());
}

Result<std::string> Index::text_of(const std::string& record_value) const {
    return verbatim::text_of(record_value, state_->read_dictionaries());
}

Result<Document> Index::document(std::uint32_t number) const {
    Result<Document> document = Document();
    const auto read =
        guarded(state_->path, [&] { document = described(state_->document(number)); });
    if (!read) return read.error();
    return document;
}

Result<Index::Coded> Index::coded(std::uint32_t number) const {
    std::string code;
    Result<Document> document = Document();
    const auto read = guarded(state_->path, [&] {
        const Xapian::Document found = state_->document(number);
        document = described(found);
        code = found.get_value(kCodeSlot);
    });
    if (!read) return read.error();
    if (!document) return document.error();
    return Coded{*std::move(document),
                 code.size() == kCodeLength ? std::optional(code_of(code)) : std::nullopt};
}

Result<std::optional<Document>> Index::find(Id id) const {
    std::optional<Result<Document>> document;
    const auto read = guarded(state_->path, [&] {
        for (const Xapian::docid found : state_->of_verbatim(id))
            document = described(state_->database.get_document(found));
    });
    if (!read) return read.error();
    if (!document) return std::optional<Document>();
    if (!*document) return document->error();
    return std::optional(**std::move(document));
}

Result<std::vector<std::uint32_t>> Index::numbers_of_verbatim(Id id) const {
    std::vector<std::uint32_t> numbers;
    const auto read = guarded(state_->path, [&] {
        state_->show_added();
        for (const Xapian::docid found : state_->of_verbatim(id))
            numbers.push_back(state_->number_of(found));
    });
    if (!read) return read.error();
    return numbers;
}

Result<std::vector<Id>> Index::ids(std::string_view prefix, std::size_t limit) const {
    std::vector<Id> ids;
    const std::string start = std::string(kIdPrefix) + std::string(prefix.substr(0, kIdCharacters));
    const auto whole = parse_id(prefix);
    const auto read = guarded(state_->path, [&] {
        if (whole && !has_others()) {
            if (!state_->of_verbatim(*whole).empty()) ids.push_back(*whole);
            return;
        }
        const auto end = state_->database.allterms_end(start);
        for (auto term = state_->database.allterms_begin(start); term != end; ++term)
            for (const PlaceOfId& place : ids_with(state_->database, *term, kIdSlot))
                if (print_id(place.id).starts_with(prefix)) ids.push_back(place.id);
    });
    if (!read) return read.error();
    std::ranges::sort(ids);
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    ids.resize(std::min(ids.size(), limit));
    return ids;
}

Result<std::vector<Id>> Index::ids_of(Id conversation) const {
    std::vector<Xapian::docid> found;
    std::vector<Id> ids;
    const auto read = guarded(state_->path, [&] {
        found = state_->of_conversation(conversation);
        std::ranges::sort(found);
        for (const Xapian::docid id : found)
            ids.push_back(id_from_sortable(state_->database.get_document(id).get_value(kIdSlot)));
    });
    if (!read) return read.error();
    return ids;
}

std::optional<DocumentSet> Index::walked(const Xapian::Query& query,
                                         const std::function<bool(std::uint32_t)>& is_known) const {
    if (state_->writing != nullptr || has_others()) return std::nullopt;
    const std::vector<Xapian::Database> parts = state_->own_parts();
    DocumentSet known(last());
    if (is_known) {
        const auto there = documents_found(Xapian::Query::MatchAll, parts, last(), known);
        for (auto number = there->next(0); number; number = there->next(*number + 1))
            if (is_known(*number)) known.add(*number);
    }
    return documents_found(query, parts, last(), known);
}

std::vector<ValueCount> Index::values_of(const DocumentSet& documents, std::uint32_t slot) const {
    assert(state_->writing == nullptr && !has_others());
    return state_->value_counts[slot].of(documents, state_->own_parts(), slot, last());
}

const KeptDocuments* Index::kept(const Xapian::Query& filter) const {
    if (state_->writing != nullptr || has_others()) return nullptr;
    return state_->filters.documents(filter, state_->own_parts(), state_->searches);
}

std::vector<const KeptDocuments*> Index::in_languages(const std::vector<std::string>& terms) const {
    std::vector<const KeptDocuments*> languages;
    if (state_->writing != nullptr || has_others()) return languages;
    for (const std::string& term : terms)
        if (const auto* const kept = state_->languages_kept.documents(
                Xapian::Query(term), state_->own_parts(), state_->searches))
            languages.push_back(kept);
    if (languages.size() < terms.size()) languages.clear();
    return languages;
}

void Index::begin_search() const {
    ++state_->searches;
}

bool Index::is_reader() const {
    return state_->writing == nullptr;
}

const std::filesystem::path& Index::directory() const {
    return state_->path;
}

const Xapian::Database& Index::database() const {
    return state_->database;
}

std::uint32_t Index::number_of(std::uint32_t id) const {
    return state_->number_of(id);
}

std::uint32_t Index::id_of(std::uint32_t number) const {
    return state_->id_of(number);
}

}  // namespace verbatim
