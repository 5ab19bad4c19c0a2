#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "engine/lens_file.h"
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
    // Takes the cues and lists of its language and those for every language. `cues` must outlive
    // the matcher, and every list that they name must be there.
    CueMatcher(std::string_view lang, std::span<const LensCue> cues,
               std::span<const WordList> lists);

    // All matches, in order of their first word; those of one cue may overlap.
    std::vector<CueMatch> find(std::string_view text, std::span<const Word> words) const;

private:
    using Symbol = Vocabulary::Symbol;
    struct Edge {
        Symbol symbol = 0;
        std::uint32_t node = 0;
    };
    struct Gap {
        int words = 0;
        std::uint32_t node = 0;
    };
    struct Accept {
        std::uint32_t cue = 0;
        std::uint32_t literal = 0;
    };
    struct Node {
        std::vector<Edge> edges;  // ascending by symbol
        std::vector<Gap> gaps;
        std::vector<Accept> accepts;
        std::uint32_t any = 0;
    };
    struct Token {
        std::span<const Symbol> symbols;
        bool starts_sentence = false;
        bool starts_clause = false;

        bool is(Symbol symbol) const;
    };
    struct Search {
        std::span<const Token> tokens;
        std::uint32_t first = 0;
        std::vector<CueMatch> matches;
    };

    // A node on the way, and how many words lead there that the cue names.
    struct Place {
        std::uint32_t node = 0;
        std::uint32_t literal = 0;
        friend auto operator<=>(const Place&, const Place&) = default;
    };

    std::vector<Place> insert(const CueSequence& sequence, std::vector<Place> from);
    std::uint32_t new_node();
    std::uint32_t gap_after(std::uint32_t node, int words);
    std::uint32_t any_after(std::uint32_t node);
    std::uint32_t symbol_after(std::uint32_t node, Symbol symbol);
    std::vector<Token> tokens(std::string_view text, std::span<const Word> words) const;
    void arrive(Search& search, std::uint32_t node, std::uint32_t next) const;
    void follow(Search& search, std::uint32_t node, std::uint32_t next) const;
    void accept(Search& search, const Accept& accept, std::uint32_t last) const;
    std::uint32_t negator_before(std::span<const Token> tokens, std::uint32_t first) const;

    std::span<const LensCue> cues_;
    Vocabulary vocabulary_;
    std::vector<Node> nodes_;
    std::vector<std::uint32_t> roots_;  // by symbol; 0 where no cue begins with it
    Symbol not_ = 0;
    Symbol unless_ = 0;
    Symbol but_ = 0;
    Symbol very_ = 0;
};

}  // namespace verbatim
