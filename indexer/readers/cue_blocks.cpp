#include "indexer/readers/cue_blocks.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "indexer/space.h"

namespace verbatim {

namespace {

constexpr std::string_view kArrow = "-->";
constexpr std::string_view kDigits = "0123456789";

std::optional<std::int64_t> number(std::string_view digits, std::size_t longest) {
    std::int64_t value = 0;
    if (digits.empty() || digits.size() > longest ||
        digits.find_first_not_of(kDigits) != std::string_view::npos)
        return std::nullopt;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

// Reads times and remembers whether the file writes numbers without leading zeros.
class Clock {
public:
    std::optional<std::int64_t> milliseconds(std::string_view text) {
        const auto point = std::min(text.find_first_of(".,"), text.size());
        const auto fraction = text.substr(std::min(point + 1, text.size()));
        std::string_view clock = text.substr(0, point);
        std::int64_t parts[3] = {0, 0, 0};  // seconds, minutes, hours
        std::size_t count = 0;
        while (count < 3) {
            const auto colon = clock.rfind(':');
            const auto digits = colon == std::string_view::npos ? clock : clock.substr(colon + 1);
            const auto value = number(digits, count < 2 ? 2 : 4);
            if (!value || (count < 2 && *value > 59)) return std::nullopt;
            if (count < 2 && digits.size() == 1) unpadded_ = true;
            parts[count++] = *value;
            if (colon == std::string_view::npos) break;
            if (count == 3) return std::nullopt;
            clock = clock.substr(0, colon);
        }
        const auto rest = thousandths(fraction);
        if (count < 2 || !rest) return std::nullopt;
        return ((parts[2] * 60 + parts[1]) * 60 + parts[0]) * 1000 + *rest;
    }

private:
    std::optional<std::int64_t> thousandths(std::string_view fraction) const {
        if (fraction.empty()) return 0;
        if (fraction.size() > 3 && number(fraction, 9)) fraction = fraction.substr(0, 3);
        const auto value = number(fraction, 3);
        if (!value || unpadded_ || fraction.size() == 3) return value;
        return fraction.size() == 2 ? *value * 10 : *value * 100;
    }

    bool unpadded_ = false;
};

std::string_view first_token(std::string_view text) {
    text = trim_space(text);
    return text.substr(0, text.find_first_of(" \t"));
}

std::optional<TimeRange> parse_times(std::string_view line, Clock& clock) {
    const auto arrow = line.find(kArrow);
    if (arrow == std::string_view::npos) return std::nullopt;
    const auto start = clock.milliseconds(trim_space(line.substr(0, arrow)));
    const auto end = clock.milliseconds(first_token(line.substr(arrow + kArrow.size())));
    if (!start || !end) return std::nullopt;
    return TimeRange{*start, *end};
}

bool is_blank(std::string_view line) {
    return trim_space(line).empty();
}

// A line that is nothing but the number or the GUID of the cue after it.
bool is_identifier(std::string_view line) {
    line = trim_space(line);
    if (line.empty()) return false;
    if (line.find_first_not_of(kDigits) == std::string_view::npos) return true;
    return line.size() >= 32 &&
           line.find_first_not_of("0123456789abcdefABCDEF-/@") == std::string_view::npos;
}

class Scanner {
public:
    Scanner(CueSyntax syntax, const std::function<void(CueBlock&&)>& take,
            const std::function<void(Reject)>& warn)
        : syntax_(syntax), take_(take), warn_(warn) {}

    void line(std::string_view text, std::uint64_t number) {
        if (std::exchange(first_, false) && header(text)) return;
        const bool blank =
            text.empty() ||
            (is_blank(text) && (syntax_ == CueSyntax::subrip || state_ != State::text));
        if (blank) return end_block();
        const bool timed = text.find(kArrow) != std::string_view::npos;
        if (state_ == State::comment && !(header_ && timed)) return;
        if (timed) return begin_cue(text, number);
        if (state_ == State::text) {
            cue_.lines.push_back({number, std::string(text)});
        } else if (state_ == State::between) {
            if (syntax_ == CueSyntax::webvtt && is_comment(text)) {
                state_ = State::comment;
                return;
            }
            state_ = State::untimed;
            untimed_line_ = number;
        }
    }

    // Its cue is lost with it.
    void long_line(std::uint64_t number) {
        first_ = false;
        cue_ = {};
        state_ = State::damaged;
        damaged(number, "the line is longer than 16 MiB, left out");
    }

    CueScan finish() {
        end_block();
        return std::move(scan_);
    }

private:
    enum class State { between, untimed, text, comment, damaged };

    bool header(std::string_view text) {
        if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
        if (syntax_ != CueSyntax::webvtt || !text.starts_with("WEBVTT")) return false;
        std::string_view rest = trim_space(text.substr(6));
        if (rest.starts_with("- ")) scan_.title = trim_space(rest.substr(2));
        state_ = State::comment;
        header_ = true;
        return true;
    }

    static bool is_comment(std::string_view text) {
        for (const std::string_view word : {"NOTE", "STYLE", "REGION"})
            if (text == word ||
                (text.starts_with(word) && (text[word.size()] == ' ' || text[word.size()] == '\t')))
                return true;
        return false;
    }

    void begin_cue(std::string_view text, std::uint64_t number) {
        if (state_ == State::text && !cue_.lines.empty() && is_identifier(cue_.lines.back().text))
            cue_.lines.pop_back();  // the blank line between two cues is missing
        if (state_ == State::text) end_block();
        const auto times = parse_times(text, clock_);
        state_ = State::damaged;
        if (!times) return damaged(number, "the times of the cue cannot be read");
        if (times->end_ms < times->start_ms)
            return damaged(number, "the cue ends before it starts");
        state_ = State::text;
        cue_.time = *times;
    }

    void end_block() {
        if (state_ == State::text) {
            ++scan_.cues;
            take_(std::exchange(cue_, {}));
        } else if (state_ == State::untimed) {
            damaged(untimed_line_, "text without a time");
        }
        state_ = State::between;
        header_ = false;
    }

    void damaged(std::uint64_t number, std::string reason) {
        ++scan_.damaged;
        Reject reject;
        reject.locator.line = number;
        reject.reason = std::move(reason);
        warn_(std::move(reject));
    }

    CueSyntax syntax_;
    const std::function<void(CueBlock&&)>& take_;
    const std::function<void(Reject)>& warn_;
    State state_ = State::between;
    bool first_ = true;
    bool header_ = false;  // still in the lines under WEBVTT
    std::uint64_t untimed_line_ = 0;
    Clock clock_;
    CueBlock cue_;
    CueScan scan_;
};

}  // namespace

bool is_timing_line(std::string_view line) {
    Clock clock;
    return parse_times(line, clock).has_value();
}

CueScan read_cue_blocks(Input& input, CueSyntax syntax, const std::function<void(CueBlock&&)>& take,
                        const std::function<void(Reject)>& warn) {
    Scanner scanner(syntax, take, warn);
    Input::Line line;
    std::size_t bytes = 0;
    while (input.next_line(line)) {
        if (line.too_long) {
            scanner.long_line(line.number);
            continue;
        }
        bytes += line.text.size() + 1;
        if (bytes > kMaxRecordBytes) {
            CueScan scan = scanner.finish();
            scan.too_large = true;
            return scan;
        }
        scanner.line(line.text, line.number);
    }
    return scanner.finish();
}

}  // namespace verbatim
