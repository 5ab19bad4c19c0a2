#include "indexer/readers/speech_shape.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "indexer/readers/json_elements.h"
#include "indexer/readers/json_text.h"
#include "indexer/readers/speech_fields.h"
#include "indexer/space.h"

namespace verbatim {

namespace {

using Json = nlohmann::json;

constexpr std::size_t kMostLevels = 64;

// Follows the events of a parser and stops at the first thing said.
class ShapeFinder final : public nlohmann::json_sax<Json> {
public:
    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(std::int64_t) override { return scalar(false); }
    bool number_unsigned(std::uint64_t) override { return scalar(false); }
    bool number_float(double, const std::string&) override { return scalar(false); }
    bool string(std::string&) override { return scalar(true); }
    bool binary(Json::binary_t&) override { return false; }
    bool start_object(std::size_t) override { return open(false); }
    bool start_array(std::size_t) override { return open(true); }
    bool key(std::string& key) override {
        levels_.back().key = std::move(key);
        return true;
    }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }
    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
        return false;
    }

    // Nothing where neither speech nor the parties of calls were met.
    std::optional<JsonPlace> found() const { return place_ ? place_ : parties_; }

private:
    // An array or object that is open, and what its members so far say about it.
    struct Level {
        bool array = false;
        std::string key;
        bool text = false, start = false, end = false, speaker = false, affiliation = false;
    };

    bool scalar(bool is_text) {
        if (levels_.empty() || levels_.back().array) return true;
        Level& level = levels_.back();
        level.text = level.text || (is_text && is_speech_text_key(level.key));
        level.start = level.start || is_speech_start_key(level.key);
        level.end = level.end || is_speech_end_key(level.key);
        level.speaker = level.speaker || is_speaker_key(level.key);
        level.affiliation = level.affiliation || level.key == "affiliation";
        return true;
    }

    bool open(bool array) {
        if (!levels_.empty() && !levels_.back().array) {
            Level& parent = levels_.back();
            parent.text = parent.text || (array && parent.key == "alternatives");
            parent.speaker = parent.speaker || (!array && is_speaker_key(parent.key));
        }
        Level level;
        level.array = array;
        levels_.push_back(std::move(level));
        return levels_.size() < kMostLevels;
    }

    bool close() {
        const Level closed = std::move(levels_.back());
        levels_.pop_back();
        if (levels_.empty() || !levels_.back().array) return true;
        if (closed.text && closed.start && (closed.end || closed.speaker))
            place_ = place_around();
        else if (closed.affiliation && key_of(levels_.size() - 1) == "parties" && !parties_)
            parties_ = list_around();
        return !place_;
    }

    // The member that an open array or object is; empty in an array.
    std::string_view key_of(std::size_t level) const {
        return level == 0 ? std::string_view{} : std::string_view(levels_[level - 1].key);
    }

    std::size_t outermost_array() const {
        return static_cast<std::size_t>(std::ranges::find(levels_, true, &Level::array) -
                                        levels_.begin());
    }

    // The outermost array is the list of transcripts, unless its elements are what was said.
    JsonPlace place_around() const {
        const std::size_t at = outermost_array();
        const std::string_view key = key_of(at);
        const bool said = at + 1 == levels_.size() || levels_[at + 1].speaker ||
                          speech_list_rank(key) || key == "channels" || key == "alternatives";
        return said ? JsonPlace{} : list_around();
    }

    JsonPlace list_around() const {
        JsonPlace found;
        found.array = true;
        for (std::size_t i = 0; i < outermost_array(); ++i)
            found.pointer += "/" + escape_json_key(levels_[i].key);
        return found;
    }

    std::vector<Level> levels_;
    std::optional<JsonPlace> place_;
    std::optional<JsonPlace> parties_;
};

// Whether the first line is a whole object and the next one begins another.
bool is_lines(std::string_view text) {
    const auto end = text.find('\n');
    return end != std::string_view::npos && trim_space(text.substr(end)).starts_with('{') &&
           Json::accept(without_nan(text.substr(0, end)));
}

std::optional<JsonPlace> place_in(std::string_view text) {
    ShapeFinder finder;
    const std::string clean = without_nan(text);  // Whisper writes it
    Json::sax_parse(clean.begin(), clean.end(), &finder);
    return finder.found();
}

// Whether one of the first elements of a list is speech, in a text that is damaged before or in it.
bool holds_speech(std::string_view text) {
    constexpr int kTried = 3;
    for (const JsonArray& array : find_json_arrays(text)) {
        std::string_view rest = text.substr(array.offset);
        for (int tried = 0; tried < kTried; ++tried) {
            rest.remove_prefix(std::min(rest.find_first_not_of(" \t\r\n,"), rest.size()));
            const std::size_t size = json_value_size(rest);
            if (size == std::string_view::npos || rest.starts_with(']')) break;
            if (place_in("[" + std::string(rest.substr(0, size)) + "]")) return true;
            rest.remove_prefix(size);
        }
    }
    return false;
}

// Whether the text breaks off within the whole of what was said, which Whisper writes first.
bool breaks_off_in_text(std::string_view text) {
    const auto quote = text.find_first_not_of(" \t\r\n", 1);
    if (text[0] != '{' || quote == std::string_view::npos || text[quote] != '"') return false;
    const std::size_t key_size = json_value_size(text.substr(quote));
    if (key_size == std::string_view::npos || key_size < 2) return false;
    const auto value = text.find_first_not_of(": \t\r\n", quote + key_size);
    return is_speech_text_key(text.substr(quote + 1, key_size - 2)) &&
           value != std::string_view::npos && text[value] == '"' &&
           json_value_size(text.substr(value)) == std::string_view::npos;
}

}  // namespace

std::optional<JsonPlace> find_speech_place(std::string_view text) {
    text = trim_space(text);
    if (!text.starts_with('{') && !text.starts_with('[')) return std::nullopt;
    const bool lines = text.starts_with('{') && is_lines(text);
    auto place = place_in(lines ? text.substr(0, text.find('\n')) : text);
    if (!place && !lines && (holds_speech(text) || breaks_off_in_text(text))) place = JsonPlace{};
    if (!place || (lines && place->array)) return std::nullopt;
    place->lines = lines;
    return place;
}

}  // namespace verbatim
