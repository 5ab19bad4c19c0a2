#include <algorithm>
#include <deque>
#include <map>
#include <memory>

#include "engine/meaning/pieces.h"

namespace verbatim {

namespace {

struct Growing {
    std::map<char, std::unique_ptr<Growing>> children;
    std::uint16_t piece = 0;
};

constexpr std::size_t kReserved = 6;

Growing grown(std::span<const std::pair<std::string, double>> pieces) {
    Growing root;
    for (std::size_t id = kReserved; id < pieces.size(); ++id) {
        Growing* node = &root;
        for (const char c : pieces[id].first) {
            auto& child = node->children[c];
            if (!child) child = std::make_unique<Growing>();
            node = child.get();
        }
        node->piece = static_cast<std::uint16_t>(id);
    }
    return root;
}

}  // namespace

PieceTables piece_tables(std::span<const std::pair<std::string, double>> pieces) {
    PieceTables tables;
    for (const auto& [text, score] : pieces) tables.scores.push_back(score);
    const Growing root = grown(pieces);
    std::deque<const Growing*> waiting = {&root};
    tables.nodes.resize(1);
    tables.labels.push_back('\0');
    for (std::size_t at = 0; !waiting.empty(); ++at, waiting.pop_front()) {
        const Growing& node = *waiting.front();
        tables.nodes[at] = {static_cast<std::uint32_t>(tables.nodes.size()),
                            static_cast<std::uint16_t>(node.children.size()), node.piece};
        for (const auto& [label, child] : node.children) {
            tables.nodes.emplace_back();
            tables.labels.push_back(label);
            waiting.push_back(child.get());
        }
    }
    return tables;
}

}  // namespace verbatim
