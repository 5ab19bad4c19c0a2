#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/lens.h"
#include "engine/model.h"
#include "engine/result.h"

// Lens files as they are written, before they are compiled for matching. docs/lenses.md describes
// the format.
namespace verbatim {

// One word as a cue asks for it.
struct CueStep {
    enum class Match {
        stem,   // any form of the word
        exact,  // the word as written
        list,   // any word of the list
        any,    // whatever word stands there
    };
    Match match = Match::stem;
    std::string text;  // folded; a list's name; empty for any
};

struct CueItem;
using CueSequence = std::vector<CueItem>;

// One place in a cue, at most `gap` other words after the place before it.
struct CueItem {
    CueStep step;
    std::vector<CueSequence> choices;  // if any, they stand for the step
    bool optional = false;
    int gap = 0;
};

// One line of a section: every way to say it, where it must stand and what it weighs.
struct LensCue {
    std::string text;          // as written
    std::size_t line = 0;      // of its file, from 1
    std::size_t variants = 1;  // ways to say it
    std::size_t column = 1;    // where it begins, in bytes, from 1
    std::string lang;
    CueSequence words;
    bool starts_sentence = false;
    bool starts_clause = false;
    bool ends_sentence = false;
    double weight = 0;
    std::optional<double> negated;  // its weight after a negation; without it, negation is ignored
};

// Something other than words that speaks for or against a lens.
struct Feature {
    enum class Type {
        contains,
        ends_with,
        rating_low,
        rating_high,
        rating_full,
        repetitive,
        form,
        shorter_than,
        longer_than,
        kind
    };
    Type type = Type::contains;
    std::string text;             // as written, without the weight
    std::string lang;             // empty: every language
    std::string argument;         // contains, ends_with
    std::size_t count = 0;        // shorter_than, longer_than
    Kind said_in = Kind::review;  // kind
    double weight = 0;
};

struct WordList {
    std::string name;
    std::string lang;
    std::vector<CueStep> words;  // stem or exact
};

struct LensDefinition {
    std::string name;
    std::string definition;
    double bias = 0;
    double scale = 1;
    std::vector<LensCue> cues;
    std::vector<Feature> features;
};

struct ParsedLensFile {
    std::optional<LensDefinition> lens;  // a file may hold word lists alone
    std::vector<WordList> lists;
};

inline constexpr std::string_view kAnyLanguage = "*";
// That of a section that names none, and of a text of which none is known.
inline constexpr std::string_view kDefaultLanguage = "en";
// The list that is always there: whatever begins with a digit.
inline constexpr std::string_view kNumberList = "number";

// Reads one file. Fails with bad_input and "name:line:column: ..." at the first place that cannot
// be understood; columns are bytes from 1. Whether the lists that cues name exist is not checked
// here.
Result<ParsedLensFile> parse_lens_file(const LensFile& file);

// One cue line, for lens files: the message of the error has no place; `where` is then the byte of
// the line at which it was found.
Result<LensCue> parse_cue(std::string_view line, std::size_t& where);

}  // namespace verbatim
