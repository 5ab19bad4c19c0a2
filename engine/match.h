#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/codec.h"
#include "engine/pattern.h"
#include "engine/text.h"

// What a query means for one text. The index finds candidates by stems; this decides phrases, NEAR,
// prefixes and exact words on the text itself, and marks what matched. No index, no I/O.
namespace verbatim {

// A text, cut once for all questions about it.
struct CutText {
    std::string lang;
    std::vector<Word> words;
    // Of each word, unless it is English, whose words are stemmed as they are asked for.
    std::vector<std::string> terms;
    std::vector<std::vector<std::string>> further;  // likewise, further_terms()
};
// Without terms, which patterns that need no stems (pattern.h) do not look at; and with them.
CutText cut_into_words(std::string_view text, std::string_view lang);
void add_terms(std::string_view text, CutText& cut);

// Whether a word of the text is the wanted one or an inflection of it.
bool is_inflection(const PatternWord& wanted, const CutText& text, std::size_t position);

// The numbers of the sources whose path fits the value of a source field.
using ResolveSource = std::function<std::vector<std::uint32_t>(std::string_view value)>;

// Whether the document is an answer: words by its text, fields by its citation.
bool matches(const Pattern& pattern, const Document& document, const CutText& text,
             const ResolveSource& sources);

// The same as far as it can be told of the text alone, uncut, in an eighth of the time: of a phrase
// or a prefix in a text of ASCII, that it is not there or surely is; else nothing.
std::optional<bool> matches_plainly(const Pattern& pattern, std::string_view text);

// The words of the text that the query names: spans in order, apart, each exactly a word, a phrase
// as one; and "word", or "word of the text ~ word of the query" where they differ.
struct Marks {
    std::vector<Span> highlights;
    std::vector<std::string> matched;
};
// A word of a text that means nearly what a word of the query means.
struct AlikeMark {
    std::size_t position = 0;  // among the text's words
    std::string wanted;        // as typed
};
Marks mark(const Pattern& pattern, const CutText& text, const std::vector<AlikeMark>& alike = {});

// How much of what the query's loose words say the text says, 0 to 1: the share of words that are
// in it, those in another inflection counting less. 1 where there are none.
double coverage(const Pattern& pattern, const CutText& text);
// Whether there are any.
bool has_loose_words(const Pattern& pattern);
// Whether there are two or more, and the text has each, in whatever form.
bool says_all(const Pattern& pattern, const CutText& text);
// Whether the text has no word but those of the query, and perhaps one stop word: "My bill" for
// *bill*.
bool says_no_more(const Pattern& pattern, const CutText& text);

}  // namespace verbatim
