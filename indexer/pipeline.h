#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "engine/writer.h"
#include "indexer/ingest.h"
#include "indexer/tasks.h"

namespace verbatim {

// Corrected roles: (folded name, path or empty for every source) -> role.
using RoleCorrections = std::map<std::pair<std::string, std::string>, Role>;

// The roles to be used for a source: its settings', overridden by corrections.
std::map<std::string, Role> roles_for(const ReadSettings& settings,
                                      const RoleCorrections& corrections, const std::string& path);

// Reads files into a library: one thread reads, several make conversations ready, the caller's
// thread writes, in the order of the files. What is in flight is bounded.
class Pipeline {
public:
    Pipeline(Library& library, Writer& writer, RoleCorrections corrections, unsigned jobs);

    // Appends a report for each task; an error is the library's and ends the work.
    Result<void> run(const std::vector<Task>& tasks, const IngestProgressFn& progress,
                     AddReport& report);

private:
    Library& library_;
    Writer& writer_;
    RoleCorrections corrections_;
    unsigned jobs_;
};

}  // namespace verbatim
