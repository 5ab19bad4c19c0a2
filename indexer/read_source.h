#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "indexer/collector.h"
#include "indexer/decode.h"
#include "indexer/read_settings.h"

namespace verbatim {

// How one raw input was read.
struct SourceReading {
    std::string format;  // the reader's name; empty if none took it
    Kind kind = Kind::review;
    std::string charset;
    std::string sha256;
    std::uint64_t bytes = 0;
    std::vector<std::string> notes;
    std::vector<std::string> doubts;
    std::string date_order;
    std::string mapping;
    std::optional<std::string> unreadable;  // why it could not be read to its end
};

// Reads an input with the reader that fits, or with the one that the settings name, into the sink.
// An input that is empty, that no reader takes, or whose reader fails, is one rejected record.
SourceReading read_source(Input& input, const ReadSettings& settings, RecordSink& sink);

// The names of the columns of an input that is a table; none of any other.
std::vector<std::string> columns_of(Input& input, const ReadSettings& settings);

}  // namespace verbatim
