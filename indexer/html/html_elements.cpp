#include "indexer/html/html_elements.h"

#include <algorithm>
#include <array>

namespace verbatim {

namespace {

// What each name means, in the order of the names.
struct Element {
    std::string_view name;
    Shown shown;
};

using enum Shown;

constexpr Element kElements[] = {
    {"a", letters},       {"abbr", letters},     {"acronym", letters}, {"address", line},
    {"area", nothing},    {"article", line},     {"aside", line},      {"audio", letters},
    {"b", letters},       {"base", nothing},     {"bdi", letters},     {"bdo", letters},
    {"big", letters},     {"blockquote", line},  {"body", nothing},    {"br", line_break},
    {"button", letters},  {"canvas", gone},      {"caption", line},    {"center", line},
    {"cite", letters},    {"code", letters},     {"col", nothing},     {"colgroup", nothing},
    {"datalist", gone},   {"dd", line},          {"del", letters},     {"details", line},
    {"dfn", letters},     {"dir", line},         {"div", line},        {"dl", line},
    {"dt", line},         {"em", letters},       {"embed", nothing},   {"fieldset", line},
    {"figcaption", line}, {"figure", line},      {"font", letters},    {"footer", line},
    {"form", line},       {"h1", line},          {"h2", line},         {"h3", line},
    {"h4", line},         {"h5", line},          {"h6", line},         {"head", nothing},
    {"header", line},     {"hgroup", line},      {"hr", line},         {"html", nothing},
    {"i", letters},       {"iframe", gone},      {"img", nothing},     {"input", nothing},
    {"ins", letters},     {"kbd", letters},      {"label", letters},   {"legend", line},
    {"li", line},         {"link", nothing},     {"main", line},       {"mark", letters},
    {"math", gone},       {"menu", line},        {"meta", nothing},    {"nav", line},
    {"nobr", letters},    {"noembed", gone},     {"noframes", gone},   {"noscript", line},
    {"object", letters},  {"ol", line},          {"p", paragraph},     {"param", nothing},
    {"picture", letters}, {"pre", preformatted}, {"q", letters},       {"rp", letters},
    {"rt", letters},      {"ruby", letters},     {"s", letters},       {"samp", letters},
    {"script", gone},     {"section", line},     {"select", gone},     {"small", letters},
    {"source", nothing},  {"span", letters},     {"strike", letters},  {"strong", letters},
    {"style", gone},      {"sub", letters},      {"summary", line},    {"sup", letters},
    {"svg", gone},        {"table", line},       {"tbody", line},      {"td", cell},
    {"template", gone},   {"textarea", gone},    {"tfoot", line},      {"th", cell},
    {"thead", line},      {"time", letters},     {"title", gone},      {"tr", line},
    {"track", nothing},   {"tt", letters},       {"u", letters},       {"ul", line},
    {"var", letters},     {"video", letters},    {"wbr", nothing},     {"xmp", preformatted},
};
static_assert(std::ranges::is_sorted(kElements, {}, &Element::name));

}  // namespace

Shown shown_as(std::string_view name) {
    if (name.find_first_of(":-") != std::string_view::npos) return letters;
    const auto found = std::ranges::lower_bound(kElements, name, {}, &Element::name);
    return found != std::end(kElements) && found->name == name ? found->shown : unknown;
}

}  // namespace verbatim
