#include "engine/index_shard.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <set>
#include <system_error>
#include <utility>

#include "engine/durable.h"
#include "engine/hash.h"
#include "engine/profile.h"

namespace verbatim {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kStem = "shard.";
constexpr std::string_view kUnfinished = ".unfinished";

void throw_if_failed(const Result<void>& done) {
    if (!done) throw Xapian::DatabaseError(done.error().message);
}

Xapian::Database open_shard(const fs::path& index, std::uint32_t name) {
    return Xapian::Database((index / shard_name(name)).string());
}

// One file, as small as Xapian makes it.
void compact(Xapian::Database database, const fs::path& file) {
    constexpr int kBlockSize = 8192;
    database.compact(file.string(), Xapian::DBCOMPACT_SINGLE_FILE | Xapian::DBCOMPACT_NO_RENUMBER,
                     kBlockSize);
    throw_if_failed(sync_file(file));
}

std::set<std::uint32_t> build(const fs::path& directory, std::vector<NumberedDocument>& documents) {
    std::set<std::uint32_t> slots;
    Xapian::WritableDatabase database(directory.string(),
                                      Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_BACKEND_GLASS |
                                          Xapian::DB_NO_TERMLIST | Xapian::DB_NO_SYNC);
    for (auto& [number, document] : documents) {
        for (auto value = document.values_begin(); value != document.values_end(); ++value)
            slots.insert(value.get_valueno());
        database.replace_document(number, document);
        document = Xapian::Document();
    }
    database.commit();
    return slots;
}

// The places of documents by their numbers.
class Places {
public:
    explicit Places(const ShardInfo& shard) : first_(shard.first) {
        places_.resize(shard.last - shard.first + 1, -1);
    }
    void set(std::uint32_t number, std::size_t place) {
        places_.at(number - first_) = static_cast<std::int32_t>(place);
    }
    // Nothing for documents that go.
    std::optional<std::size_t> find(std::uint32_t number) const {
        const std::int32_t place = places_.at(number - first_);
        return place < 0 ? std::nullopt : std::optional(static_cast<std::size_t>(place));
    }

private:
    std::uint32_t first_;
    std::vector<std::int32_t> places_;
};

std::vector<NumberedDocument> staying(const Xapian::Database& database,
                                      const DocumentChanges& changes, Places& places) {
    std::vector<NumberedDocument> documents;
    documents.reserve(database.get_doccount());
    for (auto posting = database.postlist_begin(""); posting != database.postlist_end("");
         ++posting) {
        const auto change = changes.find(*posting);
        if (change != changes.end() && !change->second) continue;
        places.set(*posting, documents.size());
        documents.push_back({*posting, Xapian::Document()});
        documents.back().document.set_data(database.get_document(*posting).get_data());
    }
    return documents;
}

}  // namespace

std::size_t documents_per_shard() {
    constexpr std::size_t kDocuments = 20'000;
    const char* const wanted = std::getenv("VERBATIM_SHARD");
    const long number = wanted == nullptr ? 0 : std::strtol(wanted, nullptr, 10);
    return number > 0 ? static_cast<std::size_t>(number) : kDocuments;
}

std::string shard_name(std::uint32_t name) {
    return std::string(kStem) + std::to_string(name);
}

bool is_shard_name(const std::string& name) {
    return name.starts_with(kStem);
}

ShardInfo write_shard(const fs::path& index, std::uint32_t name,
                      std::vector<NumberedDocument> documents) {
    const StageTimer timing(Stage::index);
    ShardInfo shard;
    shard.name = name;
    shard.first = documents.front().number;
    shard.last = documents.back().number;
    shard.documents = static_cast<std::uint32_t>(documents.size());
    fs::path directory = index / shard_name(name);
    directory += kUnfinished;
    const std::set<std::uint32_t> slots = build(directory, documents);
    shard.slots.assign(slots.begin(), slots.end());
    compact(Xapian::Database(directory.string()), index / shard_name(name));
    fs::remove_all(directory);
    shard.hash = hash_of_shard(index, name);
    return shard;
}

// Without termlists the index knows the documents of each term and not the terms of a document:
// they are gathered by going through all terms.
std::vector<NumberedDocument> read_shard(const fs::path& index, const ShardInfo& shard,
                                         const DocumentChanges& changes) {
    const StageTimer timing(Stage::index);
    const Xapian::Database database = open_shard(index, shard.name);
    Places places(shard);
    std::vector<NumberedDocument> documents = staying(database, changes, places);
    for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
        const std::string name = *term;
        const auto end = database.postlist_end(name);
        for (auto posting = database.postlist_begin(name); posting != end; ++posting)
            if (const auto place = places.find(*posting))
                documents[*place].document.add_term(name, posting.get_wdf());
    }
    for (const std::uint32_t slot : shard.slots)
        for (auto value = database.valuestream_begin(slot); value != database.valuestream_end(slot);
             ++value)
            if (const auto place = places.find(value.get_docid()))
                documents[*place].document.add_value(slot, *value);
    for (const auto& [number, further] : changes)
        if (const auto place = further ? places.find(number) : std::nullopt)
            for (const DocumentChange& change : *further) apply(change, documents[*place].document);
    return documents;
}

ShardInfo join_shards(const fs::path& index, std::uint32_t name,
                      std::span<const ShardInfo> shards) {
    const StageTimer timing(Stage::index);
    Xapian::Database together;
    std::set<std::uint32_t> slots;
    ShardInfo joined{name, shards.front().first, shards.back().last, 0, 0, {}};
    for (const ShardInfo& shard : shards) {
        together.add_database(open_shard(index, shard.name));
        slots.insert(shard.slots.begin(), shard.slots.end());
        joined.documents += shard.documents;
    }
    joined.slots.assign(slots.begin(), slots.end());
    compact(together, index / shard_name(name));
    joined.hash = hash_of_shard(index, name);
    return joined;
}

std::uint64_t hash_of_shard(const fs::path& index, std::uint32_t name) {
    const fs::path file = index / shard_name(name);
    std::ifstream bytes(file, std::ios::binary);
    std::uint64_t hash = 0;
    std::string piece(1u << 20, '\0');
    while (bytes) {
        bytes.read(piece.data(), static_cast<std::streamsize>(piece.size()));
        hash = hash64(std::string_view(piece).substr(0, static_cast<std::size_t>(bytes.gcount())),
                      hash);
    }
    if (!bytes.eof()) throw Xapian::DatabaseOpeningError(file.string() + " cannot be read");
    return hash;
}

Xapian::Document whole_copy(const Xapian::Document& document) {
    Xapian::Document copy;
    copy.set_data(document.get_data());
    for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term)
        copy.add_term(*term, term.get_wdf());
    for (auto value = document.values_begin(); value != document.values_end(); ++value)
        copy.add_value(value.get_valueno(), *value);
    return copy;
}

}  // namespace verbatim
