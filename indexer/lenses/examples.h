#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/result.h"

namespace verbatim {

// A text that somebody judged.
struct JudgedText {
    std::string text;
    bool yes = false;  // it belongs to the lens
    std::string lens;  // the one that was asked for, if the file says so
};

// Reads a file of judged texts; "-" is standard input. A line is "yes<TAB>text" or "no<TAB>text",
// or else JSON: {"text": ..., "label": 0 or 1, "lens": ...}, of which the lens may lack. Empty
// lines and those that begin with # are nothing. At most 100,000 texts of 100,000 bytes. Fails with
// bad_input, naming file and line, at the first line that is neither; not_found and unavailable
// where the file cannot be read.
Result<std::vector<JudgedText>> read_judged_texts(const std::string& path);

// Fails with bad_input, naming the file, where all texts were judged alike.
Result<void> check_both_kinds(const std::string& path, const std::vector<JudgedText>& texts);

}  // namespace verbatim
