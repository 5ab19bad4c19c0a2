#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "engine/result.h"
#include "indexer/decode.h"
#include "indexer/readers/reader.h"

namespace verbatim {

// Where the records of a JSON text are.
struct JsonPlace {
    std::string pointer;  // RFC 6901: of the array that holds them; empty: the text itself
    bool array = false;   // its elements are the records; otherwise the whole text is one
    bool lines = false;   // JSON Lines: each line is one
};

// Takes a record and its place. False: it is no JSON, and will be rejected.
using TakeJson = std::function<Result<bool>(std::string_view json, Locator place)>;

// Hands over one record after the other, in memory bounded by the largest. What is longer than
// 16 MiB, cut off, or no JSON is rejected with its place, and the rest goes on.
Result<void> read_json_values(Input& input, const JsonPlace& place, const TakeJson& take,
                              RecordSink& sink);

}  // namespace verbatim
