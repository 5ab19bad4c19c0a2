#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>

#include "engine/index_document.h"
#include "engine/plan_pattern.h"
#include "engine/plan_term.h"
#include "engine/terms.h"

// What a query asks of fields, as the index finds it.
namespace verbatim {

namespace {

using Type = Node::Type;

}  // namespace

Xapian::Query Planner::range(const Node& node) {
    const Field* found = find_field(node.field);
    const bool number = found != nullptr && found->type == FieldType::number;
    const auto slot =
        found != nullptr ? static_cast<Xapian::valueno>(found->slot) : custom_slot(node.field);
    const std::string& from = node.type == Type::range ? node.lower : node.text;
    const std::string& to = node.type == Type::range ? node.upper : node.text;
    std::string lower = from, upper = to;
    if (number) {
        if (!from.empty()) lower = sortable(std::strtod(from.c_str(), nullptr));
        if (!to.empty()) upper = sortable(std::strtod(to.c_str(), nullptr));
    } else if (!to.empty()) {
        upper += '\xff';  // a prefix of a date is all of it: 2026-05 ends with May
    }
    // Documents without the value have the empty one: an open lower end must not let them in.
    if (lower.empty()) lower.assign(1, '\0');
    if (to.empty()) return Xapian::Query(Xapian::Query::OP_VALUE_GE, slot, lower);
    return Xapian::Query(Xapian::Query::OP_VALUE_RANGE, slot, lower, upper);
}

// All stems, in each language those of its own; those of texts whose language is not known may
// stand in any.
Xapian::Query Planner::stems(const Field& field, const std::string& text) const {
    const auto all_of = [&](std::string_view language) {
        Queries terms;
        for (const std::string& term : stem_terms(field.prefix, text, language))
            terms.push_back(filter(term));
        return combine(Xapian::Query::OP_AND, terms);
    };
    Queries queries = {all_of("")};
    for (const std::string& language : languages_)
        queries.push_back(
            filtered(all_of(language), filter(value_term(find_field("lang")->prefix, language))));
    return combine(Xapian::Query::OP_OR, queries);
}

Xapian::Query Planner::field(const Node& node) {
    const Field* found = find_field(node.field);
    if (found == nullptr) return filter(custom_term(node.field, node.text));
    Queries terms;
    if (node.field == "source") {
        std::set<std::uint32_t> numbers;  // as their libraries have them
        for (const std::uint32_t source : sources_(node.text))
            numbers.insert(source - index_.first_source(index_.library_holding(source)));
        for (const std::uint32_t number : numbers) terms.push_back(filter(holder_term(number)));
        return combine(Xapian::Query::OP_OR, terms);
    }
    if (node.field == "conversation") {
        const auto id = parse_id(fold(node.text));
        return id ? with_id(found->prefix, static_cast<std::uint32_t>(found->slot), *id, index_)
                  : Xapian::Query::MatchNothing;
    }
    switch (found->type) {
        case FieldType::number:
        case FieldType::date:
            return range(node);
        case FieldType::words:
            for (const std::string& term : name_terms(found->prefix, node.text))
                terms.push_back(filter(term));
            return combine(Xapian::Query::OP_AND, terms);
        case FieldType::stems:
            return stems(*found, node.text);
        case FieldType::term:
        case FieldType::lens:
            return filter(value_term(found->prefix, node.text));
    }
    return Xapian::Query::MatchNothing;
}

}  // namespace verbatim
