#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "indexer/readers/cue_blocks.h"
#include "indexer/readers/cues.h"
#include "indexer/readers/markup.h"
#include "indexer/readers/reader.h"
#include "indexer/space.h"

namespace verbatim {

namespace {

constexpr std::string_view kTags[] = {"c",  "i",    "b", "u",  "ruby",   "rt",   "lang", "v",
                                      "em", "font", "s", "br", "strong", "span", "p",    "ruby"};

constexpr std::size_t kLongestTag = 1024;

// "<v.loud Ana Lima>" is {"v", "Ana Lima"}; a time stamp is {"", ""}.
struct CueTag {
    std::string_view name;
    std::string_view annotation;
    bool closing = false;
    std::size_t size = 0;
};

std::optional<CueTag> cue_tag(std::string_view text) {
    const auto end = text.substr(0, kLongestTag).find('>');
    if (end == std::string_view::npos) return std::nullopt;
    CueTag tag;
    tag.size = end + 1;
    std::string_view inside = text.substr(1, end - 1);
    if (!inside.empty() && inside.find_first_not_of("0123456789:.") == std::string_view::npos)
        return tag;
    tag.closing = inside.starts_with('/');
    if (tag.closing) inside.remove_prefix(1);
    tag.name = inside.substr(0, inside.find_first_of(". \t/"));
    if (std::ranges::find(kTags, tag.name) == std::end(kTags)) return std::nullopt;
    const auto space = inside.find_first_of(" \t");
    if (space != std::string_view::npos) tag.annotation = trim_space(inside.substr(space));
    return tag;
}

// Teams writes a voice without a name as the person's id: a GUID, often "@" and the tenant's.
bool is_guid(std::string_view name) {
    if (name.size() < 36) return false;
    for (std::size_t i = 0; i < 36; ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        const char c = name[i];
        const bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        if (dash ? c != '-' : !hex) return false;
    }
    return name.size() == 36 || name[36] == '@';
}

// Turns the marked-up lines of cues into plain ones.
class Payload {
public:
    void add(CueBlock&& block) {
        voice_.clear();
        for (const CueBlock::Line& line : block.lines) add_line(line, block.time);
        ++cue_;
    }

    // The lines, without what captions that roll up repeat from the cue before.
    std::vector<CaptionLine> take() {
        if (rolling_) drop_repeated();
        name_voices();
        return std::move(lines_);
    }

private:
    void add_line(const CueBlock::Line& line, TimeRange time) {
        std::string_view rest = line.text;
        std::string text;
        while (!rest.empty()) {
            const auto begin = std::min(rest.find('<'), rest.size());
            append_unescaped(text, rest.substr(0, begin));
            rest.remove_prefix(begin);
            if (rest.empty()) break;
            const auto tag = cue_tag(rest);
            if (!tag)
                text += '<';
            else
                apply(*tag, text, line.number, time);
            rest.remove_prefix(tag ? tag->size : 1);
        }
        push(text, line.number, time);
    }

    void apply(const CueTag& tag, std::string& text, std::uint64_t number, TimeRange time) {
        if (tag.name.empty()) rolling_ = true;
        if (tag.name == "br") text += ' ';
        if (tag.name != "v") return;
        push(text, number, time);
        text.clear();
        voice_.clear();
        if (!tag.closing) append_unescaped(voice_, tag.annotation);
    }

    void push(std::string_view text, std::uint64_t number, TimeRange time) {
        if (trim_space(text).empty()) return;
        CaptionLine line;
        line.line = number;
        line.cue = cue_;
        line.time = time;
        line.text = text;
        (is_guid(voice_) ? line.speaker_id : line.speaker) = voice_;
        lines_.push_back(std::move(line));
    }

    // "Speaker 1", "Speaker 2" for the voices without a name, in the order in which they speak: a
    // role is given to a name. What a voice of the file is called already is passed over.
    void name_voices() {
        std::set<std::string> taken;
        for (const CaptionLine& line : lines_) taken.insert(line.speaker);
        std::map<std::string, std::string> names;  // by id
        std::size_t number = 0;
        for (CaptionLine& line : lines_) {
            if (line.speaker_id.empty()) continue;
            const auto [name, is_new] = names.try_emplace(line.speaker_id);
            while (is_new && (name->second.empty() || taken.contains(name->second)))
                name->second = "Speaker " + std::to_string(++number);
            line.speaker = name->second;
        }
    }

    void drop_repeated() {
        std::string last;
        std::size_t last_cue = 0;
        std::erase_if(lines_, [&](const CaptionLine& line) {
            const bool repeated = line.cue != last_cue && trim_space(line.text) == last;
            last_cue = line.cue;
            if (!repeated) last = trim_space(line.text);
            return repeated;
        });
    }

    std::vector<CaptionLine> lines_;
    std::string voice_;
    std::size_t cue_ = 1;
    bool rolling_ = false;  // words are timed one by one: captions of this kind roll up
};

int probe(const Sample& sample) {
    std::string_view text = sample.text;
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    if (!text.starts_with("WEBVTT")) return 0;
    return text.size() == 6 || text.find_first_of(" \t\r\n", 6) == 6 ? 100 : 0;
}

Result<ReadReport> read(Input& input, const ReadOptions& options, RecordSink& sink) {
    Payload payload;
    const CueScan scan = read_cue_blocks(
        input, CueSyntax::webvtt, [&](CueBlock&& block) { payload.add(std::move(block)); },
        [&](Reject reject) { sink.warn(std::move(reject)); });
    return accept_captions(input, scan, payload.take(), options, sink);
}

}  // namespace

const Reader kVttReader = {"webvtt", "WebVTT transcripts of Zoom, Teams and others", &probe, &read};

}  // namespace verbatim
