#pragma once

#include <string>
#include <vector>

#include "engine/text.h"

// How words of Han and kana are looked for: by their characters in a row, whatever a dictionary
// made of the text around them, so that 風呂 is found in 露天風呂.
namespace verbatim {

// Whether the word is looked for so. Not one of katakana alone, which are letters of words from
// abroad, パン being no part of ジャパン, and not one or two hiragana, which are anywhere.
bool is_of_characters(const Word& word);

// The words of what was typed in one go, cut by a dictionary. In a library of Japanese a single Han
// character belongs to the word that it stands beside: 駐車場 is one. `text` is what was typed.
std::vector<Word> typed_words(std::string_view text, const std::vector<std::string>& languages);

// Whether a word says nothing beside others that were typed in one go with it: one or two hiragana,
// which are particles, endings and prefixes.
bool is_small_kana(const Word& word);

// What may stand in place of the last character of an adjective in -i, or nothing: 狭い is 狭く,
// 狭かった, 狭ければ, 狭さ, 狭そう, 狭すぎる too.
std::vector<std::string> adjective_endings(const Word& word);

}  // namespace verbatim
