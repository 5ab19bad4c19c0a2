#include "indexer/html/html_references.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <map>
#include <optional>

#include "indexer/html/html_walk.h"

namespace verbatim {

namespace {

// "&CounterClockwiseContourIntegral;"
constexpr std::size_t kLongestReference = 33;

// What names stand for, kept for the length of one text: to ask the parser takes microseconds.
using Asked = std::map<std::string, std::optional<std::string>, std::less<>>;

class Gathered : public HtmlHandler {
public:
    void begin(std::string_view, const HtmlAttributes&) override {}
    void end(std::string_view) override {}
    void text(std::string_view text) override { gathered += text; }

    std::string gathered;
};

// By the parser, which has the whole table. It undoes "&copy" in "&copys;" as well, and leaves the
// ';' of what is no reference.
std::optional<std::string> ask_parser(std::string_view name) {
    Gathered handler;
    const std::string reference = "&" + std::string(name) + ";";
    for (HtmlWalk walk(reference, handler); walk.step();) {
    }
    if (handler.gathered.ends_with(';') && name != "semi") return std::nullopt;
    return std::move(handler.gathered);
}

std::optional<std::string> named(std::string_view name, Asked& asked) {
    constexpr std::pair<std::string_view, std::string_view> kFrequent[] = {
        {"amp", "&"}, {"lt", "<"}, {"gt", ">"}, {"quot", "\""}, {"apos", "'"}, {"nbsp", "\u00A0"}};
    for (const auto& [frequent, meaning] : kFrequent)
        if (name == frequent) return std::string(meaning);
    if (const auto found = asked.find(name); found != asked.end()) return found->second;
    return asked.emplace(name, ask_parser(name)).first->second;
}

bool is_name(std::string_view text) {
    if (text.starts_with('#')) text.remove_prefix(1);
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    });
}

// The name of the reference at the beginning of the text, which begins with '&'.
std::string_view name_at(std::string_view text) {
    const std::size_t end = text.substr(0, kLongestReference).find(';');
    if (end == text.npos || end < 2) return {};
    const std::string_view name = text.substr(1, end - 1);
    return is_name(name) ? name : std::string_view();
}

std::optional<std::string> meaning_of(std::string_view name, Asked& asked) {
    return name.empty() ? std::nullopt : named(name, asked);
}

}  // namespace

void append_unescaped(std::string& out, std::string_view text) {
    Asked asked;
    while (!text.empty()) {
        const std::size_t begin = std::min(text.find('&'), text.size());
        out += text.substr(0, begin);
        text.remove_prefix(begin);
        if (text.empty()) return;
        const std::string_view name = name_at(text);
        const auto meaning = meaning_of(name, asked);
        out += meaning ? std::string_view(*meaning) : text.substr(0, 1);
        text.remove_prefix(meaning ? name.size() + 2 : 1);
    }
}

bool holds_reference(std::string_view text) {
    Asked asked;
    for (std::size_t at = 0; (at = text.find('&', at)) != text.npos; ++at)
        if (meaning_of(name_at(text.substr(at)), asked)) return true;
    return false;
}

}  // namespace verbatim
