#include "indexer/readers/json_text.h"

#include <algorithm>

namespace verbatim {

std::string without_nan(std::string_view json) {
    std::string clean;
    bool in_string = false;
    for (std::size_t at = 0; at < json.size();) {
        const char c = json[at];
        std::size_t size = 1;
        if (in_string && c == '\\') size = std::min<std::size_t>(2, json.size() - at);
        if (c == '"') in_string = !in_string;
        std::string_view out = json.substr(at, size);
        for (const std::string_view word : {"NaN", "-Infinity", "Infinity"}) {
            if (in_string || !json.substr(at).starts_with(word)) continue;
            size = word.size();
            out = "null";
            break;
        }
        clean += out;
        at += size;
    }
    return clean;
}

simdjson::error_code JsonText::parse_as_is(std::string_view json, simdjson::dom::element& value) {
    padded_.assign(json);
    padded_.append(simdjson::SIMDJSON_PADDING, '\0');
    return parser_.parse(padded_.data(), json.size(), false).get(value);
}

simdjson::error_code JsonText::parse(std::string_view json, simdjson::dom::element& value) {
    const auto error = parse_as_is(json, value);
    if (error == simdjson::STRING_ERROR || error == simdjson::UTF8_ERROR ||
        error == simdjson::SUCCESS)
        return error;
    const std::string clean = without_nan(json);
    return clean == json ? error : parse_as_is(clean, value);
}

std::string escape_json_key(std::string_view key) {
    std::string escaped;
    for (const char c : key) escaped += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
    return escaped;
}

}  // namespace verbatim
