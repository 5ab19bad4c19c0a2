#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/codec.h"
#include "engine/index_address.h"
#include "engine/lens.h"
#include "engine/store.h"

namespace Xapian {
class Database;
class Document;
class Query;
}  // namespace Xapian

// Verbatims -> Xapian documents, by the table of schema.h: stems without positions, boolean terms,
// value slots, and a Document as a record. Phrases are verified against the text (match.h).
namespace verbatim {

class LensSet;
class People;
class DocumentSet;
class KeptDocuments;
struct ValueCount;

// The documents of one conversation, ready to be added: the work that needs no index.
class PreparedDocuments {
public:
    PreparedDocuments();
    ~PreparedDocuments();
    PreparedDocuments(PreparedDocuments&&) noexcept;
    PreparedDocuments& operator=(PreparedDocuments&&) noexcept;

    std::size_t size() const;

private:
    friend class Index;
    friend PreparedDocuments prepare(const Conversation&, Place, const std::vector<std::uint32_t>&,
                                     std::string_view, const People&, std::span<const std::string>,
                                     const LensSet&, const StoredCodes&, unsigned);
    struct State;
    std::unique_ptr<State> state_;
};

// `place` is where the store holds the conversation, `holders` are all the sources that hold it, at
// `paths`; `people` say who the speakers there are.
// Thread-safe. Linear in the text. A conversation of many verbatims takes `threads` of its own.
//
// A verbatim whose `since` is not known yet comes with the place's source. What customers say, and
// people whose role is not known, is scored by the lenses. `codes` are those of its verbatims that
// are known; documents without one get theirs later, with Index::enrich().
PreparedDocuments prepare(const Conversation& conversation, Place place,
                          const std::vector<std::uint32_t>& holders, std::string_view round,
                          const People& people, std::span<const std::string> paths,
                          const LensSet& lenses, const StoredCodes& codes = {},
                          unsigned threads = 1);

// Runs what calls Xapian; its exceptions end here. DatabaseModifiedError becomes ErrorCode::stale.
Result<void> guarded(const std::string& what, const std::function<void()>& body);

// One writer, many readers; a reader sees the last commit before it was opened. One thread at a
// time.
//
// Documents are known by numbers, which are given once and in the order of coming.
class Index {
public:
    static Result<Index> open(const std::filesystem::path& directory, Access access);
    // A new one for writing; a directory that is there already is an error.
    static Result<Index> create(const std::filesystem::path& directory);
    // For reading, with other indexes, which searches see as one with it (index_others.cpp). Those
    // that cannot be used are left out, and named with the reason.
    struct Missing {
        std::string name;
        std::string reason;
    };
    static Result<Index> open_with(const std::filesystem::path& directory,
                                   const std::vector<IndexAddress>& others,
                                   std::vector<Missing>& missing);
    ~Index();
    Index(Index&&) noexcept;
    Index& operator=(Index&&) noexcept;

    // The verbatims must not be in the index yet. The number of the first document; the others
    // follow it.
    Result<std::uint32_t> add(PreparedDocuments documents);
    // Gives a document that is there what became known of it later: a code, if there is one, and
    // the lenses of `after` in the place of those of `before`, unless they are the same and none is
    // of the library's own.
    Result<void> enrich(std::uint32_t number, const Code* code, const Document& before,
                        const Document& after, std::span<const IndexedLenses::Own> own);
    // With which lenses the documents were scored, and those that the library has of its own.
    Result<IndexedLenses> lenses() const;
    Result<void> put_lenses(const IndexedLenses& lenses);
    // Takes out a conversation's documents; nothing happens if there are none.
    Result<void> erase(Id conversation);
    Result<void> put_source(std::uint32_t source, const IndexedSource& indexed);
    Result<void> erase_source(std::uint32_t source);
    // Durable and visible to new readers when it returns; until then nothing is, however much was
    // added, and what is not committed is gone with the handle.
    Result<void> commit();

    Result<std::vector<std::pair<std::uint32_t, IndexedSource>>> sources() const;
    std::uint64_t size() const;  // documents
    std::uint32_t last() const;  // the highest number that a document has or had

