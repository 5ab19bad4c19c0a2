#include "engine/lens_trie.h"

#include <algorithm>

namespace verbatim {

void CueTrie::insert(const CueSequence& sequence, std::uint32_t cue, Vocabulary& vocabulary) {
    for (const Place& end : extend(sequence, {{0, 0}}, vocabulary, cue))
        growing_accepts_.put({cue, end.literal}, growing_[end.node].accepts);
}

// Adds paths for a sequence from every place in `from`; where they end. If the sequence is the end
// of a cue, its last symbols become Ends, and only the ends that are nodes are given back.
std::vector<CueTrie::Place> CueTrie::extend(const CueSequence& sequence, std::vector<Place> from,
                                            Vocabulary& vocabulary,
                                            std::optional<std::uint32_t> ends_cue) {
    for (std::size_t i = 0; i < sequence.size(); ++i) {
        const CueItem& item = sequence[i];
        if (item.gap > 0) {
            for (Place& place : from) place.node = gap_after(place.node, item.gap);
        }
        from =
            extend_by(item, from, vocabulary, i + 1 == sequence.size() ? ends_cue : std::nullopt);
        std::ranges::sort(from);
        from.erase(std::unique(from.begin(), from.end()), from.end());
    }
    return from;
}

// Likewise for one item, whose gap has been left behind.
std::vector<CueTrie::Place> CueTrie::extend_by(const CueItem& item, const std::vector<Place>& from,
                                               Vocabulary& vocabulary,
                                               std::optional<std::uint32_t> ends_cue) {
    std::vector<Place> to;
    if (item.optional) to = from;
    for (const CueSequence& choice : item.choices) {
        const auto ends = extend(choice, from, vocabulary, ends_cue);
        to.insert(to.end(), ends.begin(), ends.end());
    }
    if (!item.choices.empty()) return to;
    if (item.step.match == CueStep::Match::any) {
        for (const Place& place : from) to.push_back({any_after(place.node), place.literal});
        return to;
    }
    const Symbol symbol = vocabulary.add(item.step);
    for (const Place& place : from) {
        const std::uint32_t literal = place.literal + 1;
        if (ends_cue && place.node != 0)
            growing_ends_.put({symbol, {*ends_cue, literal}}, growing_[place.node].ends);
        else
            to.push_back({symbol_after(place.node, symbol), literal});
    }
    return to;
}

CueTrie::NodeId CueTrie::add_node() {
    growing_.emplace_back();
    return static_cast<NodeId>(growing_.size() - 1);
}

CueTrie::NodeId CueTrie::gap_after(NodeId node, int words) {
    const auto is_it = [words](const Gap& gap) { return gap.words == words; };
    if (const Gap* known = growing_gaps_.find(growing_[node].gaps, is_it)) return known->node;
    const NodeId added = add_node();
    growing_gaps_.put({words, added}, growing_[node].gaps);
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
    if (node == 0) {
        if (symbol >= roots_.size()) roots_.resize(symbol + 1);
        if (roots_[symbol] == 0) roots_[symbol] = add_node();
        return roots_[symbol];
    }
    const auto is_it = [symbol](const Edge& edge) { return edge.symbol == symbol; };
    if (const Edge* known = growing_edges_.find(growing_[node].edges, is_it)) return known->node;
    const NodeId added = add_node();
    growing_edges_.put({symbol, added}, growing_[node].edges);
    return added;
}

CueTrie::AllEdges CueTrie::all_edges() const {
    AllEdges all;
    all.begins.reserve(growing_.size() + 1);
    for (NodeId node = 0; node < growing_.size(); ++node) {
        const auto begin = static_cast<std::ptrdiff_t>(all.edges.size());
        all.begins.push_back(static_cast<std::uint32_t>(begin));
        for (std::uint32_t i = growing_[node].edges; i != kNone; i = growing_edges_.links[i].next)
            all.edges.push_back(growing_edges_.links[i].item);
        for (Symbol symbol = 0; node == 0 && symbol < roots_.size(); ++symbol)
            if (roots_[symbol] != 0) all.edges.push_back({symbol, roots_[symbol]});
        std::ranges::sort(all.edges.begin() + begin, all.edges.end(), {}, &Edge::symbol);
    }
    all.begins.push_back(static_cast<std::uint32_t>(all.edges.size()));
    return all;
}

// Those that can be reached in the same number of words, which a text is likely to reach, come
// together.
std::vector<CueTrie::NodeId> CueTrie::by_depth(const AllEdges& edges) const {
    std::vector<NodeId> nodes = {0};
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const Growing& node = growing_[nodes[i]];
        for (const Edge& edge : edges.of(nodes[i])) nodes.push_back(edge.node);
        for (const Gap& gap : growing_gaps_.in_order(node.gaps)) nodes.push_back(gap.node);
        if (node.any != 0) nodes.push_back(node.any);
    }
    return nodes;
}

void CueTrie::freeze(Symbol last_symbol) {
    const AllEdges edges = all_edges();
    const std::vector<NodeId> order = by_depth(edges);
    std::vector<NodeId> place(growing_.size());
    for (NodeId i = 0; i < order.size(); ++i) place[order[i]] = i;
    nodes_.reserve(order.size() + 1);
    for (const NodeId id : order) {
        const Growing& node = growing_[id];
        nodes_.push_back(node_here(place[node.any]));
        for (const Edge& edge : edges.of(id)) {
            edges_.push_back({edge.symbol, place[edge.node]});
            nodes_.back().next |= mask_of(edge.symbol);
        }
        for (const Gap& gap : growing_gaps_.in_order(node.gaps))
            gaps_.push_back({gap.words, place[gap.node]});
        const auto accepts = growing_accepts_.in_order(node.accepts);
        accepts_.insert(accepts_.end(), accepts.begin(), accepts.end());
        add_ends(node.ends, nodes_.back());
    }
    nodes_.push_back(node_here(0));
    roots_.resize(last_symbol + 1);
    for (NodeId& root : roots_) root = place[root];
    growing_ = {};
    growing_edges_ = {};
    growing_gaps_ = {};
    growing_accepts_ = {};
    growing_ends_ = {};
}

// A node whose edges, gaps, accepts and ends are those that come next.
CueTrie::Node CueTrie::node_here(NodeId any) const {
    return {static_cast<std::uint32_t>(edges_.size()),
            static_cast<std::uint32_t>(gaps_.size()),
            static_cast<std::uint32_t>(accepts_.size()),
            static_cast<std::uint32_t>(ends_.size()),
            any,
            0};
}

// Each once, in order, and in the node's mask.
void CueTrie::add_ends(std::uint32_t list, Node& node) {
    for (std::uint32_t i = list; i != kNone; i = growing_ends_.links[i].next)
        ends_.push_back(growing_ends_.links[i].item);
    const auto first = ends_.begin() + node.ends;
    std::sort(first, ends_.end());
    ends_.erase(std::unique(first, ends_.end()), ends_.end());
    for (std::size_t i = node.ends; i < ends_.size(); ++i) node.next |= mask_of(ends_[i].symbol);
}

}  // namespace verbatim
