#include "engine/store_seal.h"

#include <fstream>
#include <iterator>
#include <optional>
#include <string>

#include "engine/durable.h"
#include "engine/hash.h"

namespace verbatim {

namespace fs = std::filesystem;

namespace {

constexpr const char* kSealName = "SEAL";

std::optional<std::string> read(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    return file ? std::optional(std::move(bytes)) : std::nullopt;
}

}  // namespace

// A line for each: its name, and the hash of its bytes.
Result<void> seal_logs(const fs::path& store) {
    std::string lines;
    std::error_code failed;
    for (const auto& entry : fs::directory_iterator(store, failed)) {
        if (entry.path().extension() != ".log") continue;
        const auto bytes = read(entry.path());
        if (!bytes) return unavailable(entry.path(), last_error());
        lines += entry.path().filename().string() + " " + std::to_string(hash64(*bytes)) + "\n";
    }
    if (failed) return unavailable(store, failed);
    return replace_file(store / kSealName, lines);
}

Result<void> check_seal(const fs::path& store) {
    std::ifstream seal(store / kSealName, std::ios::binary);
    std::string name;
    std::uint64_t hash = 0;
    while (seal >> name >> hash) {
        const auto bytes = read(store / name);
        if (bytes && hash64(*bytes) != hash)
            return Error{ErrorCode::damaged,
                         (store / name).string() + ": has other bytes than were written",
                         "restore the library from a backup"};
    }
    return {};
}

}  // namespace verbatim
