#include <algorithm>
#include <optional>
#include <utility>

#include "indexer/readers/cue_blocks.h"
#include "indexer/readers/cues.h"
#include "indexer/readers/markup.h"
#include "indexer/readers/reader.h"
#include "indexer/space.h"

namespace verbatim {

namespace {

constexpr std::size_t kLongestMarkup = 1024;

// Takes "<i>", "<font color=...>" and "{\...}" out of a line; a colour is who speaks, where a file
// has several.
class Payload {
public:
    void add(CueBlock&& block) {
        colour_.clear();
        for (const CueBlock::Line& line : block.lines) add_line(line, block.time);
        ++cue_;
    }

    std::vector<CaptionLine> take() {
        const auto differs = [this](const CaptionLine& line) {
            return !line.speaker_id.empty() && line.speaker_id != first_colour_;
        };
        if (std::ranges::none_of(lines_, differs))
            for (CaptionLine& line : lines_) line.speaker_id.clear();
        return std::move(lines_);
    }

private:
    void add_line(const CueBlock::Line& source, TimeRange time) {
        CaptionLine line;
        line.line = source.number;
        line.cue = cue_;
        line.time = time;
        std::string_view rest = source.text;
        while (!rest.empty()) {
            const auto begin = std::min(rest.find_first_of("<{"), rest.size());
            append_unescaped(line.text, rest.substr(0, begin));
            rest.remove_prefix(begin);
            if (rest.empty()) break;
            const std::size_t markup = rest[0] == '<' ? html_tag(rest) : override_block(rest);
            if (markup == 0) line.text += rest[0];
            rest.remove_prefix(std::max<std::size_t>(markup, 1));
        }
        if (trim_space(line.text).empty()) return;
        line.speaker_id = colour_;
        if (first_colour_.empty()) first_colour_ = colour_;
        lines_.push_back(std::move(line));
    }

    // "{\c&HFFF000&}", "{\an8}": the size of the block, or 0.
    std::size_t override_block(std::string_view text) {
        const auto end = text.substr(0, kLongestMarkup).find('}');
        if (!text.starts_with("{\\") || end == std::string_view::npos) return 0;
        const std::string_view inside = text.substr(0, end);
        for (const std::string_view mark : {"\\c&H", "\\1c&H"})
            if (const auto at = inside.find(mark); at != std::string_view::npos) {
                const auto value = inside.substr(at + mark.size());
                colour_ = value.substr(0, value.find('&'));
            }
        return end + 1;
    }

    // The size of a tag of those that SubRip knows, or 0.
    std::size_t html_tag(std::string_view text) {
        const auto end = text.substr(0, kLongestMarkup).find('>');
        if (end == std::string_view::npos) return 0;
        std::string_view inside = text.substr(1, end - 1);
        if (inside.starts_with('/')) inside.remove_prefix(1);
        const auto name = inside.substr(0, inside.find_first_of(" /"));
        constexpr std::string_view kTags[] = {"i",  "b", "u", "s", "font",
                                              "br", "I", "B", "U", "FONT"};
        if (std::ranges::find(kTags, name) == std::end(kTags)) return 0;
        if (const auto at = inside.find("color="); at != std::string_view::npos) {
            const auto value = inside.substr(at + 6);
            const auto begin = std::min(value.find_first_not_of("\"'#"), value.size());
            colour_ = value.substr(begin, value.find_first_of("\"' ", begin) - begin);
        }
        return end + 1;
    }

    std::vector<CaptionLine> lines_;
    std::string colour_;
    std::string first_colour_;
    std::size_t cue_ = 1;
};

// A number, the times with a comma, text.
int probe(const Sample& sample) {
    std::string_view text = sample.text;
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    if (text.starts_with("WEBVTT")) return 0;
    std::string_view before;
    for (int lines = 0; lines < 12 && !text.empty(); ++lines) {
        const auto end = std::min(text.find_first_of("\r\n"), text.size());
        const std::string_view line = trim_space(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.empty()) continue;
        if (is_timing_line(line)) {
            const bool numbered =
                !before.empty() && before.find_first_not_of("0123456789") == std::string_view::npos;
            return numbered ? 95 : before.empty() ? 60 : 0;
        }
        if (!before.empty() && lines > 3) return 0;
        before = line;
    }
    return 0;
}

Result<ReadReport> read(Input& input, const ReadOptions& options, RecordSink& sink) {
    Payload payload;
    const CueScan scan = read_cue_blocks(
        input, CueSyntax::subrip, [&](CueBlock&& block) { payload.add(std::move(block)); },
        [&](Reject reject) { sink.warn(std::move(reject)); });
    return accept_captions(input, scan, payload.take(), options, sink);
}

}  // namespace

const Reader kSrtReader = {"srt", "SubRip subtitles", &probe, &read};

}  // namespace verbatim
