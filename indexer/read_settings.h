#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "engine/result.h"
#include "indexer/readers/reader.h"

namespace verbatim {

// How a path was added: what `sync` needs to read it alike.
struct ReadSettings {
    std::string format;  // --as
    std::string round;
    ReadOptions read;

    bool are_default() const;
    // Those of --role, and of the mapping file for who has none there.
    std::map<std::string, Role> roles() const;
    // --kind, or the mapping file's.
    std::optional<Kind> kind() const;
};

// As JSON, keys in order: equal settings give equal text.
std::string print(const ReadSettings& settings);
Result<ReadSettings> parse_read_settings(std::string_view json);

}  // namespace verbatim
