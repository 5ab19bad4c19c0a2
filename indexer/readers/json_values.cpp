#include "indexer/readers/json_values.h"

#include <algorithm>
#include <utility>

#include "indexer/readers/json_elements.h"
#include "indexer/space.h"

namespace verbatim {

namespace {

constexpr std::size_t kSampleBytes = 1u << 20;
constexpr const char* kTooLong = "longer than 16 MiB";
constexpr const char* kNotJson = "not JSON";

Result<void> read_array(Input& input, const JsonPlace& place, const TakeJson& take,
                        RecordSink& sink) {
    using State = JsonElements::State;
    const std::string_view sample = input.peek(kSampleBytes);
    const auto arrays = find_json_arrays(sample);
    const auto array = std::ranges::find(arrays, place.pointer, &JsonArray::pointer);
    JsonElements elements(input, array == arrays.end() ? sample.find('[') + 1 : array->offset);
    for (State state = elements.next(); state != State::end; state = elements.next()) {
        Locator here;
        here.pointer = place.pointer + "/" + std::to_string(elements.index());
        here.line = elements.line();
        if (state == State::element) {
            const auto taken = take(elements.element(), here);
            if (!taken) return taken.error();
            if (*taken) continue;
            elements.distrust_element();
        }
        const char* const reason = state == State::too_long ? kTooLong
                                   : state == State::cut    ? "the file ends within the value"
                                                            : kNotJson;
        sink.reject({std::move(here), reason});
    }
    return {};
}

Result<void> read_lines(Input& input, const TakeJson& take, RecordSink& sink) {
    Input::Line line;
    while (input.next_line(line)) {
        if (trim_space(line.text).empty()) continue;
        Locator here;
        here.line = line.number;
        if (!line.too_long) {
            const auto taken = take(line.text, here);
            if (!taken) return taken.error();
            if (*taken) continue;
        }
        sink.reject({std::move(here), line.too_long ? kTooLong : kNotJson});
    }
    return {};
}

Result<void> read_whole(Input& input, const TakeJson& take, RecordSink& sink) {
    const Locator here;
    std::string text;
    for (auto chunk = input.next_chunk(); !chunk.empty(); chunk = input.next_chunk()) {
        text += chunk;
        if (text.size() <= kMaxRecordBytes) continue;
        sink.reject({here, kTooLong});
        return {};
    }
    const auto taken = take(text, here);
    if (!taken) return taken.error();
    if (!*taken) sink.reject({here, "not JSON, or cut off"});
    return {};
}

}  // namespace

Result<void> read_json_values(Input& input, const JsonPlace& place, const TakeJson& take,
                              RecordSink& sink) {
    const auto read = place.lines   ? read_lines(input, take, sink)
                      : place.array ? read_array(input, place, take, sink)
                                    : read_whole(input, take, sink);
    if (read && !input.read_error().empty())
        return Error{ErrorCode::unavailable, input.path() + ": " + input.read_error(), ""};
    return read;
}

}  // namespace verbatim
