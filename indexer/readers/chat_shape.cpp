#include "indexer/readers/chat_shape.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "indexer/mapping/direction.h"
#include "indexer/readers/chat_fields.h"
#include "indexer/space.h"

namespace verbatim {

namespace {

using Json = nlohmann::json;

constexpr std::size_t kMostLevels = 64;
constexpr int kMostLinesTried = 20;

// Follows the events of a parser and stops at the first message.
class ShapeFinder final : public nlohmann::json_sax<Json> {
public:
    bool null() override { return true; }
    bool boolean(bool) override { return scalar({}); }
    bool number_integer(std::int64_t) override { return scalar({}); }
    bool number_unsigned(std::uint64_t) override { return scalar({}); }
    bool number_float(double, const std::string&) override { return scalar({}); }
    bool string(std::string& value) override { return scalar(value); }
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

    std::optional<ChatShape> shape;

private:
    // An array or object that is open, and what its members so far say about it.
    struct Level {
        bool array = false;
        std::string key;
        bool author = false, text = false, role = false, session = false, rating = false;
        bool delivered = false;  // says how it came, as Intercom's first message does
        bool is_public = false;  // says whether it is public, as what a ticket holds does
    };

    bool open(bool array) {
        scalar({});
        Level level;
        level.array = array;
        levels_.push_back(std::move(level));
        return levels_.size() < kMostLevels;
    }

    bool close() {
        const Level closed = std::move(levels_.back());
        levels_.pop_back();
        const bool in_array = !levels_.empty() && levels_.back().array;
        if (in_array && closed.author && closed.text) shape = shape_around(closed);
        if (!in_array && closed.author && closed.text && closed.delivered)
            shape = shape_of_source();
        return !shape;
    }

    // Intercom's list of conversations gives the first message alone, as their "source".
    std::optional<ChatShape> shape_of_source() const {
        if (levels_.empty() || levels_.back().key != "source") return std::nullopt;
        std::vector<const Level*> around;
        for (const Level& level : levels_) around.push_back(&level);
        around.pop_back();  // the conversation
        ChatShape found;
        found.array = !around.empty() && around.back()->array;
        if (found.array) around.pop_back();
        return point_at(around, found) ? std::optional(found) : std::nullopt;
    }

    // Notes a member of the object that is open.
    bool scalar(std::string_view value) {
        if (levels_.empty() || levels_.back().array) return true;
        Level& level = levels_.back();
        const std::string_view key = level.key;
        level.text = level.text || is_text_key(key);
        level.is_public = level.is_public || key == "public";
        level.delivered = level.delivered || key == "delivered_as";
        level.session = level.session || key == "session_id" || key == "conversation_id";
        level.rating = level.rating || key == "rating" || key == "stars" || key == "score";
        if (is_author_key(key)) {
            level.author = true;
            level.role = level.role || direction_role(key, value);
        }
        return true;
    }

    // From a message to the array of its conversation, or to the conversation if there is no array.
    std::optional<ChatShape> shape_around(const Level& message) const {
        std::vector<const Level*> around;
        for (const Level& level : levels_) around.push_back(&level);
        around.pop_back();  // the array of messages
        const auto in = [&around](bool array) {
            return !around.empty() && around.back()->array == array;
        };
        ChatShape found;
        const bool listed = in(false) && is_messages_key(around.back()->key);
        if (listed && (around.back()->key != "comments" || message.is_public)) {
            around.pop_back();
            while (in(false) && is_messages_key(around.back()->key)) around.pop_back();
            if (around.size() >= 2 && in(true) && around[around.size() - 2]->key == "threads")
                around.resize(around.size() - 2);
            found.array = in(true);
            if (found.array) around.pop_back();
        } else {
            found.array = found.flat = true;
            const bool grouped = around.empty() || message.session;
            if (message.rating || !message.role || !grouped) return std::nullopt;
        }
        return point_at(around, found) ? std::optional(found) : std::nullopt;
    }

    // The pointer that leads through objects; false if there is an array among them.
    static bool point_at(const std::vector<const Level*>& around, ChatShape& found) {
        for (const Level* level : around) {
            if (level->array) return false;
            found.pointer += '/';
            for (const char c : level->key)
                found.pointer += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
        }
        return true;
    }

    std::vector<Level> levels_;
};

// Whether the first line is a whole object and the next one begins another.
bool is_lines(std::string_view text) {
    const auto end = text.find('\n');
    return end != std::string_view::npos && trim_space(text.substr(end)).starts_with('{') &&
           Json::accept(text.substr(0, end));
}

}  // namespace

std::optional<ChatShape> find_chat_shape(std::string_view text) {
    text = trim_space(text);
    if (!text.starts_with('{') && !text.starts_with('[')) return std::nullopt;
    const bool lines = text.starts_with('{') && is_lines(text);
    for (int tried = 0; tried < kMostLinesTried && !text.empty(); ++tried) {
        const std::string_view part = lines ? text.substr(0, text.find('\n')) : text;
        ShapeFinder finder;
        Json::sax_parse(part.begin(), part.end(), &finder);
        if (finder.shape && (!lines || !finder.shape->array)) {
            finder.shape->lines = lines;
            return finder.shape;
        }
        if (!lines) return std::nullopt;
        text = trim_space(text.substr(part.size()));
    }
    return std::nullopt;
}

}  // namespace verbatim
