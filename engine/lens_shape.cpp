#include "engine/lens_shape.h"

#include <algorithm>
#include <vector>

namespace verbatim {

namespace {

// Long texts repeat words without being repetitive, so only their beginning is looked at.
constexpr std::size_t kWordsLookedAt = 200;
constexpr std::size_t kFewestWords = 13;
constexpr double kDistinctShare = 0.35;

// An angry text may have several runs of question marks; a form has rulers or boxes too, or very
// many.
constexpr std::size_t kRunLength = 3;
constexpr std::size_t kMarksWithRuler = 4;
constexpr std::size_t kMarksWithout = 8;

bool is_repetitive(std::span<const Word> words) {
    if (words.size() < kFewestWords) return false;
    words = words.first(std::min(words.size(), kWordsLookedAt));
    const double enough = kDistinctShare * static_cast<double>(words.size());
    std::vector<std::string_view> distinct;  // few: most texts have enough in their first half
    for (const Word& word : words) {
        if (std::ranges::find(distinct, word.folded) != distinct.end()) continue;
        distinct.emplace_back(word.folded);
        if (static_cast<double>(distinct.size()) >= enough) return false;
    }
    return true;
}

std::size_t count(std::string_view text, std::string_view part) {
    std::size_t found = 0;
    for (auto at = text.find(part); at != std::string_view::npos;
         at = text.find(part, at + part.size()))
        ++found;
    return found;
}

bool is_form(std::string_view text) {
    std::size_t rulers = 0;
    std::size_t questions = 0;
    for (std::size_t begin = 0; begin < text.size();) {
        const auto end = std::min(text.find_first_not_of(text[begin], begin), text.size());
        if (end - begin >= kRunLength) {
            if (text[begin] == '?') ++questions;
            if (std::string_view("=_~#-").find(text[begin]) != std::string_view::npos) ++rulers;
        }
        begin = end;
    }
    for (const char* box : {"☐", "☑", "☒", "🔲", "🔳", "⬜", "✅", "[ ]", "[x]"})
        rulers += count(text, box);
    return rulers + questions >= (rulers > 0 ? kMarksWithRuler : kMarksWithout);
}

}  // namespace

TextShape shape_of(std::string_view text, std::span<const Word> words) {
    return {is_repetitive(words), is_form(text)};
}

}  // namespace verbatim
