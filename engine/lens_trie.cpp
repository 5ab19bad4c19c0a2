#include "engine/lens_trie.h"

#include <algorithm>
#include <utility>

namespace verbatim {

void CueTrie::insert(const CueSequence& sequence, std::uint32_t cue, Vocabulary& vocabulary) {
    for (const Place& end : extend(sequence, {{0, 0}}, vocabulary))
        growing_[end.node].accepts.push_back({cue, end.literal});
}

// Adds paths for a sequence from every place in `from`; where they end.
std::vector<CueTrie::Place> CueTrie::extend(const CueSequence& sequence, std::vector<Place> from,
                                            Vocabulary& vocabulary) {
    for (const CueItem& item : sequence) {
        if (item.gap > 0) {
            for (Place& place : from) place.node = gap_after(place.node, item.gap);
        }
        std::vector<Place> to;
        if (item.optional) to = from;
        if (item.choices.empty()) {
            const bool any = item.step.match == CueStep::Match::any;
            const Symbol symbol = any ? 0 : vocabulary.add(item.step);
            for (const Place& place : from) {
                to.push_back(any ? Place{any_after(place.node), place.literal}
                                 : Place{symbol_after(place.node, symbol), place.literal + 1});
            }
        }
        for (const CueSequence& choice : item.choices) {
            const auto ends = extend(choice, from, vocabulary);
            to.insert(to.end(), ends.begin(), ends.end());
        }
        std::ranges::sort(to);
        to.erase(std::unique(to.begin(), to.end()), to.end());
        from = std::move(to);
    }
    return from;
}

CueTrie::NodeId CueTrie::add_node() {
    growing_.emplace_back();
    return static_cast<NodeId>(growing_.size() - 1);
}

CueTrie::NodeId CueTrie::gap_after(NodeId node, int words) {
    const auto known = std::ranges::find(growing_[node].gaps, words, &Gap::words);
    if (known != growing_[node].gaps.end()) return known->node;
    const NodeId added = add_node();
    growing_[node].gaps.push_back({words, added});
    return added;
}

CueTrie::NodeId CueTrie::any_after(NodeId node) {
    if (growing_[node].any == 0) {
        const NodeId added = add_node();
        growing_[node].any = added;
    }
    return growing_[node].any;
}

CueTrie::NodeId CueTrie::symbol_after(NodeId node, Symbol symbol) {
    const auto& edges = growing_[node].edges;
    const auto place = std::ranges::lower_bound(edges, symbol, {}, &Edge::symbol);
    if (place != edges.end() && place->symbol == symbol) return place->node;
    const auto index = place - edges.begin();
    const NodeId added = add_node();
    growing_[node].edges.insert(growing_[node].edges.begin() + index, {symbol, added});
    return added;
}

// Those that can be reached in the same number of words, which a text is likely to reach, come
// together.
std::vector<CueTrie::NodeId> CueTrie::by_depth() const {
    std::vector<NodeId> nodes = {0};
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const Growing& node = growing_[nodes[i]];
        for (const Edge& edge : node.edges) nodes.push_back(edge.node);
        for (const Gap& gap : node.gaps) nodes.push_back(gap.node);
        if (node.any != 0) nodes.push_back(node.any);
    }
    return nodes;
}

void CueTrie::freeze(Symbol last_symbol) {
    const std::vector<NodeId> order = by_depth();
    std::vector<NodeId> place(growing_.size());
    for (NodeId i = 0; i < order.size(); ++i) place[order[i]] = i;
    nodes_.reserve(order.size() + 1);
    const auto add = [&](const Growing& node) {
        nodes_.push_back({static_cast<std::uint32_t>(edges_.size()),
                          static_cast<std::uint32_t>(gaps_.size()),
                          static_cast<std::uint32_t>(accepts_.size()), place[node.any], 0});
        for (const Edge& edge : node.edges) {
            edges_.push_back({edge.symbol, place[edge.node]});
            nodes_.back().next |= mask_of(edge.symbol);
        }
        for (const Gap& gap : node.gaps) gaps_.push_back({gap.words, place[gap.node]});
        accepts_.insert(accepts_.end(), node.accepts.begin(), node.accepts.end());
    };
    for (const NodeId node : order) add(growing_[node]);
    add({});
    roots_.resize(last_symbol + 1);
    for (const Edge& edge : growing_[0].edges) roots_[edge.symbol] = place[edge.node];
    growing_ = {};
}

}  // namespace verbatim
