#include "engine/query.h"
#include "engine/query_lexer.h"

namespace verbatim {

namespace {

using Type = Node::Type;

// How closely a node's parts hold together; a part that holds less needs brackets, and so do those
// of its own kind.
int binding(Type type) {
    switch (type) {
        case Type::disjunction:
            return 0;
        case Type::conjunction:
            return 1;
        case Type::group:
            return 2;
        case Type::negation:
            return 3;
        case Type::near:
            return 4;
        default:
            return 5;
    }
}

std::string print_parts(const Node& node, const std::string& between) {
    std::string text;
    for (const Node& child : node.children) {
        if (!text.empty()) text += between;
        const bool closer = binding(child.type) > binding(node.type);
        text += closer ? print(child) : "(" + print(child) + ")";
    }
    return text;
}

// A word that begins with dashes itself, such as "--all", would swallow another.
std::string print_negation(const Node& node) {
    const std::string part = print_parts(node, "");
    return (part.starts_with('-') ? "NOT " : "-") + part;
}

std::string print_value(const std::string& value) {
    return needs_quotes(value) ? in_quotes(value) : value;
}

}  // namespace

std::string print(const Node& node) {
    switch (node.type) {
        case Type::all:
            return "";
        case Type::word:
            return node.text;
        case Type::prefix:
            return node.text + "*";
        case Type::phrase:
            return in_quotes(node.text);
        case Type::near:
            return print_parts(node, " NEAR/" + std::to_string(node.distance) + " ");
        case Type::field:
            return node.field + ":" + print_value(node.text);
        case Type::range:
            return node.field + ":" + node.lower + ".." + node.upper;
        case Type::group:
            return print_parts(node, " ");
        case Type::conjunction:
            return print_parts(node, " AND ");
        case Type::disjunction:
            return print_parts(node, " OR ");
        case Type::negation:
            return print_negation(node);
    }
    return "";
}

}  // namespace verbatim
