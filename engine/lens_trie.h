#pragma once

#include <algorithm>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/lens_file.h"
#include "engine/lens_vocabulary.h"

namespace verbatim {

// The cues of one language as a trie: a path is a way to begin a cue, an edge a symbol of the
// vocabulary, any word, or a gap. The last symbol of a cue is no edge but an End of the node before
// it, unless it is the first too. Node 0 is the root. Built with insert(), read after freeze().
class CueTrie {
public:
    using Symbol = Vocabulary::Symbol;
    using NodeId = std::uint32_t;
    // Up to so many words may be left out before a symbol of `node` follows.
    struct Gap {
        int words = 0;
        NodeId node = 0;
    };
    // A cue that ends here, and how many words it names on this path.
    struct Accept {
        std::uint32_t cue = 0;
        std::uint32_t literal = 0;
        friend auto operator<=>(const Accept&, const Accept&) = default;
    };
    // A cue that ends with a symbol. Nodes for these would be three in four, with nothing after
    // them.
    struct End {
        Symbol symbol = 0;
        Accept accept;
        friend auto operator<=>(const End&, const End&) = default;
    };

    void insert(const CueSequence& sequence, std::uint32_t cue, Vocabulary& vocabulary);
    // Packs the nodes, and knows from then on which symbols cues begin with, up to `last_symbol`.
    void freeze(Symbol last_symbol);

    // The node after the root for a symbol, or 0.
    NodeId begin(Symbol symbol) const { return roots_[symbol]; }
    // The node after `node` for a symbol, or 0.
    NodeId next(NodeId node, Symbol symbol) const {
        const Edge* end = edges_.data() + nodes_[node + 1].edges;
        const Edge* edge = first_of(edges_.data() + nodes_[node].edges, end, symbol);
        return edge != end && edge->symbol == symbol ? edge->node : 0;
    }
    // The cues that end with a symbol after `node`; accepts(next()) may have others.
    std::span<const End> ends(NodeId node, Symbol symbol) const {
        const End* end = ends_.data() + nodes_[node + 1].ends;
        const End* first = first_of(ends_.data() + nodes_[node].ends, end, symbol);
        const End* last = first;
        while (last != end && last->symbol == symbol) ++last;
        return {first, last};
    }
    NodeId any(NodeId node) const { return nodes_[node].any; }
    // Symbols as a set that may hold more than was put in: each is one of 64 bits.
    using Mask = std::uint64_t;
    static Mask mask_of(Symbol symbol) { return Mask{1} << (symbol % 64); }
    // Whether anything can follow `node` at a word with these symbols, or end with it.
    bool may_follow(NodeId node, Mask symbols) const {
        return (nodes_[node].next & symbols) != 0 || nodes_[node].any != 0;
    }
    std::span<const Gap> gaps(NodeId node) const {
        return {gaps_.data() + nodes_[node].gaps, gaps_.data() + nodes_[node + 1].gaps};
    }
    std::span<const Accept> accepts(NodeId node) const {
        return {accepts_.data() + nodes_[node].accepts, accepts_.data() + nodes_[node + 1].accepts};
    }

private:
    static constexpr std::ptrdiff_t kFew = 8;  // faster to go through than to bisect

    // Of what is ordered by symbols, the first with this or a later one.
    template <typename Item>
    static const Item* first_of(const Item* item, const Item* end, Symbol symbol) {
        if (end - item > kFew)
            return std::ranges::lower_bound(item, end, symbol, {}, &Item::symbol);
        while (item != end && item->symbol < symbol) ++item;
        return item;
    }
    struct Edge {
        Symbol symbol = 0;
        NodeId node = 0;
    };
    // While it grows, what nodes have lies in lists that all nodes share: vectors of their own took
    // four times as long.
    static constexpr std::uint32_t kNone = ~std::uint32_t{0};
    template <typename Item>
    struct Lists {
        struct Link {
            Item item;
            std::uint32_t next = kNone;
        };
        std::vector<Link> links;

        void put(const Item& item, std::uint32_t& first) {
            links.push_back({item, first});
            first = static_cast<std::uint32_t>(links.size() - 1);
        }
        const Item* find(std::uint32_t first, const auto& is_it) const {
            for (; first != kNone; first = links[first].next)
                if (is_it(links[first].item)) return &links[first].item;
            return nullptr;
        }
        std::vector<Item> in_order(std::uint32_t first) const {
            std::vector<Item> items;
            for (; first != kNone; first = links[first].next) items.push_back(links[first].item);
            std::ranges::reverse(items);
            return items;
        }
    };
    struct Growing {
        std::uint32_t edges = kNone, gaps = kNone, accepts = kNone, ends = kNone;
        NodeId any = 0;
    };
    // Where a node's edges, gaps, accepts and ends begin; they end where the next node's begin.
    struct Node {
        std::uint32_t edges = 0;
        std::uint32_t gaps = 0;
        std::uint32_t accepts = 0;
        std::uint32_t ends = 0;
        NodeId any = 0;
        Mask next = 0;  // the symbols of its edges and ends
    };
    struct Place {
        NodeId node = 0;
        std::uint32_t literal = 0;
        friend auto operator<=>(const Place&, const Place&) = default;
    };

    std::vector<Place> extend(const CueSequence& sequence, std::vector<Place> from,
                              Vocabulary& vocabulary, std::optional<std::uint32_t> ends_cue);
    std::vector<Place> extend_by(const CueItem& item, const std::vector<Place>& from,
                                 Vocabulary& vocabulary, std::optional<std::uint32_t> ends_cue);
    // Of every node, one after the other, each node's ascending by symbol; and where a node's
    // begin.
    struct AllEdges {
        std::vector<Edge> edges;
        std::vector<std::uint32_t> begins;  // one more than there are nodes

        std::span<const Edge> of(NodeId node) const {
            return std::span(edges).subspan(begins[node], begins[node + 1] - begins[node]);
        }
    };
    AllEdges all_edges() const;
    std::vector<NodeId> by_depth(const AllEdges& edges) const;
    Node node_here(NodeId any) const;
    void add_ends(std::uint32_t list, Node& node);
    NodeId add_node();
    NodeId gap_after(NodeId node, int words);
    NodeId any_after(NodeId node);
    NodeId symbol_after(NodeId node, Symbol symbol);

    std::vector<Growing> growing_ = std::vector<Growing>(1);
    Lists<Edge> growing_edges_;  // but for the root's, which has thousands
    Lists<Gap> growing_gaps_;
    Lists<Accept> growing_accepts_;
    Lists<End> growing_ends_;
    std::vector<Node> nodes_;  // one more than there are
    std::vector<Edge> edges_;
    std::vector<Gap> gaps_;
    std::vector<Accept> accepts_;
    std::vector<End> ends_;
    std::vector<NodeId> roots_;  // by symbol
};

}  // namespace verbatim
