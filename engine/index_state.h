#pragma once

#include <xapian.h>

#include <cstdint>
#include <deque>
#include <filesystem>
#include <future>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "engine/codec_packed.h"
#include "engine/codec_shards.h"
#include "engine/index.h"
#include "engine/index_filters.h"
#include "engine/index_ids.h"
#include "engine/index_shard.h"
#include "engine/index_unseen.h"
#include "engine/index_walk.h"

// What an index consists of; for index*.cpp. Its functions throw what Xapian throws.
namespace verbatim {

// Keys of the tail's metadata.
inline constexpr const char* kShardsKey = "shards";
inline constexpr const char* kLensesKey = "lenses";
inline constexpr const char* kVersionKey = "version";        // kSchemaVersion, in digits
inline constexpr const char* kIdentityKey = "identity";      // random, of this very index
inline constexpr const char* kDocumentsKey = "documents";    // in all parts, in digits
inline constexpr const char* kCustomKeysKey = "keys";        // of --set, each with a NUL behind it
inline constexpr const char* kDictionaryKey = "dictionary";  // see dictionary_in(); behind a hash
inline constexpr std::string_view kSourceKey = "source/";
inline std::string source_key(std::uint32_t source) {
    return std::string(kSourceKey) + std::to_string(source);
}

// The list of parts for Xapian's servers, in the index's directory: a stub database.
inline constexpr const char* kPartsFile = "parts";

ShardList list_in(const Xapian::Database& tail);
std::set<std::string> custom_keys_in(const Xapian::Database& tail);
// The bytes that records in shards refer to, or none. Throws DatabaseCorruptError.
std::string dictionary_in(const Xapian::Database& tail);
// In the order of their numbers.
using NumberedSources = std::vector<std::pair<std::uint32_t, IndexedSource>>;
NumberedSources sources_in(const Xapian::Database& tail);

// What Xapian's errors say first where a server failed.
inline constexpr std::string_view kServerContext = "remote:";

// Another library's index beside this one's.
struct OtherIndex {
    IndexAddress address;
    Xapian::Database tail;                 // whose metadata is that of the index
    Xapian::Database whole;                // all documents
    std::vector<Xapian::Database> shards;  // of a directory
    std::size_t parts = 0;  // databases that the whole consists of, as seen from here
    IndexedLenses lenses;
    std::string dictionary;          // that its records are packed with, if any
    NumberedSources sources;         // by their own numbers
    std::uint32_t first_source = 0;  // what is added to the numbers of its sources here
};

// Opens it, if it is of this version. Throws std::runtime_error where it cannot be used.
OtherIndex open_other(const IndexAddress& address);

struct PreparedDocuments::State {
    Id conversation = 0;
    std::vector<Xapian::Document> documents;
    std::set<std::string> custom_keys;
};

// An index is a tail, which is a Xapian database with termlists, and shards (index_shard.h). The
// tail's metadata lists the shards, so that its commit is the whole index's. A document's id in its
// part is its number; searches see all parts as one database, in which a document has another id.
struct Index::State {
    std::filesystem::path given;  // may be a link, which a reindex points elsewhere
    std::filesystem::path path;   // the directory that it led to
    ShardList list;               // a writer's, as it will be committed
    Xapian::Database tail;
    std::vector<ShardInfo> opened;         // of the list, when the parts were opened
    std::vector<Xapian::Database> shards;  // ... in that order
    Xapian::Database database;             // the tail, then the shards, as one; then the others
    std::vector<OtherIndex> others;
    mutable RecordDictionaries dictionaries;  // see read_dictionaries()
    // Of a reader, once they were asked for.
    std::vector<std::string> languages;
    mutable std::optional<std::vector<std::string>> custom_keys;
    mutable IdTables ids;
    mutable std::map<std::uint32_t, ValueCounts> value_counts;  // by slot
    // Of a reader without others. A list of so few documents is no slower than a set, but that
    // languages are asked of each word.
    mutable KeptFilters filters{1000, 32}, languages_kept{0, 64};
    std::uint64_t searches = 0;  // that began
    // Of a reader, what it was asked of terms.
    struct TermKnown {
        std::optional<std::uint64_t> frequency;
        std::optional<bool> fills_a_part;
    };
    mutable std::unordered_map<std::string, TermKnown> terms;
    struct Writing;
    std::unique_ptr<Writing> writing;

    State();
    ~State();

    void open_for_reading();
    void open_for_writing(int flags);
    void open_parts();              // those of the list, and puts them together
    void put_together();            // after a change of the parts
    void write_parts_file() const;  // of `list`

    Xapian::docid parts() const {
        std::size_t count = 1 + shards.size();
        for (const OtherIndex& other : others) count += other.parts;
        return static_cast<Xapian::docid>(count);
    }
    std::vector<Xapian::Database> own_parts() const {
        std::vector<Xapian::Database> all = {tail};
        all.insert(all.end(), shards.begin(), shards.end());
        return all;
    }
    std::uint32_t number_of(Xapian::docid id) const { return (id - 1) / parts() + 1; }
    // The id in `database`, of a document that is there. Throws DocNotFoundError.
    Xapian::docid id_of(std::uint32_t number) const;
    // The part that has the document: a place in `shards`, or nothing for the tail.
    std::optional<std::size_t> shard_of(std::uint32_t number) const;
    Xapian::Document document(std::uint32_t number) const {
        return database.get_document(id_of(number));
    }

    // With which records of the index may be packed; read when they are first asked for.
    const RecordDictionaries& read_dictionaries() const;
    // The one that shards are written with: made of these documents if there is none yet.
    const RecordDictionary& dictionary_for(const std::vector<NumberedDocument>& documents);
    // Documents that are not erased, by their ids in `database`; in no order.
    std::vector<Xapian::docid> ids_of(const std::vector<PlaceOfId>& places) const;
    std::vector<Xapian::docid> of_verbatim(Id id) const;
    std::vector<Xapian::docid> of_conversation(Id id) const;

    std::uint64_t frequency(const std::string& term);  // with what was added
    bool fills_a_part(const std::string& term) const;
    TermKnown& known_of(const std::string& term) const;

    // Makes what was added, but not committed, visible in `database`, if this is a writer's.
    void show_added();
    bool is_erased(std::uint32_t number) const;
    // Of the documents in `database` that have the term and are not erased, in order.
    std::vector<std::uint32_t> numbers(const std::string& term) const;
};

// What a writer keeps until it commits.
struct Index::State::Writing {
    Writing() = default;
    Writing(const Writing&) = delete;
    Writing& operator=(const Writing&) = delete;
    ~Writing() {
        for (auto& shard : building) shard.wait();  // what it is given lies in this
    }

    std::unique_ptr<Xapian::WritableDatabase> tail;
    bool tail_lost_some = false;  // documents, since the last commit
    std::size_t unmerged = 0;     // documents of the tail whose values are in memory, about

    std::vector<NumberedDocument> added;  // in no part yet
    std::size_t added_bytes = 0;
    UnseenConversations unseen;                        // in no part of `database` yet
    std::deque<std::future<ShardInfo>> building;       // likewise
    std::map<std::uint32_t, DocumentChanges> changes;  // by the name of the shard
    std::unordered_set<std::uint32_t> erased;          // numbers, of documents in shards
    ShardList committed;
    std::vector<std::uint32_t> obsolete;  // shards that the commit leaves without an entry
    std::set<std::string> custom_keys;    // of all documents that are or were there
    std::optional<Error> failed;          // nothing may be committed any more
};

}  // namespace verbatim
