#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "engine/text.h"
#include "indexer/readers/cue_blocks.h"
#include "indexer/readers/cues.h"
#include "indexer/readers/reader.h"
#include "indexer/readers/turn_heads.h"
#include "indexer/role_names.h"
#include "indexer/space.h"

namespace verbatim {

namespace {

// Advanced SubStation Alpha, and the older SSA: sections of "Key: value", in which an event is a
// row of a table that its section's Format line names the columns of.
class AssFile {
public:
    explicit AssFile(RecordSink& sink) : sink_(sink) {}

    void line(std::string_view text, std::uint64_t number) {
        if (trim_space(text).starts_with('[')) {
            events_ = fold(trim_space(text)) == "[events]";
            return;
        }
        const auto colon = text.find(':');
        if (colon == std::string_view::npos) return;
        const std::string_view key = trim_space(text.substr(0, colon));
        const std::string_view value = trim_space(text.substr(colon + 1));
        if (key == "Title" && !events_) scan_.title = value;
        if (events_ && key == "Format") format(value);
        if (events_ && key == "Dialogue") dialogue(value, number);
    }

    void damaged(std::uint64_t number, std::string reason) {
        ++scan_.damaged;
        Reject reject;
        reject.locator.line = number;
        reject.reason = std::move(reason);
        sink_.warn(std::move(reject));
    }

    CueScan& scan() { return scan_; }

    // A style stands for a speaker where events have no names, if it is called as one.
    std::vector<CaptionLine> take() {
        const bool named = std::ranges::any_of(
            lines_, [](const CaptionLine& line) { return !line.speaker.empty(); });
        for (CaptionLine& line : lines_) {
            if (!named && is_voice(line.speaker_id)) line.speaker = line.speaker_id;
            line.speaker_id.clear();
        }
        return std::move(lines_);
    }

private:
    void format(std::string_view value) {
        columns_.clear();
        for (std::size_t at = 0; at <= value.size();) {
            const std::size_t end = std::min(value.find(',', at), value.size());
            columns_.push_back(fold(trim_space(value.substr(at, end - at))));
            at = end + 1;
        }
    }

    // The cells of an event; the last one keeps its commas.
    std::string_view cell(std::string_view value, std::string_view column) const {
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            const bool last = i + 1 == columns_.size();
            const std::size_t end = last ? value.size() : std::min(value.find(','), value.size());
            if (columns_[i] == column) return value.substr(0, end);
            value.remove_prefix(std::min(end + 1, value.size()));
        }
        return {};
    }

    void dialogue(std::string_view value, std::uint64_t number) {
        const auto start = clock_line(cell(value, "start"));
        const auto end = clock_line(cell(value, "end"));
        if (!start || !end || *end < *start) {
            damaged(number, "the times of the event cannot be read");
            return;
        }
        ++scan_.cues;
        CaptionLine line;
        line.line = number;
        line.cue = scan_.cues;
        line.time = {*start, *end};
        line.speaker = trim_space(cell(value, "name"));
        line.speaker_id = trim_space(cell(value, "style"));
        add_text(cell(value, "text"), line);
    }

    // Takes "{\...}" out; "\N" and "\n" divide lines, "\h" is a space that does not break.
    void add_text(std::string_view text, CaptionLine line) {
        bool drawing = false;
        while (!text.empty()) {
            const auto end = text.starts_with('{') ? text.find('}') : std::string_view::npos;
            const std::string_view mark = text.substr(0, 2);
            if (end != std::string_view::npos) {
                const std::string_view block = text.substr(0, end);
                if (const auto at = block.rfind("\\p"); at != block.npos && at + 2 < block.size())
                    drawing = block[at + 2] >= '1' && block[at + 2] <= '9';
                text.remove_prefix(end + 1);
            } else if (mark == "\\N" || mark == "\\n") {
                push(line);
                line.text.clear();
                text.remove_prefix(2);
            } else {
                const bool space = mark == "\\h";
                if (!drawing) line.text += space ? std::string_view("\u00A0") : text.substr(0, 1);
                text.remove_prefix(space ? 2 : 1);
            }
        }
        push(line);
    }

    void push(const CaptionLine& line) {
        if (!trim_space(line.text).empty()) lines_.push_back(line);
    }

    static bool is_voice(std::string_view style) {
        return fold(style).starts_with("speaker") || role_of_name(style);
    }

    RecordSink& sink_;
    bool events_ = false;
    std::vector<std::string> columns_;
    std::vector<CaptionLine> lines_;
    CueScan scan_;
};

int probe(const Sample& sample) {
    std::string_view text = sample.text;
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    return trim_space(text).starts_with("[Script Info]") ? 100 : 0;
}

Result<ReadReport> read(Input& input, const ReadOptions& options, RecordSink& sink) {
    AssFile file(sink);
    Input::Line line;
    std::size_t bytes = 0;
    while (!file.scan().too_large && input.next_line(line)) {
        bytes += line.text.size() + 1;
        file.scan().too_large = bytes > kMaxRecordBytes;
        if (line.too_long)
            file.damaged(line.number, "the line is longer than 16 MiB, left out");
        else
            file.line(line.text, line.number);
    }
    return accept_captions(input, file.scan(), file.take(), options, sink);
}

}  // namespace

const Reader kAssReader = {"ass", "ASS and SSA subtitles", &probe, &read};

}  // namespace verbatim
