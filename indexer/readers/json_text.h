#pragma once

#include <simdjson.h>

#include <string>
#include <string_view>

namespace verbatim {

// Parses one JSON text after the other, in memory that is kept.
//
// NaN and infinities, which some exporters write, are read as null. What stands in strings is not
// mended: an escape that is none is simdjson::STRING_ERROR.
class JsonText {
public:
    // The value is valid until the next call.
    simdjson::error_code parse(std::string_view json, simdjson::dom::element& value);

private:
    simdjson::error_code parse_as_is(std::string_view json, simdjson::dom::element& value);

    simdjson::dom::parser parser_;
    std::string padded_;
};

// The text with null in place of NaN, Infinity and -Infinity outside strings.
std::string without_nan(std::string_view json);

// A key as a part of a JSON pointer.
std::string escape_json_key(std::string_view key);

}  // namespace verbatim
