#include <xapian.h>

#include <algorithm>

#include "engine/index_state.h"
#include "engine/schema.h"
#include "engine/terms.h"

// What an index is asked for beside searches.
namespace verbatim {

namespace {

std::string id_term(Id id) {
    return std::string(kIdPrefix) + print_id(id);
}

std::string conversation_term(Id conversation) {
    return value_term(find_field("conversation")->prefix, print_id(conversation));
}

}  // namespace

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
        for (auto term = state_->database.allterms_begin(start);
             term != state_->database.allterms_end(start); ++term)
            values.emplace_back((*term).substr(start.size()), term.get_termfreq());
    });
    if (!read) return read.error();
    return values;
}

Result<std::vector<std::string>> Index::languages() const {
    auto counts = values(find_field("lang")->prefix);
    if (!counts) return counts.error();
    std::ranges::stable_sort(*counts, std::greater<>(),
                             &std::pair<std::string, std::uint64_t>::second);
    std::vector<std::string> languages;
    for (auto& [language, count] : *counts) languages.push_back(std::move(language));
    return languages;
}

std::uint64_t Index::frequency(const std::string& term) const {
    std::uint64_t frequency = 0;
    const auto read =
        guarded(state_->path, [&] { frequency = state_->database.get_termfreq(term); });
    return read ? frequency : 0;
}

bool Index::fills_a_part(const std::string& term) const {
    const auto fills = [&](const Xapian::Database& part) {
        const std::uint32_t documents = part.get_doccount();
        return documents > 0 && part.get_lastdocid() > documents &&
               part.get_termfreq(term) == documents;
    };
    bool found = false;
    const auto read = guarded(state_->path, [&] {
        found = fills(state_->tail) || std::ranges::any_of(state_->shards, fills);
        for (const OtherIndex& other : state_->others)
            found = found || fills(other.tail) || std::ranges::any_of(other.shards, fills);
    });
    return read && found;
}

std::uint64_t Index::frequency(const std::string& term, const std::string& other) const {
    std::uint64_t frequency = 0;
    const auto read = guarded(state_->path, [&] {
        const Xapian::Database& database = state_->database;
        auto with = database.postlist_begin(other);
        const auto last = database.postlist_end(other);
        for (auto document = database.postlist_begin(term);
             document != database.postlist_end(term) && with != last; ++document) {
            with.skip_to(*document);
            if (with != last && *with == *document) ++frequency;
        }
    });
    return read ? frequency : 0;
}

Result<std::vector<std::string>> Index::custom_keys() const {
    std::set<std::string> keys;
    const auto read = guarded(state_->path, [&] {
        keys = custom_keys_in(state_->tail);
        for (const OtherIndex& other : state_->others) keys.merge(custom_keys_in(other.tail));
    });
    if (!read) return read.error();
    return std::vector<std::string>(keys.begin(), keys.end());
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
        if (writing != nullptr && writing->added_conversations.contains(conversation))
            state_->show_added();
        numbers = state_->numbers(conversation_term(conversation));
    });
    if (!read) return read.error();
    return numbers;
}

Result<Document> Index::document(std::uint32_t number) const {
    std::string data;
    const auto read = guarded(state_->path, [&] { data = state_->document(number).get_data(); });
    if (!read) return read.error();
    return decode_document(data);
}

Result<Index::Coded> Index::coded(std::uint32_t number) const {
    std::string data, code;
    const auto read = guarded(state_->path, [&] {
        const Xapian::Document document = state_->document(number);
        data = document.get_data();
        code = document.get_value(kCodeSlot);
    });
    if (!read) return read.error();
    auto document = decode_document(data);
    if (!document) return document.error();
    return Coded{*std::move(document),
                 code.size() == kCodeLength ? std::optional(code_of(code)) : std::nullopt};
}

Result<std::optional<Document>> Index::find(Id id) const {
    std::optional<std::string> data;
    const auto read = guarded(state_->path, [&] {
        const auto posting = state_->database.postlist_begin(id_term(id));
        if (posting != state_->database.postlist_end(id_term(id)))
            data = state_->database.get_document(*posting).get_data();
    });
    if (!read) return read.error();
    if (!data) return std::optional<Document>();
    if (data->empty()) return without_data();
    auto document = decode_document(*data);
    if (!document) return document.error();
    return std::optional(*std::move(document));
}

Result<std::vector<Id>> Index::ids(std::string_view prefix, std::size_t limit) const {
    std::vector<Id> ids;
    const std::string start = std::string(kIdPrefix) + std::string(prefix);
    const auto read = guarded(state_->path, [&] {
        const auto end = state_->database.allterms_end(start);
        for (auto term = state_->database.allterms_begin(start); term != end && ids.size() < limit;
             ++term)
            if (const auto id = parse_id(std::string_view(*term).substr(kIdPrefix.size())))
                ids.push_back(*id);
    });
    if (!read) return read.error();
    return ids;
}

Result<std::vector<Id>> Index::ids_of(Id conversation) const {
    std::vector<Id> ids;
    const std::string term = conversation_term(conversation);
    std::optional<Error> damaged;
    const auto read = guarded(state_->path, [&] {
        const auto end = state_->database.postlist_end(term);
        for (auto posting = state_->database.postlist_begin(term); posting != end; ++posting) {
            const auto document =
                decode_document(state_->database.get_document(*posting).get_data());
            if (document)
                ids.push_back(document->id);
            else
                damaged = document.error();
        }
    });
    if (!read) return read.error();
    if (damaged) return *damaged;
    return ids;
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

}  // namespace verbatim
