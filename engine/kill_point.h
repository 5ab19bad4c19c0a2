#pragma once

#include <string_view>

namespace verbatim {

// A place where a crash is worth trying. If $VERBATIM_KILL_AT names it ("index-committed", or
// "store-written:3" for the third time it is passed), the process ends here as by `kill -9`.
// docs/architecture.md lists the points; tests/crash_test.cpp visits every one.
inline constexpr std::string_view kKillPoints[] = {
    "source-begun",      // the source is announced, nothing of it is written
    "store-written",     // a batch of conversations is in the store, not yet in the index
    "index-committed",   // everything is in both, not yet acknowledged
    "source-switched",   // a changed or removed source: the store knows, the index does not
    "places-forgotten",  // ... and what it held is marked for the index
    "index-refreshed",   // ... the index knows, the old records still lie in the store
    "shards-written",    // new shards of the index are whole, none is listed
    "shards-listed",     // ... they are in use, the ones in whose place they are still lie there
    "reindex-begun",     // the index in use says which version the library is
    "reindex-built",     // the new index is whole, the old one is in use
    "reindex-switched",  // the new one is in use, the old one still lies there
    "codes-written",     // what documents mean is in the store, not yet in the index
    "codes-committed",   // what documents mean ... is in both, not yet in the file of codes
    "rescored",          // a batch of documents has the scores of changed lenses, the rest has not
    "backup-copied",     // a backup is whole beside its place
    "restore-copied",    // a restored library ... likewise
    "restore-switched",  // it is in its place, where the library before it has its name
    "role-corrected",    // corrected conversations are in the store, not yet in the index
    "part-trimmed",      // of a library that is split: a part has its records, and no index yet
    "libraries-taken",   // a merged library ... likewise
    "made-indexed",      // a part or a merged library is whole beside its place
    "made-published",    // ... and in its place, others may not be
};

void kill_point(std::string_view name);

}  // namespace verbatim
