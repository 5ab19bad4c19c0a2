#include "engine/index.h"

#include <xapian.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "engine/index_document.h"
#include "engine/lens_set.h"
#include "engine/profile.h"
#include "engine/schema.h"
#include "engine/terms.h"

namespace verbatim {

namespace {

// How many documents Xapian gathers in memory before it writes them into the tables.
constexpr const char* kFlushThreshold = "20000";

// Within a transaction Xapian keeps the values of all documents in memory, past that threshold,
// until somebody looks at one: so often they are looked at.
constexpr std::size_t kMergeValuesAfter = 5000;

constexpr std::string_view kSourceKey = "source/";
constexpr const char* kLensesKey = "lenses";

std::string source_key(std::uint32_t source) {
    return std::string(kSourceKey) + std::to_string(source);
}

std::string id_term(Id id) {
    return std::string(kIdPrefix) + print_id(id);
}

std::string conversation_term(Id conversation) {
    return value_term(find_field("conversation")->prefix, print_id(conversation));
}

}  // namespace

Result<void> guarded(const std::string& what, const std::function<void()>& body) {
    try {
        body();
        return {};
    } catch (const Xapian::DatabaseModifiedError&) {
        return Error{ErrorCode::stale, what + ": the index was written to meanwhile", "try again"};
    } catch (const Xapian::DatabaseLockError& error) {
        return Error{ErrorCode::locked, what + ": " + error.get_msg(), "wait for the other writer"};
    } catch (const Xapian::DatabaseCorruptError& error) {
        return Error{ErrorCode::damaged, what + ": " + error.get_msg(), "run `verbatim reindex`"};
    } catch (const Xapian::DatabaseOpeningError& error) {
        return Error{ErrorCode::damaged, what + ": " + error.get_msg(), "run `verbatim reindex`"};
    } catch (const Xapian::Error& error) {
        const char* const why = error.get_error_string();
        if (why != nullptr && std::string_view(why) == std::strerror(ENOSPC))
            return Error{ErrorCode::unavailable, what + ": the disk is full",
                         std::string(kMakeRoom)};
        return Error{ErrorCode::unavailable, what + ": " + error.get_description(),
                     "check the disk, then run the same command again"};
    } catch (const std::exception& error) {
        return Error{ErrorCode::unavailable, what + ": " + error.what(), ""};
    }
}

struct PreparedDocuments::State {
    std::vector<Xapian::Document> documents;
};

PreparedDocuments::PreparedDocuments() : state_(std::make_unique<State>()) {}
PreparedDocuments::~PreparedDocuments() = default;
PreparedDocuments::PreparedDocuments(PreparedDocuments&&) noexcept = default;
PreparedDocuments& PreparedDocuments::operator=(PreparedDocuments&&) noexcept = default;
std::size_t PreparedDocuments::size() const {
    return state_->documents.size();
}

PreparedDocuments prepare(const Conversation& conversation, Place place,
                          const std::vector<std::uint32_t>& holders, std::string_view round,
                          const People& people, std::span<const std::string> paths,
                          const LensSet& lenses, const StoredCodes& codes) {
    PreparedDocuments prepared;
    prepared.state_->documents.reserve(conversation.verbatims.size());
    std::vector<People::Known> known;
    for (const Speaker& speaker : conversation.speakers)
        known.push_back(people.who(speaker, paths));
    const std::vector<Asked> asked = what_was_asked(conversation);
    for (const Verbatim& verbatim : conversation.verbatims) {
        const std::uint32_t number = conversation.utterances[verbatim.utterance].speaker;
        const Speaker& speaker = conversation.speakers[number];
        const Code* code = codes.find(verbatim.id);
        Document described = describe(conversation, verbatim, asked[verbatim.utterance],
                                      known[number], place, holders);
        if (may_be_customer(speaker.role))
            described.lenses = lenses.kept(described.text, described.citation.lang,
                                           lens_context(described.citation), code);
        Xapian::Document document = build(described, speaker, round, lenses.own());
        const std::uint32_t since = verbatim.since != 0 ? verbatim.since : place.source;
        document.add_value(kSinceSlot, sortable(since));
        if (code != nullptr) document.add_value(kCodeSlot, std::string(bytes_of(*code)));
        prepared.state_->documents.push_back(std::move(document));
    }
    return prepared;
}

struct Index::State {
    std::string path;
    std::unique_ptr<Xapian::WritableDatabase> writable;
    Xapian::Database database;  // shares the writer's state where there is one
    std::size_t unmerged = 0;   // documents whose values are in memory, about

    void merge_values() {
        (void)writable->valuestream_begin(kIdSlot);
        unmerged = 0;
    }

