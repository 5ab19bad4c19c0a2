#include "engine/match_fields.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include "engine/lens.h"
#include "engine/terms.h"

namespace verbatim {

namespace {

using Type = Node::Type;

bool has_words(std::string_view value, std::string_view wanted) {
    const auto held = words(value);
    return std::ranges::all_of(words(wanted), [&](const Word& word) {
        return std::ranges::find(held, word.folded, &Word::folded) != held.end();
    });
}

bool has_stems(const Citation& citation, const std::string& wanted) {
    const auto held = stem_terms("", citation.question, citation.lang);
    const auto holds = [&](std::string_view lang) {
        const auto terms = stem_terms("", wanted, lang);
        return !terms.empty() && std::ranges::includes(held, terms);
    };
    return holds(citation.lang) || holds("");
}

std::string text_of_field(const Citation& citation, std::string_view field) {
    if (field == "kind") return std::string(name_of(citation.kind));
    if (field == "role") return std::string(name_of(citation.role));
    if (field == "lang") return citation.lang;
    if (field == "round") return citation.round;
    if (field == "conversation") return print_id(citation.conversation);
    for (const auto& [key, value] : citation.fields)
        if (key == field) return value;
    return "";
}

bool in_number_range(std::optional<double> value, const Node& node) {
    if (!value) return false;
    const std::string& lower = node.type == Type::range ? node.lower : node.text;
    const std::string& upper = node.type == Type::range ? node.upper : node.text;
    return (lower.empty() || *value >= std::strtod(lower.c_str(), nullptr)) &&
           (upper.empty() || *value <= std::strtod(upper.c_str(), nullptr));
}

bool in_text_range(const std::string& value, const Node& node) {
    if (value.empty()) return false;
    const std::string& lower = node.type == Type::range ? node.lower : node.text;
    const std::string& upper = node.type == Type::range ? node.upper : node.text;
    return (lower.empty() || value >= lower) &&
           (upper.empty() || value.substr(0, upper.size()) <= upper);
}

}  // namespace

bool field_matches(const Node& node, const Document& document, const ResolveSource& sources) {
    const Citation& citation = document.citation;
    if (node.field == "rating") return in_number_range(citation.rating, node);
    if (node.field == "date") return in_text_range(citation.date, node);
    if (node.field == "speaker") return has_words(citation.speaker, node.text);
    if (node.field == "product") return has_words(citation.product, node.text);
    if (node.field == "question") return has_stems(citation, node.text);
    if (node.field == "lens")
        return std::ranges::any_of(document.lenses, [&](const auto& lens) {
            return lens.first == fold(node.text) && lens.second >= kLensHolds;
        });
    if (node.field == "source") {
        const auto wanted = sources(node.text);
        return std::ranges::find_first_of(document.holders, wanted) != document.holders.end();
    }
    const std::string value = text_of_field(citation, node.field);
    if (node.type == Type::range) return in_text_range(value, node);
    return fold(value) == fold(node.text);
}

}  // namespace verbatim
