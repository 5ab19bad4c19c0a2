#include "engine/pattern_characters.h"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace verbatim {

namespace {

enum class Script { other, hiragana, katakana, han };

// By the bytes of UTF-8: hiragana U+3041..309F, katakana U+30A0..30FF, Han U+3400..9FFF and beyond
// U+20000, the iteration mark 々.
Script script_of(std::string_view character) {
    const auto byte = [character](std::size_t at) {
        return static_cast<unsigned char>(character[at]);
    };
    if (character == "々") return Script::han;
    if (character.size() == 4 && byte(0) == 0xF0 && byte(1) >= 0xA0) return Script::han;
    if (character.size() != 3) return Script::other;
    if (byte(0) >= 0xE4 && byte(0) <= 0xE9) return Script::han;
    if (byte(0) != 0xE3) return Script::other;
    if (byte(1) >= 0x90) return Script::han;
    if (byte(1) == 0x81 || (byte(1) == 0x82 && byte(2) < 0xA0)) return Script::hiragana;
    return byte(1) == 0x82 || byte(1) == 0x83 ? Script::katakana : Script::other;
}

bool all_of_script(std::string_view word, Script script) {
    return std::ranges::all_of(characters(word),
                               [script](auto character) { return script_of(character) == script; });
}

// Whether the library holds Japanese, and more of it than Chinese.
bool is_japanese(const std::vector<std::string>& languages) {
    const auto japanese = std::ranges::find(languages, "ja");
    return japanese != languages.end() && std::find(languages.begin(), japanese, "zh") == japanese;
}

bool belong_together(const Word& one, const Word& next) {
    return one.span.end == next.span.begin &&
           std::min(characters(one.folded).size(), characters(next.folded).size()) == 1 &&
           all_of_script(one.folded, Script::han) && all_of_script(next.folded, Script::han);
}

}  // namespace

bool is_of_characters(const Word& word) {
    const auto is_other = [](auto character) { return script_of(character) == Script::other; };
    return word.unspaced && std::ranges::none_of(characters(word.folded), is_other) &&
           !all_of_script(word.folded, Script::katakana) && !is_small_kana(word);
}

std::vector<Word> typed_words(std::string_view text, const std::vector<std::string>& languages) {
    std::vector<Word> cut = words(text);
    if (!is_japanese(languages)) return cut;
    std::vector<Word> joined;
    for (Word& word : cut) {
        if (!joined.empty() && belong_together(joined.back(), word)) {
            joined.back().span.end = word.span.end;
            joined.back().folded += word.folded;
        } else {
            joined.push_back(std::move(word));
        }
    }
    return joined;
}

bool is_small_kana(const Word& word) {
    return characters(word.folded).size() <= 2 && all_of_script(word.folded, Script::hiragana);
}

std::vector<std::string> adjective_endings(const Word& word) {
    constexpr std::string_view kEnding = "い";
    if (!word.folded.ends_with(kEnding)) return {};
    const std::size_t shortest = all_of_script(word.folded, Script::hiragana) ? 3 : 2;
    if (characters(word.folded).size() < shortest) return {};
    return {"く", "か", "け", "さ", "そ", "す"};
}

}  // namespace verbatim
