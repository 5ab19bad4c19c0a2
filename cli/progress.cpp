#include "cli/progress.h"

#include <algorithm>
#include <ostream>
#include <vector>

#include "cli/citation.h"
#include "cli/numbers.h"
#include "cli/terminal.h"
#include "engine/text.h"

namespace verbatim::cli {

namespace {

constexpr std::size_t kBar = 20;
constexpr std::size_t kShortBar = 4;  // where rate and remaining time need the room
constexpr std::size_t kNarrow = 76;
constexpr double kSettled = 1;  // seconds until a rate means something
constexpr auto kRedraw = std::chrono::milliseconds(100);

double share_of(const Work& work) {
    const auto share = static_cast<double>(work.done) / static_cast<double>(work.total);
    return std::min(share, 1.0);
}

std::string bar(double share, std::size_t cells) {
    const auto full = static_cast<std::size_t>(share * static_cast<double>(cells));
    std::string text;
    for (std::size_t i = 0; i < cells; ++i) text += i < full ? "━" : "─";
    return text;
}

std::string amount(const Work& work) {
    const auto shown = [&](std::uint64_t n) {
        return work.in_bytes ? bytes_for_people(n) : grouped(n);
    };
    return work.total == 0 ? shown(work.done) : shown(work.done) + " of " + shown(work.total);
}

// Most important first.
std::vector<std::string> parts_of(const Work& work, double seconds, std::size_t width) {
    std::vector<std::string> parts;
    if (work.total > 0) {
        const double share = share_of(work);
        const auto percent = static_cast<std::uint64_t>(share * 100);
        parts.push_back(bar(share, width < kNarrow ? kShortBar : kBar) +
                        pad_front(std::to_string(percent), 4) + "%");
    }
    parts.push_back(amount(work));
    const bool is_settled = seconds >= kSettled;
    if (is_settled && work.verbatims > 0) {
        const double rate = static_cast<double>(work.verbatims) / seconds;
        parts.push_back(grouped(static_cast<std::uint64_t>(rate)) + " verbatims/s");
    }
    if (is_settled && work.total > 0 && work.done > 0) {
        const double left = seconds / share_of(work) - seconds;
        parts.push_back(clock(static_cast<std::int64_t>(left * 1000)) + " left");
    }
    return parts;
}

}  // namespace

std::string progress_line(const Work& work, double seconds, std::size_t width) {
    constexpr std::size_t kGap = 2;
    std::string line;
    std::size_t used = 0;
    for (const std::string& part : parts_of(work, seconds, width)) {
        const std::size_t cells = display_width(part) + (used == 0 ? 0 : kGap);
        if (used + cells > width) return line;
        line += std::string(used == 0 ? 0 : kGap, ' ') + part;
        used += cells;
    }
    const std::size_t least = 8;  // cells of a name that still says something
    if (!work.item.empty() && used + kGap + least <= width)
        line += std::string(kGap, ' ') + shorten_front(work.item, width - used - kGap);
    return line;
}

ProgressLine::ProgressLine(Console& console) : console_(console), drawn_(began_ - kRedraw) {}

ProgressLine::~ProgressLine() {
    if (is_drawn_) console_.err << "\r\x1b[K" << std::flush;
}

double ProgressLine::seconds() const {
    return std::chrono::duration<double>(Clock::now() - began_).count();
}

void ProgressLine::draw(const Work& work) {
    if (!console_.err_is_terminal || Clock::now() - drawn_ < kRedraw) return;
    drawn_ = Clock::now();
    is_drawn_ = true;
    console_.err << "\r\x1b[K" << progress_line(work, seconds(), console_.width - 1) << std::flush;
}

Progress ProgressLine::counting() {
    return [this](std::uint64_t done, std::uint64_t total) {
        Work work;
        work.done = done;
        work.total = total;
        draw(work);
    };
}

IngestProgressFn ProgressLine::ingesting() {
    return [this](const IngestProgress& progress) {
        Work work;
        work.item = printable_path(progress.path, console_.working_directory);
        work.in_bytes = progress.bytes_total > 0;
        work.done = work.in_bytes ? progress.bytes_done : progress.files_done;
        work.total = work.in_bytes ? progress.bytes_total : progress.files_total;
        work.verbatims = progress.verbatims;
        draw(work);
    };
}

}  // namespace verbatim::cli
