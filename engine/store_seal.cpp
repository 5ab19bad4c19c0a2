#include "engine/store_seal.h"

#include <sstream>
#include <string>

#include "engine/durable.h"
#include "engine/files.h"
#include "engine/hash.h"

namespace verbatim {

namespace fs = std::filesystem;

namespace {

constexpr const char* kSealName = "SEAL";

}  // namespace

// A line for each: its name, and the hash of its bytes.
Result<void> seal_logs(const fs::path& store) {
    const auto entries = entries_of(store);
    if (!entries) return entries.error();
    std::string lines;
    for (const fs::path& entry : *entries) {
        if (entry.extension() != ".log") continue;
        const auto bytes = read_file(entry);
        if (!bytes) return bytes.error();
        lines += entry.filename().string() + " " + std::to_string(hash64(*bytes)) + "\n";
    }
    return replace_file(store / kSealName, lines);
}

Result<void> check_seal(const fs::path& store) {
    const auto seal = read_if_there(store / kSealName);
    if (!seal) return seal.error();
    std::istringstream lines(seal->value_or(""));
    std::string name;
    std::uint64_t hash = 0;
    while (lines >> name >> hash) {
        const auto bytes = read_if_there(store / name);
        if (!bytes) return bytes.error();
        if (*bytes && hash64(**bytes) != hash)
            return Error{ErrorCode::damaged,
                         (store / name).string() + ": has other bytes than were written",
                         "restore the library from a backup"};
    }
    return {};
}

}  // namespace verbatim
