#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/text.h"

// How words and values become terms of the index: one definition for what is written and for what
// is asked. Terms of text are lower case and have no prefix; prefixes are upper case (schema.h).
namespace verbatim {

// The term of a word in a text of the language: the stem of its folded form; a word of an unspaced
// script as it is. Where the language is not known, English is assumed.
std::string text_term(const Word& word, std::string_view lang);

// The terms that a word has besides, none of them text_term(). `text` is what the word's span is
// of.
//
// Of a word with diacritics the stem of what was written, folded then: "reclamações" is so found by
// "reclamação", whose stems without diacritics differ. In languages whose stemmers cut what only
// looks like an ending off words that have none, the word itself: Turkish "sorun" becomes "sor",
// and "sorunlar" becomes "sorun". None in English.
std::vector<std::string> further_terms(std::string_view text, const Word& word,
                                       std::string_view lang);

// The characters of a word of an unspaced script, each a term: what a phrase is looked up by, since
// word boundaries depend on the neighbours.
std::vector<std::string> character_terms(const Word& word);

// How often a text of `length` terms has one that stands there `count` times, as BM25 sees it: so
// that the frequency in the index says it all, and a search need not look up how long each text is.
// BM25 divides by 1 - b + b * length / average (Robertson and Walker 1994); this by the root of
// length / 25, which grows as that does near the average with a b of 0.5, whatever the average of a
// library is. No text counts as shorter than 4 terms. In shares of kOnce; at least 1, and of what
// is there once below 128, which takes one byte.
std::uint32_t normalized_frequency(std::size_t count, std::size_t length);
inline constexpr double kOnce = 48;       // what a term counts that a text of 25 terms has once
inline constexpr double kMostOfWord = 2;  // times what tells how rare a word is: the most it weighs

// How rare a term is that so many of `all` documents have: Robertson and Sparck Jones's weight as
// Xapian's BM25Weight bounds it.
double rarity_of(double documents, double all);

// A filter term: prefix + the folded value.
std::string value_term(std::string_view prefix, std::string_view value);

// A filter term for each word of a name.
std::vector<std::string> name_terms(std::string_view prefix, std::string_view name);

// A filter term for each stem of a text, stop words left out unless there are no others; in order,
// each once.
std::vector<std::string> stem_terms(std::string_view prefix, std::string_view text,
                                    std::string_view lang);

// What a verbatim's id, or a conversation's, is looked up by: 1024 terms in all, so that each costs
// next to nothing. Whether a document has that very id its value says.
std::string id_term(std::string_view prefix, Id id);
inline constexpr std::size_t kIdCharacters = 2;

std::string custom_term(std::string_view key, std::string_view value);
std::uint32_t custom_slot(std::string_view key);

// A number as bytes that sort as numbers do, without zeros at the end. Finite values only.
std::string sortable(double value);
double from_sortable(std::string_view bytes);
double probability_from_sortable(std::string_view bytes);  // 0 where there are none

// A probability in two bytes that sort.
std::string sortable_probability(float probability);

std::string sortable_id(Id id);
Id id_from_sortable(std::string_view bytes);

}  // namespace verbatim
