#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/access.h"
#include "engine/codec.h"
#include "engine/durable.h"
#include "engine/model.h"
#include "engine/result.h"

// The truth: sources, conversations, where each conversation lies, rejected records, corrections.
//
// Column families and keys (numbers big end first, so that they come in order):
//   sources        source                   StoredSource
//   conversations  source, ordinal          Conversation: written in the order they are read
//   holders        conversation id          places: which sources hold it
//   codes          source, ordinal          StoredCodes, of the conversation of that key
//   rejects        source, number           StoredReject
//   dirty          conversation id          nothing: the index must be refreshed for it
//   default        "root/" + path           how the path was added
//                  "role/" + name \0 path   a corrected role
//                  "removed/" + id          a conversation that was taken out and stays out
//                  "gone/" + path           a source that was taken out and stays out: empty, or
//                                           the folder that it was taken out with
//                  "unread/" + path         a file that could not be read: why not
//                  "lens/" + name           StoredLens
//                  "mark/" + name \0 id     a verbatim that was marked for a lens: yes or no
//                  "example/" + name \0 n   an example of a lens: yes or no, and the text
//                  "lens-number"            the last number that a lens was made with
//                  "number"                 the last number that a source was begun with
//                  "search/" + name         SavedSearch
//                  "person/" + key          Person (people.h)
//                  "left-person/" + key     Person: one that was taken out
//                  "forgotten/" + hash      the key of a person that is not to come back
//                  "join/" + name \0 path   the key of the person that a speaker is
//                  "rename/" + name \0 path what a speaker is called
namespace verbatim {

inline constexpr std::string_view kLensKey = "lens/";
inline constexpr std::string_view kMarkKey = "mark/";
inline constexpr std::string_view kExampleKey = "example/";

// Puts and deletes that become durable together.
class StoreBatch {
public:
    StoreBatch();
    ~StoreBatch();
    StoreBatch(StoreBatch&&) noexcept;
    StoreBatch& operator=(StoreBatch&&) noexcept;

    std::size_t bytes() const;

private:
    friend class Store;
    struct State;
    std::unique_ptr<State> state_;
};

// One writer, many readers; a reader sees what was written when it was opened. Reads are
// thread-safe.
class Store {
public:
    // Access::write creates what is missing. A reader works beside a writer.
    static Result<Store> open(const std::filesystem::path& directory, Access access);
    ~Store();
    Store(Store&&) noexcept;
    Store& operator=(Store&&) noexcept;

    Result<std::vector<StoredSource>> sources() const;
    Result<Conversation> conversation(std::uint32_t source, std::uint32_t ordinal) const;
    Result<std::vector<Place>> places(Id conversation) const;  // empty if there are none
    // Empty if there are none, whatever their identity otherwise.
    Result<StoredCodes> codes(std::uint32_t source, std::uint32_t ordinal) const;
    Result<std::vector<StoredReject>> rejects(std::uint32_t source) const;
    Result<std::vector<Id>> dirty() const;
    Result<std::optional<std::string>> setting(std::string_view key) const;
    Result<std::vector<std::pair<std::string, std::string>>> settings(
        std::string_view prefix) const;

    // In key order; an error of `visit` ends the walk and is returned.
    using VisitConversation = std::function<Result<void>(std::uint32_t ordinal, Conversation)>;
    Result<void> each_conversation(std::uint32_t source, const VisitConversation& visit) const;
    using VisitHolders = std::function<Result<void>(Id conversation, const std::vector<Place>&)>;
    Result<void> each_holders(const VisitHolders& visit) const;

    void put(StoreBatch& batch, const StoredSource& source) const;
    void put(StoreBatch& batch, std::uint32_t source, std::uint32_t ordinal,
             const Conversation& conversation) const;
    void put_places(StoreBatch& batch, Id conversation,
                    const std::vector<Place>& places) const;  // none: deletes
    void put_codes(StoreBatch& batch, std::uint32_t source, std::uint32_t ordinal,
                   const StoredCodes& codes) const;
    void put_reject(StoreBatch& batch, std::uint32_t source, std::uint32_t number,
                    const StoredReject& reject) const;
    void put_dirty(StoreBatch& batch, Id conversation) const;
    void put_setting(StoreBatch& batch, std::string_view key, std::string_view value) const;
    void erase_setting(StoreBatch& batch, std::string_view key) const;
    void erase_conversation(StoreBatch& batch, std::uint32_t source, std::uint32_t ordinal) const;
    void erase_source(StoreBatch& batch, std::uint32_t source) const;  // with all that is its
    void erase_rejects(StoreBatch& batch, std::uint32_t source) const;
    void erase_dirty(StoreBatch& batch, Id conversation) const;

    // Durable when it returns. The batch is empty afterwards.
    Result<void> write(StoreBatch& batch);

    // Writes what lies in memory into tables once the log, which whoever opens the store replays,
    // is longer than a megabyte (VERBATIM_LOG bytes, for tests) or in many files. Sooner would
    // leave as many tables of one small change each, which every opening opens.
    Result<void> shorten_log();
    // Writers only: makes one of many small tables, which writing little again and again leaves;
    // mostly in no time, up to about a second. For the end of a command.
    Result<void> merge_tables();
    // Writes all tables anew, without what was erased.
    Result<void> compact();

    // A store in a directory that is not there yet, of what this one holds: where this one is open
    // for writing, by hard links to its tables as far as they lie on the same file system, else by
    // a copy of every record. Durable when it returns; a failed one is left as it is.
    Result<void> copy_to(const std::filesystem::path& directory) const;

private:
    struct State;
    explicit Store(std::unique_ptr<State>);
    std::unique_ptr<State> state_;
};

}  // namespace verbatim
