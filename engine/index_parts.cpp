#include <algorithm>
#include <cstdlib>
#include <system_error>

#include "engine/durable.h"
#include "engine/index_data.h"
#include "engine/index_state.h"
#include "engine/schema.h"

// How the parts of an index are found and put together.
namespace verbatim {

namespace fs = std::filesystem;

namespace {

// How many documents Xapian gathers in memory before it writes them into the tables.
constexpr const char* kFlushThreshold = "20000";

ShardList list_in(const Xapian::Database& tail) {
    const std::string bytes = tail.get_metadata(kShardsKey);
    if (bytes.empty()) return {};
    auto list = decode_shards(bytes);
    if (!list) throw Xapian::DatabaseCorruptError("the list of shards: " + list.error().message);
    return *std::move(list);
}

// Shards that no list names: left by a writer that was killed, or that it had no time to remove.
void remove_unlisted(const fs::path& index, const ShardList& list) {
    for (const auto& entry : fs::directory_iterator(index)) {
        const std::string name = entry.path().filename();
        const bool is_listed = std::ranges::any_of(
            list.shards, [&](const ShardInfo& shard) { return shard_name(shard.name) == name; });
        if (is_shard_name(name) && !is_listed) fs::remove_all(entry.path());
    }
}

}  // namespace

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
    remove_unlisted(path, list);
    writing->tail->begin_transaction();
    open_parts();
}

// What was open before is closed first, or there would be twice as many files.
void Index::State::open_parts() {
    database = Xapian::Database();
    ids.clear();
    shards.clear();
    opened = list.shards;
    database.add_database(tail);
    for (const ShardInfo& shard : opened) {
        shards.emplace_back((path / shard_name(shard.name)).string());
        database.add_database(shards.back());
    }
}

// Records are packed without one where an index has too little to make one of.
const DataDictionaries& Index::State::read_dictionaries() const {
    if (!dictionaries.empty()) return dictionaries;
    if (std::string bytes = tail.get_metadata(kDictionaryKey); !bytes.empty())
        dictionaries.emplace_back(std::move(bytes));
    dictionaries.emplace_back();
    return dictionaries;
}

const DataDictionary& Index::State::dictionary_for(const std::vector<NumberedDocument>& documents) {
    if (read_dictionaries().size() > 1) return dictionaries.front();
    std::string bytes = dictionary_of(documents);
    if (bytes.empty()) return dictionaries.front();
    writing->tail->set_metadata(kDictionaryKey, bytes);
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

Xapian::docid Index::State::id_of(std::uint32_t number) const {
    const auto shard = shard_of(number);
    const auto parts = static_cast<Xapian::docid>(1 + shards.size());
    return (number - 1) * parts + static_cast<Xapian::docid>(shard ? *shard + 2 : 1);
}

std::vector<Xapian::docid> Index::State::ids_of(const std::vector<PlaceOfId>& places) const {
    const auto parts = static_cast<Xapian::docid>(1 + shards.size());
    std::vector<Xapian::docid> found;
    for (const PlaceOfId& place : places)
        if (!is_erased(place.number)) found.push_back((place.number - 1) * parts + place.part + 1);
    return found;
}

std::vector<Xapian::docid> Index::State::of_verbatim(Id id) const {
    return ids_of(ids.find(tail, shards, kIdPrefix, kIdSlot, id));
}

std::vector<Xapian::docid> Index::State::of_conversation(Id id) const {
    const Field& field = *find_field("conversation");
    return ids_of(ids.find(tail, shards, field.prefix, static_cast<std::uint32_t>(field.slot), id));
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
