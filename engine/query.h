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
//   group    := unary+
//   unary    := (- | NOT)? primary
//   primary  := word | word* | "phrase" | word NEAR/n word ... | field:value | field:a..b
//             | ( query )
//
// Of a group's loose words at least one must match, and more are better; the phrases, NEAR, fields
// and bracketed parts beside them must all match, the negated ones must not. A word in brackets
// beside others is a group of one: it must match. Elsewhere such brackets mean nothing and are
// gone.
//
// NOT and - bind to what follows; '-' only at the start of a term. Operators are upper case. NEAR
// without a number is NEAR/10. A prefix has at least two letters, or one of a script written
// without spaces. The quotes of a phrase or a value are " or typographic; nothing escapes them.
// What is punctuation only, empty quotes and empty brackets are passed over.
//
// A field's value is a word, a "quoted value", or (numbers, dates and the library's own keys) a
// range with either end open. Field names ignore case and are given as the schema writes them. A
// `name:value` that is no field of the schema, and no key given with --set, is a bad query, with a
// hint that names the nearest; "10:30", "http://x" and "note: this" are words.
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
    std::string text;   // word: as typed; prefix: without its *; phrase: between the quotes; field:
                        // the value
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

// Fails with bad_query and the column (in characters, from 1) in a query that cannot be understood:
// an unbalanced bracket or quote, an operator without operand, an unknown field, no word at all,
// bytes that are not UTF-8, more than 64 KiB, 1,000 words (those of phrases count) or 100 levels.
// An empty query is Node::Type::all. Linear in the text.
Result<Node> parse_query(std::string_view text, const FieldNames& fields = {});

// The query as text, with no more brackets than it needs: parse_query(print(node)) == node for
// every node that parse_query gives, unless a query that just fits 64 KiB grows beyond it by the
// spaces and the NEAR/10 that it left out.
std::string print(const Node& node);

// bm25 is the index's weight alone, which relevance is measured against: any word may match, stop
// words included, and nothing is ordered anew.
enum class Sort { relevance, newest, oldest, rating, strongest, bm25 };
enum class Collapse { none, conversation, speaker };

// Whether a word also finds other words for the same thing. `concepts` favours answers without any
// word of the query.
enum class ByMeaning { yes, concepts, no };

// What was asked: the query's text and everything the flags add to it.
struct Query {
    std::string text;
    Node root;
    std::vector<Node>
        filters;  // field and range nodes that must hold; several of one field: any of them
    std::vector<Role> roles = {Role::customer};  // empty: every role
    ByMeaning by_meaning = ByMeaning::yes;
    // Examples of what is sought, and of what is not: ids of verbatims, or sentences.
    std::vector<std::string> like, unlike;
    // What was marked before: good ones come first, unless in an order of dates or ratings, and
    // lead to what is like them; bad ones are left out, with what says nearly the same, and lead
    // away from what is like them.
    std::vector<Id> good, bad;
    std::uint32_t after = 0;  // only verbatims that came with a source of a higher number
    bool exact = false;       // words match only as they are written (case and accents aside)
    Sort sort = Sort::relevance;
    Collapse collapse = Collapse::none;
    bool similar = false;  // keep near-duplicates instead of showing one of each
    std::size_t limit = 10;
    std::size_t offset = 0;
    std::size_t context = 1;          // utterances before and after
    std::vector<std::string> facets;  // field names
    bool people = false;              // count who says it
    bool explain = false;
};

// The lens that all answers have: the first that a flag or else the text names; null if none does.
// Lives as long as the query.
const Node* lens_of(const Query& query);

// Whether the query has words, which answers say more or less of, not fields alone.
bool has_words(const Node& root);

}  // namespace verbatim
