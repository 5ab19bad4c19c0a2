#include "cli/filters.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <optional>

#include "engine/nearest.h"
#include "engine/schema.h"

namespace verbatim::cli {

namespace {

Error bad_value(std::string_view flag, std::string_view value, std::string hint) {
    std::string message(flag);
    message.append(" does not take '").append(value).append("'");
    return {ErrorCode::bad_input, std::move(message), std::move(hint)};
}

Node field_node(std::string_view field, std::string value) {
    Node node;
    node.type = Node::Type::field;
    node.field = field;
    node.text = std::move(value);
    return node;
}

Node range_node(std::string_view field, std::string lower, std::string upper) {
    Node node;
    node.type = Node::Type::range;
    node.field = field;
    node.lower = std::move(lower);
    node.upper = std::move(upper);
    return node;
}

}  // namespace

std::optional<double> number_from(std::string_view text) {
    double number = 0;
    const auto [end, error] =
        std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(number))
        return std::nullopt;
    return number;
}

namespace {

Result<Node> rating_node(const std::string& text) {
    const std::string hint = "a rating is 4, 1..3, ..2 or 4..";
    const std::size_t dots = text.find("..");
    if (dots == std::string::npos) {
        if (!number_from(text)) return bad_value("--rating", text, hint);
        return field_node("rating", text);
    }
    const std::string lower = text.substr(0, dots);
    const std::string upper = text.substr(dots + 2);
    const auto low = number_from(lower);
    const auto high = number_from(upper);
    if ((lower.empty() && upper.empty()) || (!lower.empty() && !low) || (!upper.empty() && !high))
        return bad_value("--rating", text, hint);
    if (low && high && *low > *high)
        return bad_value("--rating", text, "the lower end comes first: " + upper + ".." + lower);
    return range_node("rating", lower, upper);
}

// Two days, months or years: the later end of a month is its last day, so only the common
// beginning decides.
bool is_before(std::string_view date, std::string_view other) {
    const std::size_t size = std::min(date.size(), other.size());
    return date.substr(0, size) < other.substr(0, size);
}

Result<std::optional<Node>> date_node(const FilterFlags& flags) {
    for (const auto& [flag, value] :
         {std::pair{"--since", &flags.since}, {"--until", &flags.until}})
        if (!value->empty() && !is_date(*value))
            return bad_value(flag, *value, "a date is 2026, 2026-05 or 2026-05-12");
    if (flags.since.empty() && flags.until.empty()) return std::optional<Node>();
    if (!flags.since.empty() && !flags.until.empty() && is_before(flags.until, flags.since))
        return Error{ErrorCode::bad_input,
                     "--until " + flags.until + " is before --since " + flags.since, ""};
    return std::optional(range_node("date", flags.since, flags.until));
}

bool is_language(std::string_view text) {
    return (text.size() == 2 || text.size() == 3) &&
           std::ranges::all_of(text, [](char c) { return c >= 'a' && c <= 'z'; });
}

// The filters whose values are taken as they are.
void add_plain(std::vector<Node>& nodes, const FilterFlags& flags) {
    const std::pair<std::string_view, const std::vector<std::string>*> plain[] = {
        {"source", &flags.source},
        {"speaker", &flags.speaker},
        {"product", &flags.product},
        {"question", &flags.question},
        {"round", &flags.round}};
    for (const auto& [field, values] : plain)
        for (const std::string& value : *values) nodes.push_back(field_node(field, value));
}

}  // namespace

Result<std::vector<Node>> filter_nodes(const FilterFlags& flags) {
    std::vector<Node> nodes;
    for (const std::string& lens : split_values(flags.lens))
        nodes.push_back(field_node("lens", lens));
    for (const std::string& kind : split_values(flags.kind)) {
        if (const auto chosen = choose("--kind", kind, kKindNames); !chosen) return chosen.error();
        nodes.push_back(field_node("kind", kind));
    }
    add_plain(nodes, flags);
    for (const std::string& rating : split_values(flags.rating)) {
        auto node = rating_node(rating);
        if (!node) return node.error();
        nodes.push_back(*std::move(node));
    }
    auto date = date_node(flags);
    if (!date) return date.error();
    if (date.value()) nodes.push_back(*date.value());
    for (const std::string& lang : split_values(flags.lang)) {
        if (!is_language(lang))
            return bad_value("--lang", lang, "a language is its ISO 639-1 code: en, de, ja");
        nodes.push_back(field_node("lang", lang));
    }
    for (const std::string& pair : flags.where) {
        auto cut = key_and_value("--where", pair);
        if (!cut) return cut.error();
        nodes.push_back(field_node(cut->first, cut->second));
    }
    return nodes;
}

