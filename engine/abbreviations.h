#pragma once

#include <string_view>

// What sentence rules know about single words of a language. Words are folded and carry no final
// full stop: "e.g", "dr". An empty or unknown language has the lists of all languages together
// where that is safe, and none otherwise.
namespace verbatim {

enum class Abbreviation {
    none,
    title,   // goes with the name behind it: Dr., St.
    number,  // ends a sentence unless a number follows, and only before a sentence's first word
    number_word,  // the same, but a word by itself: "No.", "sat."
    middle,       // never ends a sentence: e.g., vs.
    ending,       // may end a sentence, where a word follows that begins one: etc., Inc., U.S.
    time,         // may end a sentence before any capital but a day's: a.m.
};

Abbreviation abbreviation(std::string_view word, std::string_view lang);

// Whether sentences often begin with the word: pronouns, articles, conjunctions, question words.
bool often_begins(std::string_view word, std::string_view lang);

// Whether the word asks for another behind it, so that a line that ends with it goes on.
bool leads_on(std::string_view word);

// A name that is written with an exclamation mark: Yahoo!
bool is_exclaimed_name(std::string_view word);

// Words of reported speech: "he said", "asked the".
bool is_speech_verb(std::string_view word);

// Also the time zones that follow a time of day.
bool is_day_or_month(std::string_view word);

// Whether the language writes an ordinal number with a full stop: "am 3. Juni".
bool dots_ordinals(std::string_view lang);

}  // namespace verbatim
