#include "engine/query.h"

#include <algorithm>
#include <utility>

#include "engine/query_chars.h"
#include "engine/query_lexer.h"
#include "engine/schema.h"

namespace verbatim {

namespace {

using Token = QueryToken::Kind;
using Type = Node::Type;

constexpr std::string_view kOperatorHint =
    "AND, OR, NOT and NEAR in capitals are operators: write the word in small letters or in "
    "\"quotes\" to search for it";

// Recursive descent with one token of lookahead. A part that holds nothing but punctuation, or that
// cannot be understood, is no node; after an error the lexer gives only the end.
class Parser {
public:
    Parser(std::string_view text, const FieldNames& fields) : lexer_(text, fields) { advance(); }

    Result<Node> parse() {
        std::optional<Node> node = query();
        if (token_.kind == Token::close)
            fail(token_, "this ')' closes nothing", "leave it out, or open it with a '('");
        if (lexer_.error()) return *lexer_.error();
        if (!node) return Node{};
        return unwrapped(std::move(*node));
    }

private:
    using Part = std::optional<Node> (Parser::*)();

    void advance() { token_ = lexer_.next(); }

    std::optional<Node> fail(const QueryToken& at, std::string_view message, std::string hint) {
        lexer_.fail(at.begin, message, std::move(hint));
        token_.kind = Token::end;
        return std::nullopt;
    }

    std::optional<Node> query() {
        return joined(Type::disjunction, Token::op_or, &Parser::conjunct);
    }
    std::optional<Node> conjunct() {
        return joined(Type::conjunction, Token::op_and, &Parser::group);
    }
    std::optional<Node> joined(Type type, Token op, Part part);
    std::optional<Node> group();
    std::optional<Node> unary();
    std::optional<Node> primary();
    std::optional<Node> bracketed();
    std::optional<Node> near(Node first);

    // A bracketed word stays a group of one only beside others in a group, where it must match.
    static Node unwrapped(Node node) {
        if (node.type != Type::group || node.children.size() != 1) return node;
        Node child = std::move(node.children.front());
        return child;
    }

