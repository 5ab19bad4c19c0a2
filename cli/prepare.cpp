#include "cli/prepare.h"

#include <algorithm>

#include "cli/filters.h"
#include "engine/schema.h"

namespace verbatim::cli {

namespace {

Result<void> check_name(std::string_view what, std::string_view name,
                        const std::vector<std::string_view>& known) {
    if (std::ranges::find(known, name) != known.end()) return {};
    std::string message = "there is no ";
    message.append(what).append(" '").append(name).append("'");
    return Error{
        ErrorCode::bad_input, std::move(message),
        known.empty() ? "`verbatim add --set KEY=VALUE` makes one" : suggestion(name, known)};
}

Result<void> check_filters(const std::vector<Node>& filters, const Vocabulary& vocabulary) {
    const std::vector<std::string_view> lenses(vocabulary.lenses.begin(), vocabulary.lenses.end());
    const std::vector<std::string_view> keys(vocabulary.fields.custom.begin(),
                                             vocabulary.fields.custom.end());
    for (const Node& filter : filters) {
        if (filter.field == "lens")
            if (auto checked = check_name("lens", filter.text, lenses); !checked) return checked;
        if (!find_field(filter.field))
            if (auto checked = check_name("key", filter.field, keys); !checked) return checked;
    }
    return {};
}

Result<void> check_facets(const std::vector<std::string>& facets, const FieldNames& fields) {
    std::vector<std::string_view> known;
    for (const Field& field : kFields) known.push_back(field.name);
    known.insert(known.end(), fields.custom.begin(), fields.custom.end());
    for (const std::string& facet : facets)
        if (auto checked = check_name("field", facet, known); !checked) return checked;
    return {};
}

// A range whose ends are in the wrong order would find nothing and not say why.
Result<void> check_ranges(const Node& node) {
    for (const Node& child : node.children)
        if (auto checked = check_ranges(child); !checked) return checked;
    if (node.type != Node::Type::range || node.lower.empty() || node.upper.empty()) return {};
    const auto lower = number_from(node.lower), upper = number_from(node.upper);
    const bool is_date = node.field == "date";
    const std::size_t common = std::min(node.lower.size(), node.upper.size());
    const bool reversed = is_date ? node.lower.substr(0, common) > node.upper.substr(0, common)
                                  : lower && upper && *lower > *upper;
    if (!reversed) return {};
    return Error{ErrorCode::bad_query,
                 node.field + ":" + node.lower + ".." + node.upper + " is a range of nothing",
                 "the lower end comes first: " + node.field + ":" + node.upper + ".." + node.lower};
}

// Programs get an utterance before and after; people ask for them.
std::size_t context_of(const SearchCommand& command) {
    if (command.context) return *command.context;
    const bool is_for_programs = !command.batch.empty() || command.format == Format::json ||
                                 command.format == Format::ndjson;
    return is_for_programs ? Query().context : 0;
}

}  // namespace

Result<Vocabulary> vocabulary_of(Library& library) {
    auto lenses = library.lens_names();
    if (!lenses) return lenses.error();
    return Vocabulary{library.field_names(), *std::move(lenses)};
}

Result<Query> prepare(const SearchCommand& command, const std::string& text,
                      const Vocabulary& vocabulary) {
    if (auto checked = check_filters(command.query.filters, vocabulary); !checked)
        return checked.error();
    if (auto checked = check_facets(command.query.facets, vocabulary.fields); !checked)
        return checked.error();
    Query query = command.query;
    query.text = text;
    query.context = context_of(command);
    auto root = parse_query(text, vocabulary.fields);
    if (!root) return root.error();
    query.root = *std::move(root);
    if (auto checked = check_ranges(query.root); !checked) return checked.error();
    const bool is_by_words = query.sort == Sort::relevance || query.sort == Sort::bm25;
    const bool by_lens = lens_of(query) != nullptr || !command.lens.empty();
    if (by_lens && !has_words(query.root) && is_by_words && query.like.empty())
        query.sort = Sort::strongest;
    return query;
}

}  // namespace verbatim::cli
