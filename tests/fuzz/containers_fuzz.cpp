// Any bytes as a container: an archive, a compressed file, a document of Word or a spreadsheet.
// What is in it is read as `add` reads it, up to a bound, since a little may expand to much.

#include <cstdint>
#include <string_view>

#include "indexer/containers/archive.h"
#include "tests/fuzz/reading.h"

namespace {

using namespace verbatim;

constexpr std::size_t kMostRead = 1u << 20;
constexpr int kMostMembers = 64;

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes(data, data + size);
    fuzz::read_as_file("export", bytes, kMostRead);
    if (!begins_as_archive(bytes) && !begins_compressed(bytes)) return 0;
    auto archive = Archive::open_view(bytes);
    for (int i = 0; archive && i < kMostMembers; ++i) {
        const auto member = archive->next();
        if (!member || !*member) break;
        const auto contents = archive->contents();
        if (const auto held = read_all(*contents, kMostRead))
            fuzz::read_as_file((*member)->path, *held, kMostRead);
    }
    return 0;
}
