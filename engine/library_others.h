#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/index_address.h"
#include "engine/result.h"

// Which other indexes a library's searches look into: a file of their names beside the index, one a
// line, because a search opens the index and not the store.
namespace verbatim {

inline constexpr const char* kOthersFile = "indexes";

// In the order in which they were added; none if there is no file.
Result<std::vector<IndexAddress>> others_of(const std::filesystem::path& library);
// Durable, in one step. Whoever calls it holds the library's lock.
Result<void> put_others(const std::filesystem::path& library,
                        const std::vector<IndexAddress>& others);

struct OtherStatus {
    IndexAddress address;
    std::uint64_t verbatims = 0;
    std::string problem;  // why it is left out; empty if it is searched
};
// All at once, since what is down takes seconds to tell.
std::vector<OtherStatus> look_at(const std::vector<IndexAddress>& others);

}  // namespace verbatim
