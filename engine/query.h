#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model.h"
#include "engine/result.h"

namespace verbatim {

// A query as a tree, without any knowledge of the index.
//
//   query    := conjunct (OR conjunct)*
//   conjunct := group (AND group)*
//   group    := unary+          at least one of its loose words must match, more are better;
//   phrases,
//                               NEAR, fields and bracketed parts beside them must all match,
//                               negated ones must not
//   unary    := (-|NOT)? primary        NOT and - bind to what follows; '-' only at the start of a
//   term primary  := word | word* | "phrase" | word NEAR/n word ... | field:value | field:a..b | (
//   query )
//
// A field's value is a word, a "quoted value", or a range with either end open. Operators are upper
// case. A `name:` that is no field of the schema, and no key given with --set, is a bad query, with
// a hint that names the nearest; "10:30" and "http://x" are words.
struct Node {
    enum class Type {
        all,
        word,
        prefix,
        phrase,
        near,
        field,
        range,
        group,
        conjunction,
        disjunction,
        negation
    };

    Type type = Type::all;
    std::string text;   // word, prefix: as typed; phrase: between the quotes; field: the value
    std::string field;  // field, range
    std::string lower, upper;    // range: as typed, empty is open
    int distance = 0;            // near: at most so many words apart, 1 to 100
    std::vector<Node> children;  // group, conjunction, disjunction: 2 or more (group: 1 or more);
                                 // negation: 1; near: 2 or more words
    friend bool operator==(const Node&, const Node&) = default;
};

// Knows the names before a colon that are fields: those of the schema and the library's own keys.
struct FieldNames {
    std::vector<std::string> custom;
    bool contains(std::string_view name) const;
};

// Fails with bad_query and the place in a query that cannot be understood: an unbalanced bracket or
// quote, an operator without operand, an unknown field, more than 64 KiB, 1,000 terms or 100
// levels. An empty query is Node::Type::all. Linear in the text.
Result<Node> parse_query(std::string_view text, const FieldNames& fields = {});

// The query as text: parse_query(print(node)) == node for every node that parse_query gives.
std::string print(const Node& node);

enum class Sort { relevance, newest, oldest, rating, strongest };
enum class Collapse { none, conversation, speaker };

// What was asked: the query's text and everything the flags add to it.
struct Query {
    std::string text;
    Node root;
    std::vector<Node>
        filters;  // field and range nodes that must hold; several of one field: any of them
    std::vector<Role> roles = {Role::customer};  // empty: every role
    bool exact = false;  // words match only as they are written (case and accents aside)
    Sort sort = Sort::relevance;
    Collapse collapse = Collapse::none;
    bool similar = false;  // keep near-duplicates instead of showing one of each
    std::size_t limit = 10;
    std::size_t offset = 0;
    std::size_t context = 1;          // utterances before and after
    std::vector<std::string> facets;  // field names
    bool explain = false;
};

}  // namespace verbatim
