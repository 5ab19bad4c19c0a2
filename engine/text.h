#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/model.h"

// What Unicode knows about text. All functions are thread-safe after warm_up(), take valid UTF-8 of
// less than 2 GiB, give UTF-8, and measure in bytes. They are linear in the text and fail only
// where ICU's data cannot be loaded (std::runtime_error).
namespace verbatim {

// Loads ICU's tables once. Call before starting threads: lazy initialisation inside libicu is
// reported as a race by ThreadSanitizer.
void warm_up();

// The byte offset of the first ill-formed sequence, or npos if the text is valid UTF-8.
std::size_t find_invalid_utf8(std::string_view text);

// The text's first bytes, at most so many, cut between characters.
std::string_view beginning(std::string_view text, std::size_t size);

// One word of a text as matching sees it. `span` is where it stands, `folded` its form for
// comparison: fold() of the span, never empty. Numbers, emoji and words of scripts without spaces
// (as ICU's dictionaries cut them) are words too.
//
// The rules are those of UAX #29, so "don't", "3.5" and "example.com" are one word and "e-mail"
// two, and of our own: '@' parts words, underscores at a word's ends are left out, and an elided
// article is a word ("l'" and "hotel"). How a word is cut does not depend on its neighbours.
struct Word {
    Span span;
    std::string folded;
    bool unspaced =
        false;  // of a script written without spaces: Han, kana, Thai, Lao, Khmer, Burmese
};
std::vector<Word> words(std::string_view text);

// The form used to compare names, values and whole texts: NFKC, case-folded, white space collapsed
// to single spaces and trimmed, typographic apostrophes straightened, variation selectors and
// joiners left out. Latin and Greek lose their diacritics, strokes and ligatures (e for é, ss for
// ß, o for ø, oe for œ); Cyrillic loses the stress mark and the dots of ё alone, so й stays.
// Idempotent.
std::string fold(std::string_view text);

// fold() without the loss of diacritics, strokes and ligatures: NFKC and case-folded alone.
// Snowball knows many an ending by its diacritics only. Of a word, that is: white space is left as
// it is.
std::string fold_case(std::string_view word);

// The Snowball stem of a case-folded word in a language ("en", "de", ...); the word itself where
// Snowball has no stemmer for it, and beyond 64 bytes. Each thread remembers the words that it met
// last.
std::string stem(std::string_view word, std::string_view lang);

// The characters of a text as people count them: each with the marks that combine with it.
std::vector<std::string_view> characters(std::string_view text);

// Sentence boundaries of a text: spans in order that cover it without gaps, white space belonging
// to the sentence before it (at the beginning, to the first). docs/sentences.md has the rules. An
// empty language is taken for English.
std::vector<Span> sentences(std::string_view text, std::string_view lang);

// The language of a text as an ISO 639-1 code, or empty where it is too short (20 letters, fewer in
// scripts that tell) or too mixed. Reads the first 32 KiB. `expected` is the language of what
// stands around the text, which decides where others are as likely.
std::string detect_language(std::string_view text, std::string_view expected = {});

// Whether the text could be of the language by its letters: no for Cyrillic under "en". Yes where
// there are none, and for a language that ICU does not know.
bool is_in_script_of(std::string_view text, std::string_view lang);

// The ISO 639-1 code of a language as exports state it: a code of two or three letters, with or
// without its region ("de-DE", "jpn"), or its name in English, in itself, or as Steam has it
// ("Deutsch", "schinese"). Empty for anything else. Norwegian is "no" in either of its forms.
std::string language_code(std::string_view stated);

// How many terminal cells the text takes: 2 for wide and emoji, 0 for combining marks and joiners.
std::size_t display_width(std::string_view text);

// Where a text may be broken into lines: the ends of segments, each a word with what follows it.
// Never inside a grapheme cluster.
std::vector<std::size_t> line_breaks(std::string_view text);

// `text` with white space at both ends left out of the span.
Span trim(std::string_view text, Span span);

}  // namespace verbatim
