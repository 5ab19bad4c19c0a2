// Any bytes as an export, by each reader of the family for which this is built.

#include <cstdint>
#include <string_view>

#include "tests/fuzz/reading.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace verbatim;
    constexpr std::string_view kFormats[] = {VERBATIM_FORMATS};
    const std::string bytes(data, data + size);
    const std::string text = fuzz::decoded(Input::from_bytes("export", bytes), std::string::npos);
    for (const std::string_view format : kFormats)
        fuzz::read_with(format, text, Input::from_bytes("export", bytes));
    return 0;
}
