#pragma once

#include <optional>
#include <string_view>

#include "engine/model.h"

// When something was said, where a source writes numbers and not their unit.
namespace verbatim {

// A time in a recording. Clocks ("00:05:32") are seconds, and so are fractions.
struct SpeechTime {
    enum class Unit { unknown, seconds, milliseconds };
    double value = 0;
    Unit unit = Unit::unknown;
};

// Nothing for dates and for what is later than any recording lasts.
std::optional<SpeechTime> speech_time(double number, SpeechTime::Unit unit);
std::optional<SpeechTime> speech_time(std::string_view text, SpeechTime::Unit unit);

// Finds the unit of a source's times: what one of them states; else milliseconds if people would
// have to speak far too slowly for seconds.
class SpeechClock {
public:
    void add(std::string_view text, const std::optional<SpeechTime>& start,
             const std::optional<SpeechTime>& end);

    bool has_times() const { return first_ >= 0; }
    bool in_milliseconds() const;

    // What lacks a time was said at the end of what was said before. In order of the source.
    TimeRange range(const std::optional<SpeechTime>& start, const std::optional<SpeechTime>& end);

private:
    SpeechTime::Unit unit_ = SpeechTime::Unit::unknown;
    double bytes_ = 0;
    double spoken_ = 0;
    double first_ = -1;
    double last_ = 0;
    std::int64_t now_ = 0;
};

}  // namespace verbatim
