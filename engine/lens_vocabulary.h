#pragma once

#include <bitset>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/lens_file.h"

namespace verbatim {

// What the words of a text are to the cues of one language: a number for every word form, stem and
// list that cues ask for. Asking costs one table lookup; a word is stemmed only if its first
// letters are those of some cue's stem, which few words' are. Thread-safe once frozen.
class Vocabulary {
public:
    using Symbol = std::uint32_t;

    explicit Vocabulary(std::string_view lang) : lang_(lang) {}

    // The symbol of a step that is not Match::any; the same for equal steps. From 1.
    Symbol add(const CueStep& step);
    // Makes a word carry a list's symbol too.
    void add_to_list(const CueStep& word, std::string_view list);
    // Ends building.
    void freeze();

    // All symbols of a folded word, in ascending order.
    std::span<const Symbol> find(std::string_view folded) const;
    // Symbols are 1 to this.
    Symbol size() const { return count_; }

private:
    struct Range {
        std::uint32_t begin = 0;
        std::uint32_t count = 0;
    };
    // Words with their symbols, by open addressing.
    class Table {
    public:
        void build(std::vector<std::pair<std::string, Range>> words);
        const Range* find(std::string_view word) const;

    private:
        // Small, so that the words that are not there, which are most, cost one cache line.
        struct Slot {
            std::uint32_t tag = 0;   // of the word's hash
            std::uint32_t word = 0;  // counted from 1; 0 where the slot is free
        };
        std::vector<Slot> slots_;  // a power of two, at most half of them used
        std::vector<std::pair<std::string, Range>> words_;
    };
    using Symbols = std::unordered_map<std::string, std::vector<Symbol>>;  // each may come twice

    void learn(const CueStep& word, Symbol symbol);
    Range store(std::vector<Symbol> symbols);
    bool may_be_stem(std::string_view folded) const;

    std::string lang_;
    Symbol count_ = 0;
    // By the match, in a byte, and the text as written; cues ask for the same words again and
    // again.
    std::unordered_map<std::string, Symbol> steps_;
    std::unordered_map<std::string, Symbol> symbols_;  // likewise, of Match::stem by the stem
    Symbols forms_;  // every form that was written, with the symbols of the form alone
    Symbols stems_;

    Table by_form_;
    Table by_stem_;
    std::vector<Symbol> pool_;
    Range number_;
    std::bitset<1 << 15> stem_starts_;
};

}  // namespace verbatim
