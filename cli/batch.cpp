#include "cli/batch.h"

#include <algorithm>

namespace verbatim::cli {

namespace {

Error bad_line(std::string message) {
    return {ErrorCode::bad_input, std::move(message), ""};
}

// The object on a line, which has a string of that name.
Result<Json> parse_object(std::string_view line, const char* needed) {
    Json json = Json::parse(line, nullptr, false);
    if (json.is_discarded()) return bad_line("is no JSON");
    if (!json.is_object()) return bad_line("is no JSON object");
    const auto found = json.find(needed);
    if (found == json.end() || !found->is_string())
        return bad_line("has no string \"" + std::string(needed) + "\"");
    return json;
}

std::optional<double> rating_share(const Json& json) {
    const auto rating = json.find("rating");
    if (rating == json.end() || !rating->is_number()) return std::nullopt;
    const auto scale = json.find("rating_max");
    const double most = scale != json.end() && scale->is_number() ? scale->get<double>() : 5.0;
    const double share = most > 0 ? rating->get<double>() / most : -1;
    return share >= 0 && share <= 1 ? std::optional(share) : std::nullopt;
}

}  // namespace

Result<BatchQuery> parse_batch_line(std::string_view line, std::uint64_t number) {
    if (line.substr(std::min(line.find_first_not_of(" \t"), line.size())).starts_with('{')) {
        const auto json = parse_object(line, "query");
        if (!json) return json.error();
        return BatchQuery{json->value("id", Json(number)), json->at("query").get<std::string>()};
    }
    const std::size_t tab = line.find('\t');
    if (tab == std::string_view::npos) return BatchQuery{Json(number), std::string(line)};
    return BatchQuery{Json(line.substr(0, tab)), std::string(line.substr(tab + 1))};
}

Result<BatchText> parse_text_line(std::string_view line, bool is_json) {
    BatchText text;
    if (!is_json) {
        text.text = line;
        return text;
    }
    const auto json = parse_object(line, "text");
    if (!json) return json.error();
    text.text = json->at("text").get<std::string>();
    if (json->contains("id")) text.id = json->at("id");
    if (json->contains("kind")) {
        const Json& name = json->at("kind");
        const auto kind = name.is_string() ? kind_from(name.get<std::string>()) : std::nullopt;
        if (!kind) return bad_line("has a kind that is none");
        text.kind = *kind;
    }
    text.rating_share = rating_share(*json);
    return text;
}

}  // namespace verbatim::cli
