#include "indexer/readers/caption_speakers.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>

#include "engine/text.h"
#include "indexer/readers/names.h"
#include "indexer/role_names.h"
#include "indexer/space.h"

namespace verbatim {

namespace {

constexpr std::string_view kSounds[] = {
    "applause", "audio",  "cheering",  "cheers",   "chuckle",  "chuckles",       "clears",
    "cough",    "coughs", "crosstalk", "foreign",  "gasps",    "inaudible",      "indistinct",
    "laugh",    "laughs", "laughing",  "laughter", "music",    "noise",          "pause",
    "phone",    "sigh",   "sighs",     "silence",  "speaking", "unintelligible", "video",
};

constexpr std::size_t kFewCues = 20;

struct Lead {
    std::string_view name;
    std::size_t size = 0;  // where the text goes on
    bool bracketed = false;
};

bool is_sound(std::string_view name) {
    const std::string folded = fold(name);
    const auto first = std::string_view(folded).substr(0, folded.find(' '));
    return std::ranges::find(kSounds, first) != std::end(kSounds);
}

// "[Name] text", "[Name]: text", "(Name)"
std::optional<Lead> bracketed_lead(std::string_view text) {
    const char close = text[0] == '[' ? ']' : ')';
    const auto end = text.find(close);
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view name = trim_space(text.substr(1, end - 1));
    const bool alone = trim_space(text.substr(end + 1)).empty();
    if ((close == ')' && !alone) || !looks_like_name(name) || is_sound(name)) return std::nullopt;
    const auto rest = text.find_first_not_of(": \t", end + 1);
    return Lead{name, std::min(rest, text.size()), true};
}

std::optional<Lead> lead_of(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return std::nullopt;
    if (text[begin] == '[' || text[begin] == '(') {
        auto lead = bracketed_lead(text.substr(begin));
        if (lead) lead->size += begin;
        return lead;
    }
    const auto prefix = name_prefix(text);
    if (!prefix) return std::nullopt;
    return Lead{prefix->name, prefix->size, false};
}

bool begins_speech(const std::vector<CaptionLine>& lines, std::size_t i) {
    return i == 0 || lines[i].cue != lines[i - 1].cue || lines[i].turn;
}

// What the beginnings of the cues say about which of them are names.
struct Census {
    std::map<std::string, std::size_t, std::less<>> names;
    std::map<std::string, std::size_t, std::less<>> labels;  // whatever they look like
    std::size_t labelled = 0;
    std::size_t beginnings = 0;
    std::size_t named = 0;
    std::size_t other_words = 0;  // "word:" that is no name
    std::size_t roles = 0;
    bool first_is_named = false;

    void add(const CaptionLine& line) {
        ++beginnings;
        const auto lead = lead_of(line.text);
        if (!lead) return;
        if (may_be_label(lead->name)) {
            ++labelled;
            ++labels[std::string(lead->name)];
        }
        if (!looks_like_name(lead->name)) {
            if (count_characters(lead->name) <= 20) ++other_words;
            return;
        }
        ++named;
        ++names[std::string(lead->name)];
        if (role_of_name(lead->name)) ++roles;
        if (beginnings == 1) first_is_named = true;
    }

    // Whether the program that wrote the file set somebody's name before nearly every cue.
    bool labels_all() const {
        return labelled * 5 >= beginnings * 4 && labelled >= 2 * labels.size();
    }

    bool holds_names() const {
        if (labels_all()) return true;
        if (named == 0 || named <= other_words) return false;
        const bool repeated = named >= 2 * names.size();
        const bool often = named * 50 >= beginnings;
        return named * 4 >= beginnings || (repeated && (often || first_is_named || roles >= 2));
    }

    bool is_speaker(const Lead& lead) const {
        const auto label = labels.find(lead.name);
        if (labels_all() && label != labels.end() && label->second >= 2) return true;
        const auto found = names.find(lead.name);
        if (found == names.end()) return false;
        if (found->second >= 2 || role_of_name(lead.name)) return true;
        const bool full = is_full_name(lead.name);
        const bool mostly = named * 5 >= beginnings * 4;
        const bool half_of_few = beginnings < kFewCues && named * 2 >= beginnings;
        return lead.bracketed ? full && mostly : full || mostly || half_of_few;
    }
};

}  // namespace

void mark_turns(std::vector<CaptionLine>& lines) {
    const auto dash = [](std::string_view text) -> std::size_t {
        for (const std::string_view mark : {"- ", "\u2013 ", "\u2014 "})
            if (text.starts_with(mark)) return mark.size();
        const bool name = text.size() > 1 && text[0] == '-' &&
                          (text[1] == '[' || text[1] == '(' || (text[1] >= 'A' && text[1] <= 'Z'));
        return name ? 1 : 0;
    };
    for (std::size_t i = 0; i < lines.size();) {
        std::size_t end = i;
        bool second_speaker = false;
        for (; end < lines.size() && lines[end].cue == lines[i].cue; ++end)
            second_speaker = second_speaker || (end > i && dash(lines[end].text) > 0);
        for (; i < end; ++i) {
            std::string& text = lines[i].text;
            const std::size_t mark = second_speaker ? dash(text) : 0;
            if (mark > 0) {
                lines[i].turn = true;
                text.erase(0, mark);
            } else if (text.starts_with(">>")) {
                lines[i].turn = true;
                text.erase(0, std::min(text.find_first_not_of("> "), text.size()));
            }
        }
    }
}

void find_speakers(std::vector<CaptionLine>& lines) {
    const auto has_voice = [](const CaptionLine& line) {
        return !line.speaker.empty() || !line.speaker_id.empty();
    };
    if (std::ranges::any_of(lines, has_voice)) return;
    Census census;
    for (std::size_t i = 0; i < lines.size(); ++i)
        if (begins_speech(lines, i)) census.add(lines[i]);
    if (!census.holds_names()) return;
    std::string speaker;
    bool announced = false;  // the line before was a name alone
    for (CaptionLine& line : lines) {
        const auto lead = lead_of(line.text);
        if (lead && census.is_speaker(*lead)) {
            speaker = lead->name;
            line.text.erase(0, lead->size);
        } else if (line.turn && !announced) {
            speaker.clear();
        }
        announced = line.text.empty();
        line.speaker = speaker;
    }
}

}  // namespace verbatim
