#include <algorithm>

#include "engine/lens.h"
#include "engine/library.h"

namespace verbatim {

namespace {

Node lens_filter(const std::string& name) {
    Node node;
    node.type = Node::Type::field;
    node.field = "lens";
    node.text = name;
    return node;
}

}  // namespace

Result<std::vector<KindSummary>> Library::kinds(const Query& query, std::string_view lens) {
    Query of_kind = query;
    of_kind.sort = Sort::strongest;
    of_kind.collapse = Collapse::speaker;
    of_kind.people = true;
    of_kind.facets.clear();
    std::vector<KindSummary> summaries;
    for (const LensInfo& kind : Lenses::built_in().kinds()) {
        if (!kind.name.starts_with(std::string(lens) + kKindMark)) continue;
        of_kind.filters = query.filters;
        std::erase_if(of_kind.filters, [](const Node& filter) { return filter.field == "lens"; });
        of_kind.filters.push_back(lens_filter(kind.name));
        auto answer = search(of_kind);
        if (!answer) return answer.error();
        if (answer->total == 0) continue;
        summaries.push_back(
            {kind.name, kind.definition, answer->people, answer->total, std::move(answer->quotes)});
    }
    std::ranges::stable_sort(summaries, std::greater(), &KindSummary::people);
    return summaries;
}

}  // namespace verbatim
