#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model.h"
#include "indexer/decode.h"
#include "indexer/readers/reader.h"

// The blocks that WebVTT and SubRip share: an identifier, a line of times, lines of text.
namespace verbatim {

enum class CueSyntax { webvtt, subrip };

struct CueBlock {
    TimeRange time;
    struct Line {
        std::uint64_t number = 0;
        std::string text;  // as in the source, markup and all
    };
    std::vector<Line> lines;
};

struct CueScan {
    std::string title;  // WEBVTT - title
    std::size_t cues = 0;
    std::size_t damaged = 0;  // cues and texts that were reported to `warn`
    bool too_large = false;   // above kMaxRecordBytes; reading stopped
};

// Reads an input to its end and hands over each sound cue in order. A cue whose times cannot be
// read, or that ends before it starts, and text without times are reported with their line.
// Hours may be absent, fractions may follow a comma, and numbers may lack leading zeros: then a
// fraction is a count of milliseconds ("0:0:42.80" is 42.080 s, as Teams writes it).
CueScan read_cue_blocks(Input& input, CueSyntax syntax, const std::function<void(CueBlock&&)>& take,
                        const std::function<void(Reject)>& warn);

// Whether the line has the times of a cue.
bool is_timing_line(std::string_view line);

}  // namespace verbatim
