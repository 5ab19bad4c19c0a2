#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "engine/library.h"
#include "indexer/readers/reader.h"

namespace verbatim {

struct AddRequest {
    std::vector<std::string> paths;  // "-" is standard input
    std::string format;              // --as; empty: found out
    std::string round;
    ReadOptions read;
    unsigned jobs = 0;  // worker threads; 0: one a core
};

enum class FileState { added, changed, unchanged, moved, removed, unreadable };
std::string_view name_of(FileState state);  // "new", "changed", ...

struct FileReport {
    std::string path;
    std::string moved_from;
    std::string format;
    Kind kind = Kind::review;
    FileState state = FileState::added;
    Counts counts;
    std::string same_as{};  // Source::same_as
};

// Verbatims that no search quotes unless asked: in their conversations nobody is a customer, and
// the role of those who said them is not known.
struct NotQuoted {
    std::uint64_t verbatims = 0;
    std::vector<std::string> speakers;  // the first few, as `speakers` names them
    std::uint64_t notes = 0;            // further verbatims, which are nobody's speech
};

struct AddReport {
    std::vector<FileReport> files;  // by path
    Counts totals;
    std::vector<RejectRow> rejects;
    std::vector<std::string>
        kept_out;  // files that the user removed, below a folder of the request
    std::set<std::string>
        given;  // folded names of speakers whose role was given, as they were read
    NotQuoted not_quoted;
    double seconds = 0;
};

struct IngestProgress {
    std::string path;  // the file being read
    std::uint64_t files_done = 0, files_total = 0;
    std::uint64_t bytes_done = 0, bytes_total = 0;
    std::uint64_t verbatims = 0;
};
using IngestProgressFn = std::function<void(const IngestProgress&)>;

// Reads files and folders into the library. Files that have not changed since they were read are
// not opened. A file that no reader takes is one rejected record. On return everything reported is
// durable and searchable. Fails only when the library cannot be written (a full disk); what was
// committed stays.
Result<AddReport> add(Library& library, const AddRequest& request,
                      const IngestProgressFn& progress);

// Visits the files and folders that were added before: new files in added folders, changed, moved
// and removed ones.
Result<AddReport> sync(Library& library, unsigned jobs, const IngestProgressFn& progress);

// What sync would do, without doing it: states and paths, no counts.
Result<AddReport> preview_sync(Library& library);

// What add would read and how; writes nothing. Library may be null: nothing is known to be
// unchanged.
struct Preview {
    std::string path;
    std::string format;  // empty: no reader
    Kind kind = Kind::review;
    std::string charset;
    std::vector<std::string> notes;      // columns, assumptions
    std::vector<std::string> doubts;     // what a person should look at
    std::string mapping;                 // tables: the guess as a mapping file
    std::string same_as;                 // Source::same_as
    std::string first_date, last_date;   // ISO 8601; empty where nothing is dated
    std::string date_order;              // of all-number dates: "dmy", "mdy" or "ymd"
    std::uint64_t undated = 0;           // conversations
    std::vector<Speaker> speakers;       // the first conversations' speakers, each once
    std::vector<std::string> verbatims;  // the first three
    Counts counts;                       // of the whole file; duplicates show only when it is added
    std::vector<Reject> rejects;         // the first few
    std::vector<Reject> noted;           // the first few, of records that are used
};
// How the files would be read that are new or changed. Where none is, but files are named and not
// folders, how those are read.
Result<std::vector<Preview>> preview_add(Library* library, const AddRequest& request);

// Corrects a role for every conversation in which the name occurs (or only in `source`, if not
// empty), now and whenever they are read again. Returns how many conversations changed.
Result<std::uint64_t> correct_role(Library& library, const std::string& name, Role role,
                                   const std::string& source);

// Library::check, and every quote against its source file where that is unchanged.
Result<CheckReport> check(Library& library, const Progress& progress);

}  // namespace verbatim
