#include <algorithm>
#include <cstdlib>
#include <random>
#include <system_error>

#include "engine/ascii.h"
#include "engine/durable.h"
#include "engine/hash.h"
#include "engine/index_record.h"
#include "engine/index_state.h"
#include "engine/schema.h"
#include "engine/terms.h"

// How the parts of an index are found and put together.
namespace verbatim {

namespace fs = std::filesystem;

namespace {

// How many documents Xapian gathers in memory before it writes them into the tables.
constexpr const char* kFlushThreshold = "20000";

// Shards that no list names: left by a writer that was killed, or that it had no time to remove.
void remove_unlisted(const fs::path& index, const ShardList& list) {
    const auto entries = entries_of(index);
    throw_if_failed(entries);
    for (const fs::path& entry : *entries) {
        const std::string name = entry.filename();
        const bool is_listed = std::ranges::any_of(
            list.shards, [&](const ShardInfo& shard) { return shard_name(shard.name) == name; });
        if (is_shard_name(name) && !is_listed) fs::remove_all(entry);
    }
}

std::string random_identity() {
    std::random_device random;
    return std::to_string(random()) + "-" + std::to_string(random());
}

}  // namespace

ShardList list_in(const Xapian::Database& tail) {
    const std::string bytes = tail.get_metadata(kShardsKey);
    if (bytes.empty()) return {};
    auto list = decode_shards(bytes);
    if (!list) throw Xapian::DatabaseCorruptError("the list of shards: " + list.error().message);
    return *std::move(list);
}

std::set<std::string> custom_keys_in(const Xapian::Database& tail) {
    std::set<std::string> keys;
    const std::string stored = tail.get_metadata(kCustomKeysKey);
    for (std::size_t begin = 0, end; (end = stored.find('\0', begin)) != std::string::npos;
         begin = end + 1)
        keys.insert(stored.substr(begin, end - begin));
    return keys;
}

NumberedSources sources_in(const Xapian::Database& tail) {
    NumberedSources sources;
    const std::string start(kSourceKey);
    const auto end = tail.metadata_keys_end(start);
    for (auto key = tail.metadata_keys_begin(start); key != end; ++key) {
        const auto number = whole_number<std::uint32_t>((*key).substr(start.size()));
        if (!number) throw Xapian::DatabaseCorruptError("a source of the index has no number");
        auto source = decode_indexed_source(tail.get_metadata(*key));
        if (!source) throw Xapian::DatabaseCorruptError(source.error().message);
        sources.emplace_back(*number, *std::move(source));
    }
    std::ranges::sort(sources, {}, &NumberedSources::value_type::first);
    return sources;
}

Index::State::State() = default;
Index::State::~State() = default;

// A writer that commits meanwhile removes shards that the tail, as it was opened, still lists, and
// a reindex the whole directory.
void Index::State::open_for_reading() {
    constexpr int kAttempts = 10;
    for (int attempt = 1;; ++attempt) {
        try {
            path = fs::canonical(given);
            tail = Xapian::Database(path.string());
            list = list_in(tail);
            list.last = std::max(list.last, tail.get_lastdocid());
            open_parts();
            return;
        } catch (const Xapian::DatabaseError&) {
            if (attempt == kAttempts) throw;
        } catch (const fs::filesystem_error&) {
            if (attempt == kAttempts) throw;
        }
    }
}

// Within a transaction Xapian still empties its memory at the threshold, but commits nothing.
void Index::State::open_for_writing(int flags) {
    setenv("XAPIAN_FLUSH_THRESHOLD", kFlushThreshold, 0);
    writing = std::make_unique<Writing>();
    path = given;
    if (flags == Xapian::DB_OPEN) path = fs::canonical(given);
    writing->tail =
        std::make_unique<Xapian::WritableDatabase>(path.string(), flags | Xapian::DB_BACKEND_GLASS);
    tail = *writing->tail;
    list = list_in(tail);
    list.last = std::max(list.last, tail.get_lastdocid());
    writing->committed = list;
    writing->custom_keys = custom_keys_in(tail);
    write_parts_file();
    remove_unlisted(path, list);
    writing->tail->begin_transaction();
    if (tail.get_metadata(kVersionKey).empty()) {
        writing->tail->set_metadata(kVersionKey, std::to_string(kSchemaVersion));
        writing->tail->set_metadata(kIdentityKey, random_identity());
    }
    open_parts();
}

// Xapian's servers open what it lists for each connection.
void Index::State::write_parts_file() const {
    std::string lines = "auto .\n";
    for (const ShardInfo& shard : list.shards) lines += "auto " + shard_name(shard.name) + "\n";
    const auto listed = read_file(path / kPartsFile);
    if (listed && *listed == lines) return;
    throw_if_failed(replace_file(path / kPartsFile, lines));
}

// What was open before is closed first, or there would be twice as many files.
void Index::State::open_parts() {
    database = Xapian::Database();
    ids.clear();
    value_counts.clear();
    shards.clear();
    opened = list.shards;
    for (const ShardInfo& shard : opened)
        shards.emplace_back((path / shard_name(shard.name)).string());
    put_together();
}

void Index::State::put_together() {
    terms.clear();
    database = Xapian::Database();
    database.add_database(tail);
    for (const Xapian::Database& shard : shards) database.add_database(shard);
    for (const OtherIndex& other : others) database.add_database(other.whole);
}

std::string dictionary_in(const Xapian::Database& tail) {
    const std::string kept = tail.get_metadata(kDictionaryKey);
    if (kept.empty()) return kept;
    std::string bytes = kept.substr(std::min(sizeof(Id), kept.size()));
    if (id_from_sortable(kept.substr(0, sizeof(Id))) != hash64(bytes))
        throw Xapian::DatabaseCorruptError("what its records are packed with is damaged");
    return bytes;
}

// A writer's terms change.
Index::State::TermKnown& Index::State::known_of(const std::string& term) const {
    constexpr std::size_t kMost = 10'000;
    if (writing != nullptr || terms.size() >= kMost) terms.clear();
    return terms[term];
}

std::uint64_t Index::State::frequency(const std::string& term) {
    show_added();
    std::optional<std::uint64_t>& known = known_of(term).frequency;
    if (!known) known = database.get_termfreq(term);
    return *known;
}

bool Index::State::fills_a_part(const std::string& term) const {
    std::optional<bool>& known = known_of(term).fills_a_part;
    if (known) return *known;
    const auto fills = [&](const Xapian::Database& part) {
        const std::uint32_t documents = part.get_doccount();
        return documents > 0 && part.get_lastdocid() > documents &&
               part.get_termfreq(term) == documents;
    };
    bool found = fills(tail) || std::ranges::any_of(shards, fills);
    for (const OtherIndex& other : others)
        found = found || fills(other.tail) || std::ranges::any_of(other.shards, fills);
    known = found;
    return found;
}

// Records are packed without one where an index has too little to make one of.
const RecordDictionaries& Index::State::read_dictionaries() const {
    if (!dictionaries.empty()) return dictionaries;
    RecordDictionaries read;
    if (std::string bytes = dictionary_in(tail); !bytes.empty())
        read.emplace_back(std::move(bytes));
    for (const OtherIndex& other : others)
        if (!other.dictionary.empty()) read.emplace_back(other.dictionary);
    read.emplace_back();
    return dictionaries = std::move(read);
}

const RecordDictionary& Index::State::dictionary_for(
    const std::vector<NumberedDocument>& documents) {
    if (read_dictionaries().size() > 1) return dictionaries.front();
    std::string bytes = dictionary_made_of(documents);
    if (bytes.empty()) return dictionaries.front();
    writing->tail->set_metadata(kDictionaryKey, sortable_id(hash64(bytes)) + bytes);
    return dictionaries.emplace_front(std::move(bytes));
}

std::optional<std::size_t> Index::State::shard_of(std::uint32_t number) const {
    for (std::size_t i = 0; i < shards.size(); ++i) {
        if (number < opened[i].first || number > opened[i].last) continue;
        // Numbers of the tail and of other shards may lie between those of a shard.
        auto posting = shards[i].postlist_begin("");
        posting.skip_to(number);
        if (posting != shards[i].postlist_end("") && *posting == number) return i;
    }
    return std::nullopt;
}

// What is there and can be in one shard alone is in that: it need not be looked up.
Xapian::docid Index::State::id_of(std::uint32_t number) const {
    const auto may_have = [number](const ShardInfo& shard) {
        return number >= shard.first && number <= shard.last;
    };
    const auto first = std::ranges::find_if(opened, may_have);
    const bool is_there = tail.get_doccount() == 0 && first != opened.end() &&
                          std::none_of(first + 1, opened.end(), may_have);
    const auto shard =
        is_there ? std::optional<std::size_t>(first - opened.begin()) : shard_of(number);
    return (number - 1) * parts() + static_cast<Xapian::docid>(shard ? *shard + 2 : 1);
}

std::vector<Xapian::docid> Index::State::ids_of(const std::vector<PlaceOfId>& places) const {
    std::vector<Xapian::docid> found;
    for (const PlaceOfId& place : places)
        if (!is_erased(place.number))
            found.push_back((place.number - 1) * parts() + place.part + 1);
    return found;
}

std::vector<Xapian::docid> Index::State::of_verbatim(Id id) const {
    return ids_of(ids.find(tail, writing == nullptr, shards, kIdPrefix, kIdSlot, id));
}

std::vector<Xapian::docid> Index::State::of_conversation(Id id) const {
    const Field& field = *find_field("conversation");
    return ids_of(ids.find(tail, writing == nullptr, shards, field.prefix,
                           static_cast<std::uint32_t>(field.slot), id));
}

std::vector<std::uint32_t> Index::State::numbers(const std::string& term) const {
    std::vector<std::uint32_t> numbers;
    const auto end = database.postlist_end(term);
    for (auto posting = database.postlist_begin(term); posting != end; ++posting)
        if (const std::uint32_t number = number_of(*posting); !is_erased(number))
            numbers.push_back(number);
    return numbers;
}

}  // namespace verbatim
