#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "engine/library.h"
#include "engine/writer.h"
#include "indexer/events.h"
#include "indexer/ingest.h"

namespace verbatim {

// The writing end of ingest: events, in order, into the library and into the report.
class Recorder {
public:
    Recorder(Library& library, Writer& writer, AddReport& report);

    Result<void> take(Event event);
    // Makes what is left durable.
    Result<void> finish();

    std::uint64_t verbatims() const { return report_.totals.verbatims + counts_.verbatims; }

private:
    Result<void> begin(FileBegun file);
    Result<void> record(ConversationRead read);
    Result<void> repeated(ConversationRead read);
    Result<void> reject_taken_out(const Conversation& conversation);
    Result<void> reject(const StoredReject& reject);
    Result<bool> is_worse(const Source& source);
    Result<void> abandon(FileReport report, FileState state);
    Result<void> end(FileEnded file);

    Library& library_;
    Writer& writer_;
    AddReport& report_;
    FileBegun file_;
    Counts counts_;
    std::uint64_t taken_out_ = 0;  // rejected because the user took them out
    Counts shared_;                // of it, what other sources account for, as if this one did
    NotQuoted not_quoted_;         // of the file
    std::uint64_t text_bytes_ = 0;
    std::uint64_t uncommitted_ = 0;  // verbatims
};

}  // namespace verbatim
