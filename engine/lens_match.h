#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "engine/lens_file.h"
#include "engine/lens_trie.h"
#include "engine/lens_vocabulary.h"
#include "engine/model.h"
#include "engine/text.h"

namespace verbatim {

// A cue found in a text: at words first to last.
struct CueMatch {
    std::uint32_t cue = 0;
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    std::uint32_t literal = 0;  // words that the cue names; those of gaps and * are left out
    std::uint32_t begin = 0;    // first, or the word before it that negates the cue
    double weight = 0;          // with negation and intensifiers
};

// The cues of one language, of all lenses, as one trie over words. A text costs a table lookup a
// word, and more only where a cue begins. Immutable after construction, thread-safe.
//
// Four lists have a meaning of their own: a word of `not` negates a cue up to three words later in
// the clause, unless a word of `unless` follows it; a word of `but` begins a clause; a word of
// `very` makes the cue after it count 1.3 times.
class CueMatcher {
public:
    // Takes the cues and lists of its language and those for every language. Every list that they
    // name must be there.
    CueMatcher(std::string_view lang, std::span<const LensCue> cues,
               std::span<const WordList> lists);

    // The matches in order of their first word. Of several of one cue from the same word, the one
    // that names most words, then the shortest.
    std::vector<CueMatch> find(std::string_view text, std::span<const Word> words) const;

private:
    using Symbol = Vocabulary::Symbol;
    struct Token {
        std::span<const Symbol> symbols;
        CueTrie::Mask mask = 0;  // of the symbols
        bool starts_sentence = false;
        bool starts_clause = false;

        bool is(Symbol symbol) const;
    };
    struct Search {
        std::span<const Token> tokens;
        std::uint32_t first = 0;     // the word that the cues begin with
        std::size_t from_first = 0;  // where its matches begin
        std::vector<CueMatch> matches;
    };

    std::vector<Token> tokens(std::string_view text, std::span<const Word> words) const;
    void arrive(Search& search, CueTrie::NodeId node, std::uint32_t next) const;
    void follow(Search& search, CueTrie::NodeId node, std::uint32_t next) const;
    void accept(Search& search, const CueTrie::Accept& accept, std::uint32_t last) const;
    std::uint32_t negator_before(std::span<const Token> tokens, std::uint32_t first) const;

    // What a cue asks of the place where it is found, and what it weighs.
    struct Rule {
        double weight = 0;
        std::optional<double> negated;
        bool starts_sentence = false;
        bool starts_clause = false;
        bool ends_sentence = false;
    };

    std::vector<Rule> rules_;  // of the cues
    Vocabulary vocabulary_;
    CueTrie trie_;
    Symbol not_ = 0;
    Symbol unless_ = 0;
    Symbol but_ = 0;
    Symbol very_ = 0;
};

}  // namespace verbatim
