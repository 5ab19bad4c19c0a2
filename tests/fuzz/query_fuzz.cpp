// Any bytes as a query: parsed or refused with a reason, and what is understood is understood alike
// when printed.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "engine/query.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace verbatim;
    const std::string text(data, data + size);
    const FieldNames fields{.custom = {"plan"}};
    const Result<Node> node = parse_query(text, fields);
    if (!node) {
        const bool one_line = node.error().message.find('\n') == std::string::npos;
        if (node.error().message.empty() || !one_line) std::abort();
        return 0;
    }
    const Result<Node> again = parse_query(print(*node), fields);
    const bool near_limit = size > 60'000;
    if (again ? *again != *node : !near_limit) std::abort();
    return 0;
}
