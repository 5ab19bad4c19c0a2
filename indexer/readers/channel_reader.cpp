#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "indexer/readers/channel_dialects.h"
#include "indexer/readers/json_elements.h"
#include "indexer/readers/names.h"
#include "indexer/readers/reader.h"
#include "indexer/readers/slack_workspace.h"
#include "indexer/space.h"

namespace verbatim {

namespace {

using Json = nlohmann::json;

constexpr std::size_t kSampleBytes = 64u << 10;
constexpr int kMostRecordsTried = 20;
constexpr std::size_t kMostArraysTried = 20;

enum class Layout { array, lines, single };

// What a file is, as its beginning shows.
struct Found {
    const ChannelDialect* dialect = nullptr;  // null: a companion
    std::string_view companion;
    Layout layout = Layout::array;
    std::string pointer;     // of the array
    std::size_t offset = 0;  // of the byte behind its '['
    Json around, record;
};

// A text that ends in the middle of anything, without the member or element that is cut off.
Json parse_beginning(std::string_view text) {
    if (Json whole = Json::parse(text, nullptr, false); !whole.is_discarded()) return whole;
    std::string open, open_at_end;
    std::size_t end = 0;
    bool in_string = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (in_string && c == '\\') ++i;
        if (c == '"') in_string = !in_string;
        if (in_string) continue;
        if (c == '{' || c == '[') open += c == '{' ? '}' : ']';
        if ((c == '}' || c == ']') && !open.empty()) open.pop_back();
        if (c != ',') continue;
        end = i;
        open_at_end = open;
    }
    std::string closed(text.substr(0, end));
    closed.append(open_at_end.rbegin(), open_at_end.rend());
    return Json::parse(closed, nullptr, false);
}

class Finder {
public:
    explicit Finder(const Sample& sample) : path_(sample.path), text_(sample.text) {}

    std::optional<Found> find() {
        const std::string_view trimmed = trim_space(text_);
        if (!trimmed.starts_with('{') && !trimmed.starts_with('[')) return std::nullopt;
        if (find_in_lines(trimmed)) return std::move(found_);
        std::size_t tried = 0;
        for (const JsonArray& array : find_json_arrays(text_))
            if (++tried <= kMostArraysTried && find_in_array(array)) return std::move(found_);
        found_ = Found();
        if (trimmed.starts_with('{') && fits(Layout::single, parse_beginning(trimmed)))
            return std::move(found_);
        return std::nullopt;
    }

private:
    bool fits(Layout layout, Json record) {
        if (!record.is_object()) return false;
        const ChannelSample sample{path_, found_.pointer, found_.around, record};
        const auto dialects = channel_dialects();
        const auto fitting =
            std::ranges::find_if(dialects, [&](const auto* each) { return each->fits(sample); });
        found_.dialect = fitting == dialects.end() ? nullptr : *fitting;
        if (!found_.dialect) found_.companion = companion_file(sample);
        if (!found_.dialect && found_.companion.empty()) return false;
        found_.layout = layout;
        found_.record = std::move(record);
        return true;
    }

    bool find_in_lines(std::string_view text) {
        if (!text.starts_with('{') || text.find('\n') == text.npos ||
            !Json::accept(text.substr(0, text.find('\n'))))
            return false;
        for (int tried = 0; tried < kMostRecordsTried && !text.empty(); ++tried) {
            const std::string_view line = text.substr(0, text.find('\n'));
            if (fits(Layout::lines, Json::parse(line, nullptr, false))) return true;
            text = trim_space(text.substr(line.size()));
        }
        return false;
    }

    bool find_in_array(const JsonArray& array) {
        found_.pointer = array.pointer;
        found_.offset = array.offset;
        found_.around = parse_beginning(text_.substr(0, array.offset));
        std::string_view rest = text_.substr(array.offset);
        for (int tried = 0; tried < kMostRecordsTried; ++tried) {
            rest.remove_prefix(std::min(rest.find_first_not_of(" \t\r\n,"), rest.size()));
            if (rest.empty() || rest[0] == ']') return false;
            const std::size_t size = json_value_size(rest);
            if (fits(Layout::array, parse_beginning(rest.substr(0, size)))) return true;
            if (size == std::string_view::npos) return false;
            rest.remove_prefix(size);
        }
        return false;
    }

