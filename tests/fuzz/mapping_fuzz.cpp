// Any bytes as a mapping file: refused in one line, or a table is read by it.

#include <cstdint>
#include <string_view>

#include "tests/fuzz/reading.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace verbatim;
    constexpr std::string_view kTable =
        "Submitted;Member;Plan name;Stars;What do you like best?;Answer\n"
        "03/02/2026;Ada Quill;Team;8;The books are done in an hour.;We look into it.\n"
        "14/02/2026;Ben Oort;Solo;9;It never gets in my way.;\n";
    const std::string text(data, data + size);
    auto mapping = parse_mapping("map.json", text);
    if (!mapping) {
        fuzz::demand(mapping.error().message.starts_with("map.json"), "an error names its file");
        return 0;
    }
    fuzz::CheckedSink sink(kTable);
    Input input = Input::from_bytes("table.csv", std::string(kTable));
    ReadSettings settings;
    settings.read.mapping = *std::move(mapping);
    const SourceReading reading = fuzz::read_in_time(input, settings, sink);
    fuzz::demand(sink.records() > 0, "rows are accounted for");
    if (!reading.mapping.empty())
        fuzz::demand(static_cast<bool>(parse_mapping("again.json", reading.mapping)),
                     "the mapping that is printed is one");
    return 0;
}
