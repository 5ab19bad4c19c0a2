#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/library_lock.h"
#include "engine/model.h"
#include "engine/query.h"
#include "engine/quote.h"
#include "engine/result.h"
#include "engine/store.h"

// One directory: store + index + version + lock.
//
//   VERSION        the on-disk version
//   lock           held by the one writer; names it
//   store/         RocksDB: the truth
//   index -> index.N/   Xapian: derived; the link is swapped by reindex
namespace verbatim {

class LensSet;

// A lens, or a kind: "pain.cost" follows "pain".
struct LensCount {
    std::string name;
    std::string definition;
    std::uint64_t verbatims = 0;
    bool own = false;  // the library's own
};

// A speaker name within one source.
struct SpeakerRow {
    std::string name;
    Role role = Role::unknown;
    std::string reason;
    std::string source;  // absolute path
    std::string shown;   // what answers call them, if that is another name
    std::string person;  // Person::key, or empty
    std::uint64_t conversations = 0;
    std::uint64_t utterances = 0;
};

struct RejectRow {
    std::string path;
    Reject reject;
    bool warning = false;  // only noted: nothing was rejected
};

struct Status {
    std::string directory;
    std::uint32_t version = 0;
    std::uint64_t sources = 0;
    std::uint64_t conversations = 0;
    std::uint64_t verbatims = 0;  // every role
    std::uint64_t customer_verbatims = 0;
    std::uint64_t known_meanings = 0;  // verbatims that are found by meaning too
    std::string no_meaning;            // why none is, for people; empty if the models are there
    std::vector<std::string> models;   // the files in use; fewer where one was not found
    std::vector<std::string> model_folders;  // where they are looked for, in this order
    Counts counts;                           // over all sources
    std::map<std::string, std::uint64_t> rejects_by_reason;
    std::map<std::string, std::uint64_t> notes_by_reason;   // of records that were used
    std::map<std::string, std::uint64_t> unread_by_reason;  // files
    std::map<std::string, std::uint64_t> verbatims_by_kind;
    std::map<std::string, std::uint64_t> verbatims_by_role;
    std::map<std::string, std::uint64_t> verbatims_by_lang;
    std::uint64_t store_bytes = 0;
    std::uint64_t index_bytes = 0;
    std::uint64_t text_bytes = 0;     // of all verbatims
    std::vector<Source> source_list;  // by path
};

// A quote within its conversation.
struct Shown {
    Quote quote;
    Conversation conversation;
    std::uint32_t utterance = 0;
};

struct CheckReport {
    std::uint64_t verbatims = 0;
    std::uint64_t sources_verified = 0;    // the file is there, unchanged
    std::uint64_t sources_unverified = 0;  // moved, changed or gone since
    // A writer is at work, or was killed and nothing was written since: what it left is not judged.
    bool unfinished = false;
    std::vector<std::string> faults;
};

// done, total of work units; total 0 if unknown.
using Progress = std::function<void(std::uint64_t done, std::uint64_t total)>;

// What happens where a library of an older version is brought to this one; either may be empty.
struct Migration {
    std::function<void(std::uint32_t version)> tell;  // before, of its version
    Progress progress;
};

// A library opened for reading or writing. Readers may be many and work beside a writer; answers
// come from the last commit. One thread at a time per handle.
class Library {
public:
    // Makes an empty library, mode 0700, parents too. Fails if there is one.
    static Result<void> create(const std::filesystem::path& directory);

    // Access::write takes the lock, for which it waits (ErrorCode::locked, naming the
    // holder), and finishes what an earlier writer was killed in. Fails with not_found, version,
    // damaged.
    static Result<Library> open(const std::filesystem::path& directory, Access access,
                                const Patience& patience = {kLockPatience});

    // As open() for writing; a library of an older version (see kOldestStore) is brought to this
    // one first, in place: a kill at any point leaves the old one or the new.
    static Result<Library> open_migrated(const std::filesystem::path& directory,
                                         const Patience& patience, const Migration& migration);

    // For writing, without its index: one that is damaged, missing, of an older version or not
    // needed; VERSION may be lost. Only reindex() and what writes settings (saved_search.h) may be
    // called.
    static Result<Library> open_store(const std::filesystem::path& directory,
                                      const Patience& patience = {kLockPatience});

    ~Library();
    Library(Library&&) noexcept;
    Library& operator=(Library&&) noexcept;

    const std::filesystem::path& directory() const;
    FieldNames field_names();
    // The lenses as they are now, which a rescore applies. Lives as long as the library, or until a
    // lens changes.
    Result<const LensSet*> lens_set();
    // Lenses, their kinds and the library's own: what `lens:` may name.
    Result<std::vector<std::string>> lens_names();

    Result<Answer> search(const Query& query);
    // The kinds of a lens among what answers the query, which the most people voice first; each
    // with its strongest quotes, query.limit at most. Kinds that nobody voices are left out.
    Result<std::vector<KindSummary>> kinds(const Query& query, std::string_view lens);
    // `id` is a verbatim's, or a prefix of it (4 characters or more) that only one has; or a
    // conversation's, which shows its first quote.
    Result<Shown> show(std::string_view id, std::size_t context);
    Result<std::vector<LensCount>> lenses();
    Result<std::vector<SpeakerRow>> speakers();
    Result<Status> status();
    // Rejected records, noted ones, and files that could not be read; by path.
    Result<std::vector<RejectRow>> rejects();
    Result<std::vector<Source>> sources();
    // What the indexer keeps beside the sources (store.h): key without the prefix, value.
    Result<std::vector<std::pair<std::string, std::string>>> settings(std::string_view prefix);

    // Store against index, spans against texts, records against checksums. Sources are verified by
    // indexer/verify.h, which can read them.
    Result<CheckReport> check(const Progress& progress);

    // Writers only.
    Result<void> reindex(const Progress& progress);
    struct Removed {
        std::uint64_t sources = 0;
        std::uint64_t conversations = 0;
        std::uint64_t verbatims = 0;
        bool by_quote = false;  // the id was a quote's: its whole conversation goes
    };
    // What `remove` would take out (dry_run) or takes out: a source by path, or a conversation by
    // id. A removed conversation stays out when its source is read again.
    Result<Removed> remove(std::string_view id_or_path, bool dry_run);

    // For the indexer; see writer.h.
    struct State;
    State& state();

private:
    explicit Library(std::unique_ptr<State>);
    std::unique_ptr<State> state_;
};

}  // namespace verbatim
