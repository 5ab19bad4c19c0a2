#include "engine/field_values.h"

#include <cctype>
#include <charconv>
#include <span>

#include "engine/nearest.h"
#include "engine/schema.h"

namespace verbatim {

namespace {

bool is_number(const std::string& text) {
    double value = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    return failed == std::errc() && end == text.data() + text.size();
}

// The beginning of an ISO date, with a month and a day that exist.
bool is_date(const std::string& text) {
    constexpr std::string_view kShape = "0000-00-00T00:00:00";
    if (text.size() < 4 || text.size() > kShape.size()) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool digit = std::isdigit(static_cast<unsigned char>(text[i])) != 0;
        if (kShape[i] == '0' ? !digit : text[i] != kShape[i]) return false;
    }
    const auto number = [&](std::size_t at) { return (text[at] - '0') * 10 + text[at + 1] - '0'; };
    if (text.size() >= 7 && (number(5) < 1 || number(5) > 12)) return false;
    return text.size() < 10 || (number(8) >= 1 && number(8) <= 31);
}

Error no_such(const std::string& field, const std::string& value, std::string hint) {
    return {ErrorCode::bad_query, "\"" + value + "\" is no " + field, std::move(hint)};
}

Result<void> check_name(const Node& node, std::span<const std::string_view> names) {
    for (const std::string_view name : names)
        if (name == node.text) return {};
    const std::string_view likely = nearest(node.text, names);
    if (!likely.empty())
        return no_such(node.field, node.text,
                       "did you mean " + node.field + ":" + std::string(likely) + "?");
    std::string all;
    for (const std::string_view name : names) (all += all.empty() ? "there are: " : ", ") += name;
    return no_such(node.field, node.text, all);
}

Result<void> check_value(const Node& node, const std::string& value) {
    const Field* field = find_field(node.field);
    if (value.empty() || field == nullptr) return {};
    if (field->type == FieldType::number && !is_number(value))
        return no_such(node.field, value, "write a number or a range: " + node.field + ":1..3");
    if (field->type == FieldType::date && !is_date(value))
        return no_such(node.field, value, "write 2026, 2026-05 or 2026-05-12, or a range of them");
    return {};
}

Result<void> check_field(const Node& node, std::span<const std::string> lenses) {
    if (node.type == Node::Type::range) {
        auto lower = check_value(node, node.lower);
        return lower ? check_value(node, node.upper) : lower;
    }
    if (node.field == "kind") return check_name(node, kKindNames);
    if (node.field == "role") return check_name(node, kRoleNames);
    if (node.field != "lens") return check_value(node, node.text);
    return check_name(node, std::vector<std::string_view>(lenses.begin(), lenses.end()));
}

}  // namespace

Result<void> check_values(const Node& node, std::span<const std::string> lenses) {
    if (node.type == Node::Type::field || node.type == Node::Type::range)
        return check_field(node, lenses);
    for (const Node& child : node.children)
        if (auto checked = check_values(child, lenses); !checked) return checked;
    return {};
}

}  // namespace verbatim
