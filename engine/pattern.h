#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/query.h"
#include "engine/text.h"

// A query's tree made ready for texts: typed words become the words that texts are searched for.
namespace verbatim {

// A word of a query as texts are searched for it.
struct PatternWord {
    std::string shown;  // as typed
    std::string folded;
    // Its terms in each language of the library; the first, under "", for texts whose language is
    // not known.
    std::vector<std::pair<std::string, std::string>> terms;
    bool unspaced = false;
    // What a word of Japanese may have in place of this character when it is inflected.
    std::vector<std::string> inflections;

    // Whether a text of the language that has the term has the word.
    bool has_term(const std::string& term, const std::string& language) const;
};

// A query's tree, compiled: leaves know their words.
struct Pattern {
    Node::Type type = Node::Type::all;
    bool exact = false;     // word: as written; phrases always are
    bool open_end = false;  // phrase: its last word is a prefix ("e-mail*")
    bool weak = false;      // word: says nothing by itself ("the"); it scores, but need not match
    std::vector<PatternWord>
        words;  // word, prefix: 1; near: 2 or more; phrase: its words or characters
    Node node;  // field, range; near: the distance
    std::vector<Pattern> children;

    bool unsure = false;  // field: the index finds more than has it
    bool nearby = false;  // group: its loose words need not match, what means the same is let in

    // Whether it is one of the loose words of a query, of which any may match.
    bool is_loose() const;
    // Whether the index alone cannot tell: there is a phrase, NEAR, prefix or exact word.
    bool needs_text() const;
    // Whether it is stems of the text that tell, somewhere in it.
    bool needs_stems() const;
};

// Whether documents that match weigh something, as those with words do.
bool has_weight(const Pattern& pattern);

// `languages` are those of the library's conversations, the most frequent first.
Pattern compile(const Node& node, const std::vector<std::string>& languages, bool exact);

// The units in which phrases are compared: words, and single characters where a script has no
// spaces, so that a phrase is found whatever the dictionary made of its surroundings. `folded`
// views the words.
struct Unit {
    Span span;
    std::string_view folded;
};
std::vector<Unit> units_of(const std::vector<Word>& words);

}  // namespace verbatim
