// Any bytes as a people file: each row is a person or rejected with its place.

#include <cstdint>
#include <set>
#include <string_view>

#include "engine/text.h"
#include "indexer/people.h"
#include "tests/fuzz/reading.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace verbatim;
    const std::string bytes(data, data + size);
    Input input = Input::from_bytes("people.csv", bytes);
    const auto file = read_people(input);
    if (!file) return fuzz::demand(!file.error().message.empty(), "a refusal says why"), 0;
    const std::string text =
        fuzz::decoded(Input::from_bytes("people.csv", bytes), bytes.max_size());
    fuzz::CheckedSink sink(text);
    std::set<std::string> keys;
    for (const Person& person : file->people) {
        fuzz::demand(!person.key.empty() && keys.insert(person.key).second,
                     "a key is one person's");
        fuzz::demand(find_invalid_utf8(person.name) == std::string::npos, "a name is UTF-8");
        for (const auto& [key, value] : person.attributes)
            fuzz::demand(find_invalid_utf8(key + value) == std::string::npos, "a field is UTF-8");
    }
    for (const RejectRow& row : file->rejects) sink.reject(row.reject);
    return 0;
}