Result<std::vector<Role>> roles_from(const std::vector<std::string>& names) {
    std::vector<std::string_view> known(std::begin(kRoleNames), std::end(kRoleNames));
    known.push_back("any");
    std::vector<Role> roles;
    for (const std::string& name : split_values(names)) {
        if (name == "any") return std::vector<Role>();
        const auto chosen = choose("--role", name, known);
        if (!chosen) return chosen.error();
        roles.push_back(static_cast<Role>(*chosen));
    }
    if (roles.empty()) return Error{ErrorCode::bad_input, "--role needs a value", ""};
    return roles;
}

Result<std::size_t> choose(std::string_view flag, std::string_view value,
                           std::span<const std::string_view> names) {
    const auto found = std::ranges::find(names, value);
    if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
    return bad_value(flag, value, suggestion(value, names));
}

Result<std::pair<std::string, std::string>> key_and_value(std::string_view flag,
                                                          std::string_view text) {
    const std::size_t cut = text.find('=');
    if (cut == 0 || cut == std::string_view::npos || cut + 1 == text.size())
        return bad_value(flag, text, "it takes NAME=VALUE");
    return std::pair{std::string(text.substr(0, cut)), std::string(text.substr(cut + 1))};
}

Result<void> check_key(std::string_view flag, std::string_view key) {
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '_' || c == '-';
    };
    if (!std::ranges::all_of(key, allowed))
        return bad_value(flag, key, "a key is made of letters, digits, '_' and '-'");
    if (find_field(key))
        return bad_value(flag, key, "every quote has a field of that name; take another");
    return {};
}

bool is_date(std::string_view text) {
    const auto digits = [&](std::size_t at, std::size_t size) -> std::optional<unsigned> {
        unsigned number = 0;
        if (text.size() < at + size) return std::nullopt;
        const char* end = text.data() + at + size;
        const auto parsed = std::from_chars(text.data() + at, end, number);
        if (parsed.ec != std::errc() || parsed.ptr != end) return std::nullopt;
        return number;
    };
    const auto year = digits(0, 4);
    if (!year || *year == 0) return false;
    if (text.size() == 4) return true;
    const auto month = digits(5, 2);
    if (text[4] != '-' || !month || *month < 1 || *month > 12) return false;
    if (text.size() == 7) return true;
    const auto day = digits(8, 2);
    if (text.size() != 10 || text[7] != '-' || !day) return false;
    return std::chrono::year_month_day(std::chrono::year(static_cast<int>(*year)),
                                       std::chrono::month(*month), std::chrono::day(*day))
        .ok();
}

std::vector<std::string> split_values(const std::vector<std::string>& values) {
    std::vector<std::string> split;
    for (const std::string_view list : values) {
        for (std::size_t begin = 0; begin <= list.size();) {
            const std::size_t end = std::min(list.find(',', begin), list.size());
            const auto value = list.substr(begin, end - begin);
            const std::size_t first = value.find_first_not_of(' ');
            if (first != std::string_view::npos)
                split.emplace_back(value.substr(first, value.find_last_not_of(' ') + 1 - first));
            begin = end + 1;
        }
    }
    return split;
}

std::string suggestion(std::string_view word, std::span<const std::string_view> names) {
    const std::string_view near = nearest(word, names);
    if (!near.empty()) return "did you mean " + std::string(near) + "?";
    std::string list = "it is one of";
    for (std::size_t i = 0; i < names.size(); ++i)
        list.append(i == 0 ? " " : ", ").append(names[i]);
    return list;
}

}  // namespace verbatim::cli
