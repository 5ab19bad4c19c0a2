#include "engine/pattern.h"

#include <algorithm>

#include "engine/stopwords.h"
#include "engine/terms.h"

namespace verbatim {

namespace {

using Type = Node::Type;

PatternWord pattern_word(const Word& word, std::string_view shown,
                         const std::vector<std::string>& languages) {
    PatternWord result{std::string(shown), word.folded, {}, word.unspaced};
    result.terms.emplace_back("", text_term(word, ""));
    for (const std::string& language : languages)
        result.terms.emplace_back(language, text_term(word, language));
    return result;
}

// Judged in the library's main language and, for scripts without spaces, in their own.
bool says_nothing(const Word& word, const std::vector<std::string>& languages) {
    if (word.unspaced) return is_stopword(word.folded, "ja") || is_stopword(word.folded, "zh");
    return is_stopword(word.folded, languages.empty() ? "en" : languages.front());
}

void append_characters(const Word& word, std::vector<Unit>& units) {
    const std::string_view folded = word.folded;
    const auto width = word.span.end - word.span.begin;
    for (std::size_t i = 0; i < folded.size();) {
        std::size_t end = i + 1;
        while (end < folded.size() && (static_cast<unsigned char>(folded[end]) & 0xC0) == 0x80)
            ++end;
        // Folding keeps the bytes of nearly every such character; where it does not, the word is
        // one place.
        Span span = word.span;
        if (folded.size() == width)
            span = {word.span.begin + static_cast<std::uint32_t>(i),
                    word.span.begin + static_cast<std::uint32_t>(end)};
        units.push_back({span, folded.substr(i, end - i)});
        i = end;
    }
}

Pattern compile_phrase(const Node& node, const std::vector<std::string>& languages) {
    Pattern pattern;
    pattern.type = Type::phrase;
    pattern.node = node;
    const auto cut_words = words(node.text);
    for (const Unit& unit : units_of(cut_words)) {
        const auto word = std::ranges::find_if(cut_words, [&](const Word& w) {
            return unit.span.begin >= w.span.begin && unit.span.end <= w.span.end;
        });
        const Word one{unit.span, std::string(unit.folded), word->unspaced};
        pattern.words.push_back(pattern_word(one, unit.folded, languages));
    }
    return pattern;
}

// A typed word may be several to the index: "e-mail" is a phrase, a run of kana and kanji is loose
// words.
Pattern compile_word(const Node& node, const std::vector<std::string>& languages, bool exact) {
    const auto cut_words = words(node.text);
    if (cut_words.size() > 1 && !cut_words.front().unspaced) {
        Pattern phrase = compile_phrase(node, languages);
        phrase.open_end = node.type == Type::prefix;
        return phrase;
    }
    Pattern group;
    group.type = Type::group;
    for (const Word& word : cut_words) {
        Pattern pattern;
        pattern.type = node.type;
        pattern.exact = exact;
        const auto shown =
            std::string_view(node.text).substr(word.span.begin, word.span.end - word.span.begin);
        pattern.weak = node.type == Type::word && says_nothing(word, languages);
        pattern.words.push_back(pattern_word(word, shown, languages));
        group.children.push_back(std::move(pattern));
    }
    if (group.children.size() == 1) return std::move(group.children.front());
    return group;
}

Pattern compile_near(const Node& node, const std::vector<std::string>& languages, bool exact) {
    Pattern pattern;
    pattern.type = Type::near;
    pattern.exact = exact;
    pattern.node = node;
    for (const Node& child : node.children)
        for (const Word& word : words(child.text))
            pattern.words.push_back(pattern_word(word, child.text, languages));
    return pattern;
}

}  // namespace

std::vector<Unit> units_of(const std::vector<Word>& words) {
    std::vector<Unit> units;
    units.reserve(words.size());
    for (const Word& word : words) {
        if (word.unspaced)
            append_characters(word, units);
        else
            units.push_back({word.span, word.folded});
    }
    return units;
}

const std::string& PatternWord::term_in(const std::string& language) const {
    const auto found =
        std::ranges::find(terms, language, &std::pair<std::string, std::string>::first);
    return (found == terms.end() ? terms.front() : *found).second;
}

// A word that is several to the index ("e-mail") is a phrase made of a word.
bool Pattern::is_loose() const {
    return type == Type::word || type == Type::prefix ||
           (type == Type::phrase && (node.type == Type::word || node.type == Type::prefix));
}

bool Pattern::needs_text() const {
    if (type == Type::phrase || type == Type::near || type == Type::prefix) return true;
    if (type == Type::word && exact) return true;
    return std::ranges::any_of(children, &Pattern::needs_text);
}

Pattern compile(const Node& node, const std::vector<std::string>& languages, bool exact) {
    switch (node.type) {
        case Type::word:
        case Type::prefix:
            return compile_word(node, languages, exact);
        case Type::phrase:
            return compile_phrase(node, languages);
        case Type::near:
            return compile_near(node, languages, exact);
        default: {
            Pattern pattern;
            pattern.type = node.type;
            if (node.type == Type::field || node.type == Type::range) pattern.node = node;
            for (const Node& child : node.children)
                pattern.children.push_back(compile(child, languages, exact));
            return pattern;
        }
    }
}

}  // namespace verbatim
