#pragma once

#include <cstddef>
#include <string_view>

// What single characters mean to the query language. It only cuts a query into pieces; what a word
// is to matching, text.h knows.
namespace verbatim {

struct Character {
    char32_t code = 0;
    std::size_t size = 0;  // in bytes; 0 where the text ends or is no UTF-8
};

Character character_at(std::string_view text, std::size_t offset);

bool is_query_space(char32_t c);  // Unicode's white space and control characters

// Double quotes: " “ ” „ ‟ « ». A phrase ends at the first that closes the one it was opened by.
bool is_query_quote(char32_t c);
bool closes_query_quote(char32_t opening, char32_t c);

// False for what can only be punctuation; symbols count as words until text.h has seen them.
bool is_query_letter(char32_t c);

// Scripts written without spaces, of which one character says as much as several letters.
bool is_unspaced(char32_t c);

// The number of words in the text, roughly: a run of letters is one, and so are two characters of
// an unspaced script. 0 if there is nothing but punctuation.
std::size_t count_query_words(std::string_view text);

}  // namespace verbatim
