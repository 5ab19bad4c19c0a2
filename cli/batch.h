#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cli/render_json.h"
#include "engine/result.h"

// Lines of --batch and of classify.
namespace verbatim::cli {

// A query of a batch: {"id": ..., "query": ...}, "id<TAB>query", or a query alone, whose id is the
// number of its line.
struct BatchQuery {
    Json id;
    std::string text;
};
Result<BatchQuery> parse_batch_line(std::string_view line, std::uint64_t number);

// A text to classify: {"id": ..., "text": ..., "kind": ..., "rating": ..., "rating_max": ...}, of
// which only the text must be there, or a text alone.
struct BatchText {
    std::optional<Json> id;
    std::string text;
    Kind kind = Kind::review;
    std::optional<double> rating_share;  // of its scale, 0 to 1
};
Result<BatchText> parse_text_line(std::string_view line, bool is_json);

}  // namespace verbatim::cli
