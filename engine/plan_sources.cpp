#include "engine/plan_sources.h"

#include <algorithm>
#include <set>
#include <utility>

#include "engine/text.h"

namespace verbatim {

namespace {

using Type = Node::Type;

bool fits_path(const std::string& folded_path, std::string_view value) {
    const std::string wanted = fold(value);
    return wanted.empty() || folded_path.find(wanted) != std::string::npos;
}

// Whether the libraries differ in what a source's number is: the term of one would find another's.
bool is_unsure(const Index& index, const std::vector<std::uint32_t>& wanted) {
    const auto all = index.sources();
    if (!all) return true;
    const auto own_number = [&](std::uint32_t source) {
        return source - index.first_source(index.library_holding(source));
    };
    std::set<std::uint32_t> terms;
    for (const std::uint32_t source : wanted) terms.insert(own_number(source));
    return std::ranges::any_of(*all, [&](const auto& source) {
        return terms.contains(own_number(source.first)) &&
               std::ranges::find(wanted, source.first) == wanted.end();
    });
}

ResolveSource resolving(std::vector<std::pair<std::uint32_t, IndexedSource>> indexed) {
    for (auto& [number, source] : indexed) source.path = fold(source.path);
    return [indexed = std::move(indexed)](std::string_view value) {
        std::vector<std::uint32_t> numbers;
        for (const auto& [number, source] : indexed)
            if (fits_path(source.path, value)) numbers.push_back(number);
        return numbers;
    };
}

bool names_source(const Node& node) {
    return node.field == "source" || std::ranges::any_of(node.children, names_source);
}

}  // namespace

Result<ResolveSource> sources_for(const Query& query, const Index& index) {
    if (!names_source(query.root) && std::ranges::none_of(query.filters, names_source))
        return resolving({});
    auto indexed = index.sources();
    if (!indexed) return indexed.error();
    return resolving(*std::move(indexed));
}

void mark_unsure(Pattern& pattern, const Index& index, const ResolveSource& sources) {
    if (pattern.type == Type::field && pattern.node.field == "source")
        pattern.unsure = is_unsure(index, sources(pattern.node.text));
    for (Pattern& child : pattern.children) mark_unsure(child, index, sources);
}

Query with_sources_inside(Query query, const Index& index, const ResolveSource& sources) {
    const auto is_sure = [&](const Node& filter) {
        return filter.field != "source" || !is_unsure(index, sources(filter.text));
    };
    if (std::ranges::all_of(query.filters, is_sure)) return query;
    Node any, both;
    any.type = Type::disjunction;
    std::erase_if(query.filters, [&](const Node& filter) {
        if (filter.field != "source") return false;
        any.children.push_back(filter);
        return true;
    });
    both.type = Type::group;
    if (query.root.type == Type::group)
        both = std::move(query.root);
    else if (query.root.type != Type::all)
        both.children.push_back(std::move(query.root));
    both.children.push_back(any.children.size() == 1 ? Node(any.children.front()) : any);
    query.root = std::move(both);
    return query;
}

}  // namespace verbatim
