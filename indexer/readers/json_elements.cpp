#include "indexer/readers/json_elements.h"

#include <algorithm>
#include <array>
#include <utility>

namespace verbatim {

namespace {

constexpr std::size_t kSearchBudget = 64u << 20;
constexpr std::size_t kDeepest = 2;
constexpr std::string_view kSpace = " \t\r\n";

// What ends a value outside strings, or begins something within it; the rest is passed over.
constexpr auto kTells = [] {
    std::array<bool, 256> tells{};
    for (const char c : std::string_view("\"{}[], \t\r\n"))
        tells[static_cast<unsigned char>(c)] = true;
    return tells;
}();

// Finds the end of one value, over as many pieces of text as it takes.
class ValueScanner {
public:
    // Goes on at the place reached before; true when the value has ended, before place().
    bool scan(std::string_view text) {
        while (place_ < text.size()) {
            if (in_string_) {
                if (!leave_string(text)) return false;
                if (depth_ == 0) return true;
                continue;
            }
            const char c = text[place_];
            if (!kTells[static_cast<unsigned char>(c)]) {
                ++place_;
                continue;
            }
            const bool begins = c == '"' || c == '{' || c == '[';
            if (depth_ == 0 && place_ > 0 && !begins) return true;
            ++place_;
            if (c == '"') in_string_ = true;
            if (c == '{' || c == '[') ++depth_;
            if ((c == '}' || c == ']') && --depth_ == 0) return true;
        }
        return false;
    }
    std::size_t place() const { return place_; }
    // The caller drops text that has been scanned.
    void forget(std::size_t size) { place_ -= size; }
    bool in_scalar() const { return depth_ == 0 && !in_string_; }

private:
    // A quote ends the string unless an odd number of backslashes precedes it.
    bool leave_string(std::string_view text) {
        for (std::size_t from = place_; (from = text.find('"', from)) != text.npos; ++from) {
            std::size_t slashes = 0;
            while (slashes < from && text[from - slashes - 1] == '\\') ++slashes;
            if (slashes % 2 == 1) continue;
            place_ = from + 1;
            in_string_ = false;
            return true;
        }
        place_ = text.size();
        return false;
    }

    std::size_t place_ = 0;
    std::size_t depth_ = 0;
    bool in_string_ = false;
};

std::size_t skip_space(std::string_view text, std::size_t at) {
    return std::min(text.find_first_not_of(kSpace, at), text.size());
}

std::string escape_pointer(std::string_view key) {
    std::string escaped;
    for (const char c : key) escaped += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
    return escaped;
}

// The members of the object whose first byte is behind `at`: arrays of objects, or `objects`.
void find_in_object(std::string_view text, std::size_t at, const std::string& pointer,
                    std::size_t depth, bool objects, std::vector<JsonArray>& found) {
    while ((at = skip_space(text, at)) < text.size() && text[at] == '"') {
        const std::size_t key_size = json_value_size(text.substr(at));
        if (key_size == std::string_view::npos || key_size < 2) return;
        const std::string member =
            pointer + "/" + escape_pointer(text.substr(at + 1, key_size - 2));
        at = skip_space(text, at + key_size);
        if (at >= text.size() || text[at] != ':') return;
        at = skip_space(text, at + 1);
        if (at >= text.size()) return;
        const std::size_t first = skip_space(text, at + 1);
        if (!objects && text[at] == '[' && first < text.size() && text[first] == '{')
            found.push_back({member, at + 1});
        if (objects && text[at] == '{') found.push_back({member, at, true});
        if (text[at] == '{' && depth < kDeepest)
            find_in_object(text, at + 1, member, depth + 1, objects, found);
        const std::size_t size = json_value_size(text.substr(at));
        if (size == std::string_view::npos) return;
        at = skip_space(text, at + size);
        if (at < text.size() && text[at] == ',') ++at;
    }
}

}  // namespace

std::size_t json_value_size(std::string_view text) {
    ValueScanner scanner;
    return scanner.scan(text) ? scanner.place() : std::string_view::npos;
}

std::vector<JsonArray> find_json_arrays(std::string_view text) {
    std::vector<JsonArray> found;
    const std::size_t begin = skip_space(text, 0);
    if (begin == text.size()) return found;
    const std::size_t first = skip_space(text, begin + 1);
    if (text[begin] == '[' && first < text.size() && text[first] == '{')
        found.push_back({"", begin + 1});
    if (text[begin] == '{') find_in_object(text, begin + 1, "", 1, false, found);
    return found;
}

std::vector<JsonArray> find_json_objects(std::string_view text) {
    std::vector<JsonArray> found;
    const std::size_t begin = skip_space(text, 0);
    if (begin == text.size() || text[begin] != '{') return found;
    const std::size_t size = json_value_size(text.substr(begin));
    const bool alone =
        size != std::string_view::npos && skip_space(text, begin + size) == text.size();
    if (!alone) return found;  // one of several, a line each, or cut off
    found.push_back({"", begin, true});
    find_in_object(text, begin + 1, "", 1, true, found);
    return found;
}

bool JsonElements::grow() {
    buffer_.erase(0, std::exchange(at_, 0));
    const std::string_view chunk = input_.next_chunk();
    ended_ = chunk.empty();
    buffer_.append(chunk);
    return !ended_;
}

void JsonElements::step(std::size_t size) {
    const std::string_view passed = pending().substr(0, size);
    indent_ += passed.size();
    for (std::size_t at = 0; (at = passed.find('\n', at)) != passed.npos; ++at) {
        ++line_;
        indent_ = passed.size() - at - 1;
    }
    at_ += size;
}

// Steps over what stands between elements. False at the array's end.
bool JsonElements::find_begin() {
    while (true) {
        if (pending().empty() && !grow()) return false;
        const std::size_t given = std::min(skip_, pending().size());
        step(given);
        skip_ -= given;
        if (pending().empty()) continue;
        step(std::min(pending().find_first_not_of(" \t\r\n,"), pending().size()));
        if (pending().empty()) continue;
        closed_ = pending()[0] == ']';
        return !closed_;
    }
}

JsonElements::State JsonElements::next() {
    step(std::exchange(size_, 0));
    if (closed_ || !find_begin()) return State::end;
    ++count_;
    const std::uint64_t line = line_;
    ValueScanner scanner;
    bool too_long = false;
    while (!scanner.scan(pending())) {
        if (pending().size() > kMaxRecordBytes) {
            // Backslashes before the place still tell whether a quote is escaped.
            const std::size_t dropped = pending().size() - 1024;
            step(dropped);
            scanner.forget(dropped);
            too_long = true;
        }
        if (grow()) continue;
        size_ = pending().size();
        if (!too_long && scanner.in_scalar()) break;
        line_ = line;
        return too_long ? State::too_long : State::cut;
    }
    size_ = std::min(scanner.place(), pending().size());
    too_long = too_long || size_ > kMaxRecordBytes;
    return too_long ? State::too_long : State::element;
}

bool JsonElements::distrust_element() {
    searched_ += size_;
    if (searched_ > kSearchBudget) return false;
    const std::size_t next = element().find("\n" + std::string(indent_, ' ') + "{", 1);
    if (next == std::string_view::npos) return false;
    size_ = next + 1;
    closed_ = false;
    return true;
}

}  // namespace verbatim
