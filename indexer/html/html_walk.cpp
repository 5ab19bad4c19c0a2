#include "indexer/html/html_walk.h"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <vector>

namespace verbatim {

namespace {

constexpr std::size_t kDeepest = 128;

struct Free {
    void operator()(GumboOutput* output) const {
        gumbo_destroy_output(&kGumboDefaultOptions, output);
    }
};
using Tree = std::unique_ptr<GumboOutput, Free>;

// A tree of few levels, which may be freed; see html_pieces.h.
Tree parse(std::string_view piece) {
    GumboOptions options = kGumboDefaultOptions;
    options.max_errors = 0;
    options.fragment_context = GUMBO_TAG_BODY;
    return Tree(gumbo_parse_with_options(&options, piece.data(), piece.size()));
}

bool is_element(const GumboNode& node) {
    return node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE;
}

std::string_view name_of(const GumboNode& element) {
    return gumbo_normalized_tagname(element.v.element.tag);
}

const GumboNode* last_child(const GumboNode& element) {
    const GumboVector& children = element.v.element.children;
    if (children.length == 0) return nullptr;
    return static_cast<const GumboNode*>(children.data[children.length - 1]);
}

bool is_open(const GumboNode& node) {
    return is_element(node) && node.v.element.original_end_tag.length == 0 &&
           node.v.element.tag != GUMBO_TAG_BR && node.v.element.tag != GUMBO_TAG_HR;
}

}  // namespace

std::string_view HtmlAttributes::operator[](std::string_view name) const {
    const GumboVector& attributes = element_.v.element.attributes;
    for (unsigned i = 0; i < attributes.length; ++i) {
        const auto& attribute = *static_cast<const GumboAttribute*>(attributes.data[i]);
        if (name == attribute.name) return attribute.value;
    }
    return {};
}

bool HtmlAttributes::has(std::string_view name) const {
    return (*this)[name].data() != nullptr;
}

bool HtmlAttributes::has_class(std::string_view name) const {
    std::string_view classes = (*this)["class"];
    while (!classes.empty()) {
        const std::size_t end = std::min(classes.find_first_of(" \t\n\f\r"), classes.size());
        if (classes.substr(0, end) == name) return true;
        classes.remove_prefix(std::min(end + 1, classes.size()));
    }
    return false;
}

struct HtmlWalk::State {
    HtmlPieces pieces;
    HtmlHandler& handler;
    std::vector<std::string> open;  // the elements that go on in the next piece, outermost first
    std::string text;

    // Reads one piece; what is open at its end goes on, unless there is no more.
    void walk(const std::string& piece, std::size_t reopened, bool last) {
        const Tree tree = parse(piece);
        std::vector<const GumboNode*> going_on;
        for (const GumboNode* node = last_child(*tree->root);
             node != nullptr && is_open(*node) && !last && going_on.size() < kDeepest;
             node = last_child(*node))
            going_on.push_back(node);
        open.clear();
        for (const GumboNode* node : going_on) open.emplace_back(name_of(*node));
        walk_children(*tree->root, reopened, going_on, 0);
    }

    // As deep as the tree is, some hundred elements.
    void walk_children(const GumboNode& parent, std::size_t reopened,
                       const std::vector<const GumboNode*>& going_on, std::size_t depth) {
        const GumboVector& children = parent.v.element.children;
        for (unsigned i = 0; i < children.length; ++i) {
            const auto& node = *static_cast<const GumboNode*>(children.data[i]);
            if (!is_element(node)) {
                show(node);
                continue;
            }
            const bool began = node.v.element.start_pos.offset < reopened;
            const bool goes_on = depth < going_on.size() && going_on[depth] == &node;
            const std::string_view name = name_of(node);
            if (!began) handler.begin(name, HtmlAttributes(node));
            walk_children(node, reopened, going_on, depth + 1);
            if (!goes_on) handler.end(name);
        }
    }

    void show(const GumboNode& node) {
        if (node.type == GUMBO_NODE_COMMENT) return;
        text.clear();
        append_with_controls(text, node.v.text.text);
        handler.text(text);
    }
};

HtmlWalk::HtmlWalk(std::string_view html, HtmlHandler& handler)
    : state_(new State{HtmlPieces(html), handler, {}, {}}) {}
HtmlWalk::~HtmlWalk() = default;

bool HtmlWalk::step() {
    std::string piece;
    for (const std::string& name : state_->open) piece += "<" + name + ">";
    const std::size_t reopened = piece.size();
    if (!state_->pieces.next(piece)) return false;
    state_->walk(piece, reopened, state_->pieces.at_end());
    return true;
}

}  // namespace verbatim
