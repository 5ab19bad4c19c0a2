#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "engine/index.h"
#include "engine/library.h"
#include "engine/people.h"
#include "engine/store.h"

// The two-store protocol, for the indexer: what is written when, so that a kill at any point loses
// nothing acknowledged and doubles nothing.
//
// A new source is `incoming`: its conversations reach the store batch by batch, each before its
// documents reach the index. commit() makes the index durable and only then the source `live`. A
// source that a writer left incoming is taken out again when the library is opened for writing.
//
// A source that changes or goes is switched in one batch of the store: the new reading becomes
// live, the old one `leaving`. Then every conversation of either is `dirty`; commit() refreshes the
// index for what is dirty, for many sources at once, and only then the old records go. Whatever is
// dirty or leaving is finished when the library is opened for writing.
namespace verbatim {

// A document's code, for the file.
struct CodeRow {
    std::uint32_t document = 0;  // its number in the index
    Id verbatim = 0;
    Code code = {};
};

// What became known of a document that is in the index.
struct EnrichedDocument {
    std::uint32_t number = 0;
    Document before;
    Document after;             // differs in its lenses alone
    std::optional<Code> code;   // if it is new
    std::optional<Code> known;  // that it has
};
// Why a conversation that the user removed is rejected.
inline constexpr std::string_view kTakenOut = "it was taken out with `verbatim remove`";

class Writer {
public:
    // The library must be open for writing and outlive the writer.
    explicit Writer(Library& library);
    ~Writer();

    // Finishes or takes back what an earlier writer left. Called by Library::open.
    Result<void> recover();

    // A number for a source that will be begun.
    Result<std::uint32_t> reserve_number();

    // Begins a source, whose id is a reserved number; `replaces` is the number of its earlier
    // reading or 0. One source is begun at a time.
    Result<void> begin(Source source, std::uint32_t replaces);

    enum class Outcome {
        added,      // new, or it was in the earlier reading
        duplicate,  // another source holds it, which accounts for it: its place is noted
        repeated,   // this source holds it already: dropped
        taken_out,  // the user removed it: dropped
    };
    // The next conversation of the source begun, with its documents as prepared for that place. Its
    // verbatims get their `since`.
    Result<Outcome> put(std::uint32_t ordinal, Conversation& conversation,
                        PreparedDocuments documents);
    // Whether the source begun, which holds the conversation's id already, holds it with these
    // texts.
    Result<bool> holds_texts_of(const Conversation& conversation);
    Result<void> reject(const StoredReject& reject);

    // Ends the source with its counts. Durable and acknowledged only with commit().
    Result<void> finish(Source source);
    Result<void> abandon();

    // Makes everything finished durable and searchable.
    Result<void> commit();

    // Writes a conversation anew at its place (a corrected role), where its verbatims have been
    // since they came; reaches the index with settle().
    Result<void> rewrite(Place place, Conversation conversation);
    Result<void> settle();

    // Writes settings of people.h, a key without a value being erased, and shows those
    // conversations anew in which they change who speaks. Returns how many.
    Result<std::uint64_t> change_people(const PeopleChanges& changes);

    // The source leaves, and with it what no other source holds, with the next commit().
    Result<void> remove_source(std::uint32_t number);
    Result<void> remove_conversation(Id conversation);
    Result<void> update_source(const Source& source);  // moved, touched: not its records
    // What documents mean: all that is known of a conversation into the store, then each document
    // into the index and, with what stands beside it (code_context.h), into the file of codes.
    // Durable with commit_codes(). A code of zeros, of which nothing is known, is noted in the file
    // alone.
    // Where `grown`, some of the codes are older than others, and have other neighbours from now
    // on.
    Result<void> put_codes(Place place, const StoredCodes& codes, bool grown);
    Result<void> enrich(const EnrichedDocument& document);
    Result<void> commit_codes();
    // Notes in the index which lenses its documents have from now on; durable with the next commit.
    Result<void> put_lenses(const IndexedLenses& lenses);
    // Notes there, where the lenses are others than before, that all documents have older scores.
    // What is added from now on has those of the present lenses. Called by Library::open.
    Result<void> begin_scoring();
    Result<void> put_setting(std::string_view key, std::string_view value);
    Result<void> erase_setting(std::string_view key);

private:
    // A batch is written at this size: large enough to be fast, small enough to be memory that does
    // not matter.
    static constexpr std::size_t kBatchBytes = 4u << 20;

    Result<void> flush_batch();  // the store's batch, then its documents
    Result<void> write_batch();  // the store's alone
    Result<std::vector<Place>> places(Id conversation);
    Result<void> keep_since(Conversation& conversation, const std::vector<Place>& held);
    bool accounts_before(std::uint32_t source) const;
    Result<void> account_removed(Place place, std::optional<std::uint64_t>& text);
    void set_places(Id conversation, std::vector<Place> places);
    Result<void> switch_source(const StoredSource& stored);
    Result<void> forget_places(std::uint32_t source);
    Result<void> hand_on_codes(std::uint32_t source, std::uint32_t ordinal,
                               const std::vector<Place>& others);
    Result<void> refresh(Id conversation, const std::map<std::uint32_t, Source>& sources);
    Result<void> refresh_dirty();
    Result<void> commit_index();
    Result<void> erase_codes(Id conversation);
    Result<void> write_rows();
    Result<void> mend_rows();
    Result<void> put_rows_of(Id conversation);
    Result<void> erase_settled(const std::vector<std::uint32_t>& gone);
    Result<void> drop(std::uint32_t source);
    Result<void> reconcile_sources();

    Store& store();
    Index& index();

    Library::State& state_;
    StoreBatch batch_;
    std::vector<PreparedDocuments> documents_;                 // of the batch, not yet in the index
    std::unordered_map<Id, std::vector<Place>> batch_places_;  // of the batch, not yet in the store
    std::unordered_map<Id, std::uint64_t> batch_texts_;        // hashes, of the batch likewise
    std::unordered_map<std::uint32_t, std::string> paths_;     // of all sources
    std::unordered_set<Id> dirty_;
    StoredSource begun_;
    std::uint32_t rejects_ = 0;
    std::vector<StoredSource> finished_;  // new sources that wait for commit()
    std::vector<std::uint32_t> leaving_;  // sources whose records wait for commit() to go
    std::uint32_t last_number_ = 0;
    std::unordered_set<Id> removed_;           // conversations that the user took out
    std::vector<CodeRow> rows_;                // of documents that wait for commit()
    std::unordered_map<Id, Code> in_context_;  // of conversations put, for enrich() to take
    bool codes_erased_ = false;                // in the file, not yet durable
};

}  // namespace verbatim
