// Any bytes as text: valid UTF-8 comes of it, the same however it is taken.

#include <cstdint>
#include <string_view>

#include "engine/text.h"
#include "tests/fuzz/reading.h"

namespace {

using namespace verbatim;

// The lines, with LF for every line end but a last one that is missing.
std::string by_lines(Input input) {
    std::string text;
    Input::Line line;
    for (std::uint64_t number = 1; input.next_line(line); ++number) {
        fuzz::demand(line.number == number, "lines are counted");
        text.append(line.text) += '\n';
    }
    return text;
}

std::string with_line_feeds(std::string_view text) {
    std::string lines;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\r' && text.substr(i + 1, 1) == "\n") continue;
        lines += text[i] == '\r' ? '\n' : text[i];
    }
    if (!lines.empty() && lines.back() != '\n') lines += '\n';
    return lines;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes(data, data + size);
    const std::string text = fuzz::decoded(Input::from_bytes("export", bytes), std::string::npos);
    fuzz::demand(find_invalid_utf8(text) == std::string::npos, "what is decoded is UTF-8");
    Input input = Input::from_bytes("export", bytes);
    const std::string_view head = input.peek(64u << 10);
    fuzz::demand(std::string_view(text).substr(0, head.size()) == head, "a peek is the beginning");
    input.finish();
    if (input.read_error().empty())
        fuzz::demand(input.bytes_read() == size, "all bytes were taken");
    fuzz::demand(by_lines(Input::from_bytes("export", bytes)) == with_line_feeds(text),
                 "the lines are the text");
    return 0;
}
