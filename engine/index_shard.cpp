#include "engine/index_shard.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <set>
#include <system_error>
#include <utility>

#include "engine/durable.h"
#include "engine/hash.h"
#include "engine/index_record.h"
#include "engine/profile.h"

namespace verbatim {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kStem = "shard.";
constexpr std::string_view kUnfinished = ".unfinished";

// One file, as small as Xapian makes it.
void compact(Xapian::Database database, const fs::path& file) {
    constexpr int kBlockSize = 8192;
    database.compact(file.string(), Xapian::DBCOMPACT_SINGLE_FILE | Xapian::DBCOMPACT_NO_RENUMBER,
                     kBlockSize);
    throw_if_failed(sync_file(file));
}

// Writes documents into databases of their own, since Xapian gathers what it writes in trees, which
// slow down as they grow.
std::vector<fs::path> build(const fs::path& directory, std::span<NumberedDocument> documents,
                            const RecordDictionary& dictionary, std::set<std::uint32_t>& slots) {
    constexpr std::size_t kDocuments = 2000;
    std::vector<fs::path> built;
    for (; !documents.empty();
         documents = documents.subspan(std::min(kDocuments, documents.size()))) {
        built.push_back(directory / std::to_string(built.size()));
        Xapian::WritableDatabase database(
            built.back().string(), Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_BACKEND_GLASS |
                                       Xapian::DB_NO_TERMLIST | Xapian::DB_NO_SYNC);
        for (auto& [number, document] : documents.first(std::min(kDocuments, documents.size()))) {
            pack_record(document, dictionary);
            for (auto value = document.values_begin(); value != document.values_end(); ++value)
                slots.insert(value.get_valueno());
            database.replace_document(number, document);
            document = Xapian::Document();
        }
        database.commit();
    }
    return built;
}

void must_be_whole(const fs::path& index, const ShardInfo& shard) {
    if (hash_of_shard(index, shard.name) != shard.hash)
        throw Xapian::DatabaseCorruptError(
            shard_name(shard.name) + " is damaged: its bytes are not those that were written");
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

Xapian::Database open_shard(const fs::path& index, std::uint32_t name) {
    return Xapian::Database((index / shard_name(name)).string());
}

ShardInfo write_shard(const fs::path& index, std::uint32_t name,
                      std::vector<NumberedDocument> documents, const RecordDictionary& dictionary) {
    const StageTimer timing(Stage::index);
    ShardInfo shard;
    shard.name = name;
    shard.first = documents.front().number;
    shard.last = documents.back().number;
    shard.documents = static_cast<std::uint32_t>(documents.size());
    fs::path directory = index / shard_name(name);
    directory += kUnfinished;
    fs::remove_all(directory);
    fs::create_directory(directory);
    std::set<std::uint32_t> slots;
    Xapian::Database together;
    for (const fs::path& part : build(directory, documents, dictionary, slots))
        together.add_database(Xapian::Database(part.string()));
    shard.slots.assign(slots.begin(), slots.end());
    compact(together, index / shard_name(name));
    fs::remove_all(directory);
    shard.hash = hash_of_shard(index, name);
    return shard;
}

std::vector<std::uint32_t> numbers_staying(const fs::path& index, const ShardInfo& shard,
                                           const DocumentChanges& changes) {
    must_be_whole(index, shard);
    const Xapian::Database database = open_shard(index, shard.name);
    std::vector<std::uint32_t> numbers;
    for (auto posting = database.postlist_begin(""); posting != database.postlist_end("");
         ++posting) {
        const auto change = changes.find(*posting);
        if (change == changes.end() || change->second) numbers.push_back(*posting);
    }
    return numbers;
}

ShardInfo join_shards(const fs::path& index, std::uint32_t name,
                      std::span<const ShardInfo> shards) {
    const StageTimer timing(Stage::index);
    Xapian::Database together;
    std::set<std::uint32_t> slots;
    ShardInfo joined{name, shards.front().first, shards.back().last, 0, 0, {}};
    for (const ShardInfo& shard : shards) {
        must_be_whole(index, shard);
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
    for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term)
        copy.add_term(*term, term.get_wdf());
    for (auto value = document.values_begin(); value != document.values_end(); ++value)
        copy.add_value(value.get_valueno(), *value);
    return copy;
}

}  // namespace verbatim