    std::string_view path_, text_;
    Found found_;
};

int probe(const Sample& sample) {
    constexpr int kCertain = 97;
    return Finder(sample).find() ? kCertain : 0;
}

// Takes the records one by one and accounts for each.
class ChannelReader {
public:
    ChannelReader(const Found& found, ChannelState& state, Channel& channel, RecordSink& sink)
        : found_(found), state_(state), channel_(channel), sink_(sink) {}

    Result<void> read(Input& input) {
        const auto done = found_.layout == Layout::array   ? read_array(input)
                          : found_.layout == Layout::lines ? read_lines(input)
                                                           : read_single(input);
        return done ? channel_.finish() : done;
    }

private:
    bool add(std::string_view text, const Locator& place, Result<void>& added) {
        const Json record = Json::parse(text, nullptr, false);
        if (!record.is_object()) {
            refuse(place, record.is_discarded() ? "not JSON" : "a message has to be an object");
            return !record.is_discarded();
        }
        added = found_.dialect->add(record, place, state_, channel_);
        return true;
    }

    void refuse(const Locator& place, std::string reason) {
        sink_.reject({place, std::move(reason)});
    }

    Result<void> read_array(Input& input) {
        using State = JsonElements::State;
        JsonElements elements(input, found_.offset);
        bool cut = false;
        for (State state = elements.next(); state != State::end; state = elements.next()) {
            Locator place;
            place.pointer = found_.pointer + "/" + std::to_string(elements.index());
            Result<void> added;
            cut = state == State::cut;
            if (state == State::too_long)
                refuse(place, "longer than 16 MiB");
            else if (cut)
                refuse(place, "the file ends within the value");
            else if (!add(elements.element(), place, added))
                elements.distrust_element();
            if (!added) return added;
        }
        if (!elements.closed() && !cut)
            sink_.warn({{}, "the file ends before its list of records does"});
        return {};
    }

    Result<void> read_lines(Input& input) {
        Input::Line line;
        while (input.next_line(line)) {
            if (trim_space(line.text).empty()) continue;
            Locator place;
            place.line = line.number;
            Result<void> added;
            if (line.too_long)
                refuse(place, "longer than 16 MiB");
            else
                add(line.text, place, added);
            if (!added) return added;
        }
        return {};
    }

    Result<void> read_single(Input& input) {
        std::string text;
        for (auto chunk = input.next_chunk(); !chunk.empty(); chunk = input.next_chunk()) {
            text += chunk;
            if (text.size() <= kMaxRecordBytes) continue;
            refuse({}, "longer than 16 MiB");
            return {};
        }
        Result<void> added;
        add(text, {}, added);
        return added;
    }

    const Found& found_;
    ChannelState& state_;
    Channel& channel_;
    RecordSink& sink_;
};

// The folder that holds the one in which a file lies.
std::string folder_above(const std::string& path) {
    const auto file = path.rfind('/');
    if (file == path.npos || file == 0) return "..";
    const auto folder = path.rfind('/', file - 1);
    return folder == path.npos ? "." : path.substr(0, folder);
}

Result<ReadReport> read(Input& input, const ReadOptions& options, RecordSink& sink) {
    ReadReport report;
    const auto found = Finder({input.path(), input.peek(kSampleBytes), false}).find();
    if (!found)
        return Error{ErrorCode::bad_input, input.path() + ": no messages of a channel are in it",
                     ""};
    report.kind = options.kind.value_or(Kind::chat);
    if (!found->dialect) {
        sink.empty(1);
        report.notes.push_back(std::string(found->companion) + ", no messages");
        return report;
    }
    ChannelState state;
    SlackWorkspaces own;
    if (found->dialect == &kSlackDialect)
        state.workspace =
            &(options.workspaces ? *options.workspaces : own).of(folder_above(input.path()));
    found->dialect->begin({input.path(), found->pointer, found->around, found->record}, state);
    Channel channel(state.head, options, sink);
    const auto done = ChannelReader(*found, state, channel, sink).read(input);
    if (!done) return done.error();
    if (!input.read_error().empty())
        return Error{ErrorCode::unavailable, input.path() + ": " + input.read_error(), ""};
    report.kind = options.kind.value_or(state.head.kind);
    report.notes.push_back(std::string(found->dialect->name) + ": " +
                           counted(channel.conversations(), "conversation"));
    if (state.workspace && !state.workspace->knows_people())
        report.notes.push_back("no users.json lies beside the channel's folder: people have ids");
    return report;
}

}  // namespace

const Reader kChannelReader = {
    "channel",
    "Channels, groups and forums as JSON: Slack, Discord, Telegram, Messenger, Mattermost, Reddit",
    &probe, &read};

}  // namespace verbatim
