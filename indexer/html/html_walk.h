#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "indexer/html/html_pieces.h"

struct GumboInternalNode;

namespace verbatim {

// The attributes of an element, by their names in lower case.
class HtmlAttributes {
public:
    explicit HtmlAttributes(const GumboInternalNode& element) : element_(element) {}
    std::string_view operator[](std::string_view name) const;  // empty if there is none
    bool has(std::string_view name) const;
    bool has_class(std::string_view name) const;

private:
    const GumboInternalNode& element_;
};

// What becomes of HTML; see html_pieces.h for what of it is left out. What formats letters is a
// "span", whatever it was called.
class HtmlHandler {
public:
    virtual ~HtmlHandler() = default;
    virtual void begin(std::string_view name, const HtmlAttributes& attributes) = 0;
    virtual void end(std::string_view name) = 0;
    virtual void text(std::string_view text) = 0;  // with its references undone
};

// Feeds HTML to a handler, piece by piece, as Gumbo understands it: each element that begins ends,
// in the right order; what is nested more than 128 deep where a piece ends, ends there. Linear, and
// memory is bounded by a piece. `html` and the handler outlive it.
class HtmlWalk {
public:
    HtmlWalk(std::string_view html, HtmlHandler& handler);
    ~HtmlWalk();
    bool step();  // false at the end

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace verbatim