    Xapian::Document document(Xapian::docid id) const { return database.get_document(id); }
};

Index::Index(std::unique_ptr<State> state) : state_(std::move(state)) {}
Index::~Index() = default;
Index::Index(Index&&) noexcept = default;
Index& Index::operator=(Index&&) noexcept = default;

namespace {

// Within a transaction Xapian still empties its memory at the threshold, but commits nothing.
std::unique_ptr<Xapian::WritableDatabase> open_writable(const std::string& directory, int flags) {
    setenv("XAPIAN_FLUSH_THRESHOLD", kFlushThreshold, 0);
    auto writable =
        std::make_unique<Xapian::WritableDatabase>(directory, flags | Xapian::DB_BACKEND_GLASS);
    writable->begin_transaction();
    return writable;
}

}  // namespace

Result<Index> Index::open(const std::filesystem::path& directory, Access access) {
    auto state = std::make_unique<State>();
    state->path = directory;
    const auto opened = guarded(directory, [&] {
        if (access == Access::read) {
            state->database = Xapian::Database(directory);
            return;
        }
        state->writable = open_writable(directory, Xapian::DB_OPEN);
        state->database = *state->writable;
    });
    if (!opened) return opened.error();
    return Index(std::move(state));
}

Result<Index> Index::create(const std::filesystem::path& directory) {
    auto state = std::make_unique<State>();
    state->path = directory;
    const auto created = guarded(directory, [&] {
        state->writable = open_writable(directory, Xapian::DB_CREATE);
        state->database = *state->writable;
    });
    if (!created) return created.error();
    return Index(std::move(state));
}

Result<std::uint32_t> Index::add(PreparedDocuments documents) {
    const StageTimer timing(Stage::index);
    std::uint32_t last = 0;
    const auto added = guarded(state_->path, [&] {
        for (const Xapian::Document& document : documents.state_->documents)
            last = state_->writable->add_document(document);
        state_->unmerged += documents.state_->documents.size();
        if (state_->unmerged >= kMergeValuesAfter) state_->merge_values();
    });
    if (!added) return added.error();
    return last + 1 - static_cast<std::uint32_t>(documents.size());
}

// Where no lens changes only values are touched, and Xapian writes no more than that.
Result<void> Index::enrich(std::uint32_t number, const Code* code, const Document& before,
                           const Document& after, std::span<const IndexedLenses::Own> own) {
    return guarded(state_->path, [&] {
        Xapian::Document document = state_->writable->get_document(number);
        if (code != nullptr) document.add_value(kCodeSlot, std::string(bytes_of(*code)));
        if (before.lenses != after.lenses || !own.empty()) set_lenses(document, before, after, own);
        state_->writable->replace_document(number, document);
        if (++state_->unmerged >= kMergeValuesAfter) state_->merge_values();
    });
}

Result<IndexedLenses> Index::lenses() const {
    std::string bytes;
    const auto read =
        guarded(state_->path, [&] { bytes = state_->database.get_metadata(kLensesKey); });
    if (!read) return read.error();
    return bytes.empty() ? Result<IndexedLenses>(IndexedLenses()) : decode_indexed_lenses(bytes);
}

Result<void> Index::put_lenses(const IndexedLenses& lenses) {
    return guarded(state_->path,
                   [&] { state_->writable->set_metadata(kLensesKey, encode(lenses)); });
}

Result<void> Index::erase(Id conversation) {
    return guarded(state_->path,
                   [&] { state_->writable->delete_document(conversation_term(conversation)); });
}

Result<void> Index::put_source(std::uint32_t source, const IndexedSource& indexed) {
    return guarded(state_->path,
                   [&] { state_->writable->set_metadata(source_key(source), encode(indexed)); });
}

Result<void> Index::erase_source(std::uint32_t source) {
    return guarded(state_->path, [&] { state_->writable->set_metadata(source_key(source), ""); });
}

Result<void> Index::commit() {
    const StageTimer timing(Stage::commit);
    return guarded(state_->path, [&] {
        state_->writable->commit_transaction();
        state_->writable->begin_transaction();
    });
}

Result<std::vector<std::pair<std::uint32_t, IndexedSource>>> Index::sources() const {
    std::vector<std::pair<std::uint32_t, IndexedSource>> sources;
    std::optional<Error> damaged;
    const auto read = guarded(state_->path, [&] {
        const Xapian::Database& database = state_->database;
        const auto end = database.metadata_keys_end(std::string(kSourceKey));
        for (auto key = database.metadata_keys_begin(std::string(kSourceKey)); key != end; ++key) {
            auto source = decode_indexed_source(database.get_metadata(*key));
            if (!source)
                damaged = source.error();
            else
                sources.emplace_back(
                    static_cast<std::uint32_t>(std::stoul((*key).substr(kSourceKey.size()))),
                    *std::move(source));
        }
    });
    if (!read) return read.error();
    if (damaged) return *damaged;
    return sources;
}

std::uint64_t Index::size() const {
    return state_->database.get_doccount();
}

std::uint32_t Index::last() const {
    return state_->database.get_lastdocid();
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

bool Index::is_everywhere(const std::string& term) const {
    constexpr std::uint64_t kFew = 200;  // they are read as a whole
    return size() > kFew && last() > size() && frequency(term) == size();
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
    std::vector<std::string> keys;
    const std::string prefix(kCustomPrefix);
    const auto read = guarded(state_->path, [&] {
        const auto end = state_->database.allterms_end(prefix);
        for (auto term = state_->database.allterms_begin(prefix); term != end;) {
            const std::string name = *term;
            const auto equals = name.find('=');
            keys.push_back(name.substr(prefix.size(), equals - prefix.size()));
            term.skip_to(name.substr(0, equals) + static_cast<char>('=' + 1));
        }
    });
    if (!read) return read.error();
    return keys;
}

Result<std::vector<std::uint32_t>> Index::numbers(const std::string& term) const {
    std::vector<std::uint32_t> numbers;
    const auto read = guarded(state_->path, [&] {
        const auto end = state_->database.postlist_end(term);
        for (auto posting = state_->database.postlist_begin(term); posting != end; ++posting)
            numbers.push_back(*posting);
    });
    if (!read) return read.error();
    return numbers;
}

Result<std::vector<std::uint32_t>> Index::numbers_of(Id conversation) const {
    return numbers(conversation_term(conversation));
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
    std::string data;
    const auto read = guarded(state_->path, [&] {
        const auto posting = state_->database.postlist_begin(id_term(id));
        if (posting != state_->database.postlist_end(id_term(id)))
            data = state_->document(*posting).get_data();
    });
    if (!read) return read.error();
    if (data.empty()) return std::optional<Document>();
    auto document = decode_document(data);
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
            const auto document = decode_document(state_->document(*posting).get_data());
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

const Xapian::Database& Index::database() const {
    return state_->database;
}

}  // namespace verbatim