    QueryLexer lexer_;
    QueryToken token_;
    int depth_ = 0;
};

std::optional<Node> Parser::joined(Type type, Token op, Part part) {
    std::optional<Node> node = (this->*part)();
    if (token_.kind != op) return node;
    const std::string name = op == Token::op_or ? "OR" : "AND";
    Node all;
    all.type = type;
    while (node) {
        all.children.push_back(unwrapped(std::move(*node)));
        if (token_.kind != op) return all;
        const QueryToken at = std::exchange(token_, lexer_.next());
        node = (this->*part)();
        if (!node) return fail(at, name + " has nothing after it", std::string(kOperatorHint));
    }
    return fail(token_, name + " has nothing before it", std::string(kOperatorHint));
}

std::optional<Node> Parser::group() {
    Node all;
    all.type = Type::group;
    while (token_.kind == Token::term || token_.kind == Token::open || token_.kind == Token::op_not)
        if (std::optional<Node> node = unary()) all.children.push_back(std::move(*node));
    if (token_.kind == Token::near)
        return fail(token_,
                    all.children.empty() ? "NEAR has no word before it"
                                         : "NEAR joins single words, not phrases or brackets",
                    std::string(kOperatorHint));
    if (all.children.empty()) return std::nullopt;
    if (all.children.size() > 1) return all;
    Node only = std::move(all.children.front());
    return only;
}

std::optional<Node> Parser::unary() {
    const QueryToken at = token_;
    if (at.kind == Token::op_not) {
        advance();
        if (token_.negated || token_.kind == Token::op_not)
            return fail(token_, "two negations in a row", "one NOT or one '-' is enough");
    }
    std::optional<Node> node = primary();
    if (!node && at.kind == Token::op_not)
        return fail(at, "NOT has nothing after it", std::string(kOperatorHint));
    if (!node || (at.kind != Token::op_not && !at.negated)) return node;
    Node negation;
    negation.type = Type::negation;
    negation.children.push_back(unwrapped(std::move(*node)));
    return negation;
}

std::optional<Node> Parser::primary() {
    if (token_.kind == Token::open) return bracketed();
    if (token_.kind != Token::term) return std::nullopt;
    Node term = std::move(token_.term);
    advance();
    if (token_.kind == Token::near && term.type == Type::word) return near(std::move(term));
    return term;
}

std::optional<Node> Parser::bracketed() {
    const QueryToken at = std::exchange(token_, {});
    if (++depth_ > kMaxQueryDepth)
        return fail(at, "brackets within brackets, more than 100 deep", "use fewer brackets");
    advance();
    std::optional<Node> node = query();
    --depth_;
    if (token_.kind != Token::close)
        return fail(at, "this '(' is never closed", "close it, or leave it out");
    advance();
    if (!node || (node->type != Type::word && node->type != Type::prefix)) return node;
    Node group;
    group.type = Type::group;
    group.children.push_back(std::move(*node));
    return group;
}

std::optional<Node> Parser::near(Node first) {
    Node near;
    near.type = Type::near;
    near.children.push_back(std::move(first));
    while (token_.kind == Token::near) {
        const QueryToken at = std::exchange(token_, lexer_.next());
        if (near.distance > 0 && at.distance > 0 && near.distance != at.distance)
            return fail(at, "NEAR with two distances in one row of words", "give one distance");
        if (at.distance > 0) near.distance = at.distance;
        if (token_.kind == Token::end || token_.kind == Token::close)
            return fail(at, "NEAR has no word after it", std::string(kOperatorHint));
        if (token_.kind != Token::term || token_.negated || token_.term.type != Type::word)
            return fail(token_, "NEAR joins single words", "write word NEAR/5 word");
        near.children.push_back(std::move(token_.term));
        advance();
    }
    if (near.distance == 0) near.distance = kDefaultDistance;
    return near;
}

Error bad_query(std::string message, std::string hint) {
    return {ErrorCode::bad_query, std::move(message), std::move(hint)};
}

}  // namespace

bool FieldNames::contains(std::string_view name) const {
    return find_field(name) || std::ranges::find(custom, name) != custom.end();
}

Result<Node> parse_query(std::string_view text, const FieldNames& fields) {
    if (text.size() > kMaxQueryBytes)
        return bad_query("the query has " + std::to_string(text.size()) + " bytes, more than " +
                             std::to_string(kMaxQueryBytes),
                         "search for a few sentences at most");
    bool blank = true;
    for (std::size_t at = 0; at < text.size();) {
        const Character c = character_at(text, at);
        if (c.size == 0)
            return bad_query("query, byte " + std::to_string(at + 1) + ": this is not UTF-8",
                             "set the terminal or the program that asks to UTF-8");
        blank = blank && is_query_space(c.code);
        at += c.size;
    }
    Result<Node> node = Parser(text, fields).parse();
    if (node && node->type == Type::all && !blank)
        return bad_query("no word in the query",
                         "give a word, a \"phrase\" or a field such as "
                         "lens:pain");
    return node;
}

namespace {

// The lens that all answers of these nodes have, if all of them must hold.
const Node* lens_among(const std::vector<Node>& nodes) {
    for (const Node& node : nodes) {
        if (node.field == "lens") return &node;
        if (node.type != Type::group && node.type != Type::conjunction) continue;
        if (const Node* lens = lens_among(node.children)) return lens;
    }
    return nullptr;
}

}  // namespace

const Node* lens_of(const Query& query) {
    if (const Node* lens = lens_among(query.filters)) return lens;
    if (query.root.field == "lens") return &query.root;
    const bool all = query.root.type == Type::group || query.root.type == Type::conjunction;
    return all ? lens_among(query.root.children) : nullptr;
}

bool has_words(const Node& root) {
    switch (root.type) {
        case Type::all:
        case Type::field:
        case Type::range:
        case Type::negation:
            return false;
        default:
            return root.children.empty() || std::ranges::any_of(root.children, has_words);
    }
}

}  // namespace verbatim
