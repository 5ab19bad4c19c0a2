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

void read_as_file(const std::string& path, const std::string& bytes) {
    const std::string text = fuzz::decoded(Input::from_bytes(path, bytes), kMostRead);
    if (text.size() >= kMostRead) return;
    Input input = Input::from_bytes(path, bytes);
    fuzz::CheckedSink sink(text);
    fuzz::read_in_time(input, {}, sink);
    fuzz::demand(sink.records() > 0 || !input.read_error().empty(), "a file is accounted for");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes(data, data + size);
    read_as_file("export", bytes);
    if (!begins_as_archive(bytes) && !begins_compressed(bytes)) return 0;
    auto archive = Archive::open_view(bytes);
    for (int i = 0; archive && i < kMostMembers; ++i) {
        const auto member = archive->next();
        if (!member || !*member) break;
        const auto contents = archive->contents();
        if (const auto held = read_all(*contents, kMostRead)) read_as_file((*member)->path, *held);
    }
    return 0;
}