    // The terms of a prefix without it, and how many documents have each.
    Result<std::vector<std::pair<std::string, std::uint64_t>>> values(
        std::string_view prefix) const;
    // Documents with the term; 0 if it cannot be read, or else throws what Xapian throws.
    std::uint64_t frequency(const std::string& term) const;
    std::uint64_t sure_frequency(const std::string& term) const;
    // Whether some part of the index has the term in every document, and numbers without one. Of
    // such a term Xapian 1.4 reads all documents in the term's place where it needs no weight, and
    // fails where those are many, for it looks for the term's name there.
    bool fills_a_part(const std::string& term) const;
    // Documents with both terms, likewise. Walks both lists.
    std::uint64_t frequency(const std::string& term, const std::string& other) const;
    // Those of the verbatims, the most frequent first.
    Result<std::vector<std::string>> languages() const;
    // The keys of --set.
    Result<std::vector<std::string>> custom_keys() const;

    Result<std::vector<std::uint32_t>> numbers_of(Id conversation) const;
    Result<std::vector<std::uint32_t>> numbers_of_verbatim(Id id) const;
    // The numbers of the documents with the term, in order.
    Result<std::vector<std::uint32_t>> numbers(const std::string& term) const;
    Result<Document> document(std::uint32_t number) const;
    // The document with its code, as far as it has one. Where the library was coded anew, it may
    // still be of other models: CodeFile::has() tells whether it is of the present ones.
    struct Coded {
        Document document;
        std::optional<Code> code;
    };
    Result<Coded> coded(std::uint32_t number) const;
    // The document of a verbatim; those of verbatims whose printed id begins with `prefix`, `limit`
    // at most.
    Result<std::optional<Document>> find(Id id) const;
    Result<std::vector<Id>> ids(std::string_view prefix, std::size_t limit) const;
    Result<std::vector<Id>> ids_of(Id conversation) const;

    // What is wrong with its files, for people; nothing if they are whole. Reads all of them.
    Result<std::vector<std::string>> faults() const;
    // By their documents' numbers, from 1 on; 0 where there is no document.
    Result<std::vector<Id>> ids_by_number() const;
    // Likewise Verbatim::since, as they are found by it.
    Result<std::vector<double>> since_by_number() const;

    // Where its files are, whatever a link says by now.
    const std::filesystem::path& directory() const;

    // For plan_*.cpp and search*.cpp: all documents, and the number of one with that id there.
    const Xapian::Database& database() const;
    std::uint32_t number_of(std::uint32_t id) const;
    std::uint32_t id_of(std::uint32_t number) const;  // of a document that is there
    Result<Document> described(const Xapian::Document& document) const;
    Result<Document> described(const std::string& record_value) const;   // of kRecordSlot
    Result<std::string> text_of(const std::string& record_value) const;  // alone, in half the time

    // All that a query finds, and how many of those have what value in a slot (index_walk.h).
    // Nothing where the query cannot be walked, of a writer, and with others; nor may values be
    // asked for then. Throws what Xapian throws.
    // `is_known`, which may be empty, tells of the numbers of documents which kKnownTerm finds.
    std::optional<DocumentSet> walked(const Xapian::Query& query,
                                      const std::function<bool(std::uint32_t)>& is_known) const;
    std::vector<ValueCount> values_of(const DocumentSet& documents, std::uint32_t slot) const;

    // The documents that a filter finds, if searches ask for it again and again (index_filters.h);
    // they live as long as this. Each search says so when it begins.
    const KeptDocuments* kept(const Xapian::Query& filter) const;
    // Likewise the documents that each term of a language has, however few; none until all are
    // kept.
    std::vector<const KeptDocuments*> in_languages(const std::vector<std::string>& terms) const;
    void begin_search() const;
    bool is_reader() const;  // else a writer's, which keeps none

    // With others. Sources of theirs have further numbers here, by which sources() gives them.
    // Libraries are counted from 0, which is this one.
    bool has_others() const;
    bool has_remote() const;
    std::size_t libraries() const;
    Xapian::Database database_of(std::size_t library) const;
    std::size_t library_with(std::uint32_t id) const;  // the document of that id in database()
    std::size_t library_holding(std::uint32_t source) const;
    std::string name_of(std::size_t library) const;         // as it was given; empty for this one
    std::uint32_t first_source(std::size_t library) const;  // what its own numbers are added to
    // The document as its library has it, with the numbers that its sources have here.
    void renumber(std::uint32_t id, Document& document) const;
    // Whether the libraries agree which number the lens of the library's own has.
    bool agrees_on(const IndexedLenses::Own& lens) const;

    struct State;  // for index_*.cpp

private:
    explicit Index(std::unique_ptr<State>);
    // Runs what changes the index; once it has failed, nothing more is done and nothing committed.
    Result<void> change(const std::function<void()>& body);

    std::unique_ptr<State> state_;
};

}  // namespace verbatim
