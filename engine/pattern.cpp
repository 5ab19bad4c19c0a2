#include "engine/pattern.h"

#include <algorithm>
#include <iterator>

#include "engine/pattern_characters.h"
#include "engine/stopwords.h"
#include "engine/terms.h"

namespace verbatim {

namespace {

using Type = Node::Type;

// `text` is what was typed, `shown` the part of it that stands for the word.
PatternWord pattern_word(std::string_view text, const Word& word, std::string_view shown,
                         const std::vector<std::string>& languages) {
    PatternWord result{std::string(shown), word.folded, {}, word.unspaced, {}};
    result.terms.emplace_back("", text_term(word, ""));
    for (const std::string& language : languages) {
        result.terms.emplace_back(language, text_term(word, language));
        for (std::string& further : further_terms(text, word, language))
            result.terms.emplace_back(language, std::move(further));
    }
    return result;
}

// Judged in the first of the languages and, for scripts without spaces, in their own.
bool says_nothing(const Word& word, const std::vector<std::string>& languages) {
    const auto in = [&](std::string_view lang) { return is_stopword(word.folded, lang); };
    if (word.unspaced) return in("ja") || in("zh") || in("th");
    return is_stopword(word.folded, languages.empty() ? "en" : languages.front());
}

void append_characters(const Word& word, std::vector<Unit>& units) {
    const auto width = word.span.end - word.span.begin;
    auto begin = word.span.begin;
    for (const std::string_view character : characters(word.folded)) {
        // Folding keeps the bytes of nearly every such character; where it does not, the word is
        // one place.
        Span span = word.span;
        if (word.folded.size() == width) {
            span = {begin, begin + static_cast<std::uint32_t>(character.size())};
            begin = span.end;
        }
        units.push_back({span, character});
    }
}

// The units of what was typed, in a row.
Pattern phrase_of(std::string_view text, const std::vector<Word>& typed,
                  const std::vector<std::string>& languages) {
    Pattern pattern;
    pattern.type = Type::phrase;
    for (const Unit& unit : units_of(typed)) {
        const auto word = std::ranges::find_if(typed, [&](const Word& w) {
            return unit.span.begin >= w.span.begin && unit.span.end <= w.span.end;
        });
        const Word one{unit.span, std::string(unit.folded), word->unspaced};
        pattern.words.push_back(pattern_word(text, one, unit.folded, languages));
    }
    return pattern;
}

Pattern compile_phrase(const Node& node, const std::vector<std::string>& languages) {
    Pattern pattern = phrase_of(node.text, words(node.text), languages);
    pattern.node = node;
    return pattern;
}

// A loose word, as it is looked for: one of Han and kana is a phrase of its characters.
Pattern compile_loose(const Node& node, const Word& word, bool exact,
                      const std::vector<std::string>& languages) {
    const std::string shown = node.text.substr(word.span.begin, word.span.end - word.span.begin);
    Pattern pattern;
    if (node.type == Type::word && is_of_characters(word)) {
        pattern = phrase_of(node.text, {word}, languages);
        pattern.node.type = Type::word;
        pattern.node.text = shown;
        if (!exact) pattern.words.back().inflections = adjective_endings(word);
    } else {
        pattern.type = node.type;
        pattern.words.push_back(pattern_word(node.text, word, shown, languages));
    }
    pattern.exact = exact;
    pattern.weak = node.type == Type::word && says_nothing(word, languages);
    return pattern;
}

// A typed word may be several to the index: "e-mail" is a phrase, a run of kana and kanji is loose
// words.
Pattern compile_word(const Node& node, const std::vector<std::string>& languages, bool exact) {
    const auto typed = typed_words(node.text, languages);
    if (typed.size() > 1 && !typed.front().unspaced) {
        Pattern phrase = compile_phrase(node, languages);
        phrase.open_end = node.type == Type::prefix;
        return phrase;
    }
    Pattern group;
    group.type = Type::group;
    for (const Word& word : typed) {
        group.children.push_back(compile_loose(node, word, exact, languages));
        if (typed.size() > 1 && is_small_kana(word)) group.children.back().weak = true;
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
            if (std::ranges::find(pattern.words, word.folded, &PatternWord::folded) ==
                pattern.words.end())
                pattern.words.push_back(pattern_word(child.text, word, child.text, languages));
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

bool PatternWord::has_term(const std::string& term, const std::string& language) const {
    bool known = false;
    for (const auto& [of, own] : terms) {
        if (of != language) continue;
        if (own == term) return true;
        known = true;
    }
    return !known && terms.front().second == term;
}

// A word that is several to the index ("e-mail") is a phrase made of a word.
bool Pattern::is_loose() const {
    return type == Type::word || type == Type::prefix ||
           (type == Type::phrase && (node.type == Type::word || node.type == Type::prefix));
}

bool Pattern::needs_text() const {
    if (type == Type::phrase || type == Type::near || type == Type::prefix) return true;
    if ((type == Type::word && exact) || unsure) return true;
    return std::ranges::any_of(children, &Pattern::needs_text);
}

bool Pattern::needs_stems() const {
    if ((type == Type::word || type == Type::near) && !exact) return true;
    return std::ranges::any_of(children, &Pattern::needs_stems);
}

bool has_weight(const Pattern& pattern) {
    switch (pattern.type) {
        case Type::word:
        case Type::phrase:
        case Type::near:
        case Type::prefix:
            return true;
        case Type::group:
        case Type::conjunction:
        case Type::disjunction:
            return std::ranges::any_of(pattern.children, has_weight);
        case Type::all:
        case Type::field:
        case Type::range:
        case Type::negation:
            return false;
    }
    return false;
}

namespace {

void gather_words(const Node& node, std::vector<std::string>& folded) {
    if (node.type == Type::word)
        for (const Word& word : words(node.text))
            if (!word.unspaced) folded.push_back(word.folded);
    for (const Node& child : node.children) gather_words(child, folded);
}

// The languages, first the one that the query is in. That is the library's main one, unless another
// takes two or more of the query's words for stop words, and more of them.
std::vector<std::string> asked_first(const Node& root, std::vector<std::string> languages) {
    constexpr std::ptrdiff_t kTelling = 2;
    std::vector<std::string> folded;
    gather_words(root, folded);
    const auto stops = [&](std::string_view lang) {
        return std::ranges::count_if(
            folded, [lang](const std::string& word) { return is_stopword(word, lang); });
    };
    const auto first = std::ranges::max_element(languages, {}, stops);
    if (first != languages.end() && stops(*first) >= kTelling)
        std::rotate(languages.begin(), first, std::next(first));
    return languages;
}

Pattern compile_node(const Node& node, const std::vector<std::string>& languages, bool exact) {
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
                pattern.children.push_back(compile_node(child, languages, exact));
            return pattern;
        }
    }
}

}  // namespace

Pattern compile(const Node& node, const std::vector<std::string>& languages, bool exact) {
    return compile_node(node, asked_first(node, languages), exact);
}

}  // namespace verbatim
