#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model.h"
#include "engine/result.h"

namespace verbatim {

// A search that is kept under a name, as the store has it.
struct SavedSearch {
    std::vector<std::string> arguments;  // its command line: the command, then what it was given
    std::vector<Id> good, bad;           // verbatims marked so, in the order they were
    // The highest number of a source when it was last run or saved, and the one before that: what
    // came with a higher number than `previous` is new. Equal until something comes.
    std::uint32_t current = 0;
    std::uint32_t previous = 0;
    std::string saved;     // ISO 8601, UTC
    std::string last_run;  // the same; empty if it was not run since it was saved
    friend bool operator==(const SavedSearch&, const SavedSearch&) = default;
};

std::string encode(const SavedSearch& search);
Result<SavedSearch> decode_saved_search(std::string_view bytes);

}  // namespace verbatim
