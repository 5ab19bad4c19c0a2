#include "indexer/readers/speech_times.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "indexer/readers/turn_heads.h"
#include "indexer/space.h"

namespace verbatim {

namespace {

using Unit = SpeechTime::Unit;

// A point in a recording comes before its hundredth hour; what is later is a date.
constexpr double kLatest = 360'000'000;
// People say two or three words in a second, and a thousandth of that in a millisecond.
constexpr double kFewestWords = 0.05;
constexpr double kWordBytes = 5;

}  // namespace

std::optional<SpeechTime> speech_time(double number, Unit unit) {
    if (!(number >= 0 && number < kLatest)) return std::nullopt;
    if (unit == Unit::unknown && number != std::floor(number)) unit = Unit::seconds;
    return SpeechTime{number, unit};
}

std::optional<SpeechTime> speech_time(std::string_view text, Unit unit) {
    text = trim_space(text);
    if (const auto clock = clock_line(text))
        return SpeechTime{static_cast<double>(*clock) / 1000, Unit::seconds};
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return speech_time(number, unit);
}

void SpeechClock::add(std::string_view text, const std::optional<SpeechTime>& start,
                      const std::optional<SpeechTime>& end) {
    bytes_ += static_cast<double>(text.size());
    for (const auto& time : {start, end})
        if (time && time->unit != Unit::unknown) unit_ = time->unit;
    if (!start) return;
    if (first_ < 0) first_ = start->value;
    last_ = start->value;
    if (end) spoken_ += std::max(0.0, end->value - start->value);
}

bool SpeechClock::in_milliseconds() const {
    if (unit_ != Unit::unknown) return unit_ == Unit::milliseconds;
    const double spoken = spoken_ > 0 ? spoken_ : last_ - first_;
    return spoken > 0 && bytes_ / kWordBytes / spoken < kFewestWords;
}

TimeRange SpeechClock::range(const std::optional<SpeechTime>& start,
                             const std::optional<SpeechTime>& end) {
    const auto milliseconds = [this](const SpeechTime& time) -> std::int64_t {
        return std::llround(in_milliseconds() ? time.value : time.value * 1000);
    };
    const std::int64_t begin = start ? milliseconds(*start) : now_;
    now_ = end ? std::max(begin, milliseconds(*end)) : begin;
    return {begin, now_};
}

}  // namespace verbatim
