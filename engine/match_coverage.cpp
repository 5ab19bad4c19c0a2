#include <algorithm>
#include <string_view>
#include <vector>

#include "engine/match.h"
#include "engine/match_words.h"
#include "engine/stopwords.h"

// How much of a query a text says, and whether it says anything else.
namespace verbatim {

namespace {

using Type = Node::Type;

// How far a word of the text is the word that was typed: 1 for the same, less the less of its
// beginning two inflections share, since stemming takes "excellent" for "excel".
double likeness(std::string_view a, std::string_view b) {
    if (a == b) return 1;
    const auto differ = std::ranges::mismatch(a, b);
    const auto shared = static_cast<double>(differ.in1 - a.begin());
    return 0.4 + 0.5 * shared / static_cast<double>(std::max(a.size(), b.size()));
}

// How much of one loose word the text says, 0 to 1.
double coverage_of(const Pattern& word, const CutText& text) {
    if (word.type == Type::phrase) return find_phrase(word, units_of(text.words)).empty() ? 0 : 1;
    double best = 0;
    for (std::size_t i = 0; i < text.words.size() && best < 1; ++i)
        if (word_matches(word, word.words.front(), text, i))
            best = std::max(best, likeness(text.words[i].folded, word.words.front().folded));
    return best;
}

// Whether the text says a loose word, in whatever form.
bool says(const Pattern& word, const CutText& text) {
    if (word.type == Type::phrase) return coverage_of(word, text) > 0;
    for (std::size_t i = 0; i < text.words.size(); ++i)
        if (word_matches(word, word.words.front(), text, i)) return true;
    return false;
}

// The loose words that say something, those typed in one go without spaces among them.
void gather_loose(const Pattern& pattern, std::vector<const Pattern*>& loose) {
    if (pattern.type == Type::group)
        for (const Pattern& child : pattern.children) gather_loose(child, loose);
    else if (pattern.is_loose() && pattern.type != Type::prefix && !pattern.weak)
        loose.push_back(&pattern);
}

// Whether a word of the text is one that the pattern asks for.
bool is_asked_for(const Pattern& pattern, const CutText& text, std::size_t position) {
    if (pattern.type == Type::negation) return false;
    return std::ranges::any_of(pattern.words,
                               [&](const PatternWord& wanted) {
                                   return pattern.type == Type::phrase
                                              ? text.words[position].folded == wanted.folded
                                              : word_matches(pattern, wanted, text, position);
                               }) ||
           std::ranges::any_of(pattern.children, [&](const Pattern& child) {
               return is_asked_for(child, text, position);
           });
}

}  // namespace

bool has_loose_words(const Pattern& pattern) {
    std::vector<const Pattern*> loose;
    gather_loose(pattern, loose);
    return !loose.empty();
}

double coverage(const Pattern& pattern, const CutText& text) {
    std::vector<const Pattern*> loose;
    gather_loose(pattern, loose);
    double found = 0;
    for (const Pattern* word : loose) found += coverage_of(*word, text);
    return loose.empty() ? 1 : found / static_cast<double>(loose.size());
}

bool says_all(const Pattern& pattern, const CutText& text) {
    std::vector<const Pattern*> loose;
    gather_loose(pattern, loose);
    return loose.size() > 1 &&
           std::ranges::all_of(loose, [&](const Pattern* word) { return says(*word, text); });
}

bool says_no_more(const Pattern& pattern, const CutText& text) {
    // So short a text is often of no known language.
    const std::string_view lang = text.lang.empty() ? "en" : std::string_view(text.lang);
    std::size_t others = 0;
    for (std::size_t i = 0; i < text.words.size() && others <= 1; ++i) {
        if (is_asked_for(pattern, text, i)) continue;
        if (!is_stopword(text.words[i].folded, lang)) return false;
        ++others;
    }
    return others <= 1;
}

}  // namespace verbatim
