#include "engine/match.h"

#include <algorithm>
#include <utility>

#include "engine/match_fields.h"
#include "engine/match_words.h"
#include "engine/terms.h"

namespace verbatim {

namespace {

using Type = Node::Type;

bool group_matches(const Pattern& group, const Document& document, const CutText& text,
                   const ResolveSource& sources) {
    bool loose = false, strong = false, found = false, strong_found = false;
    for (const Pattern& child : group.children) {
        const bool matched = matches(child, document, text, sources);
        if (!child.is_loose()) {
            if (!matched) return false;
            continue;
        }
        loose = true;
        found |= matched;
        strong |= !child.weak;
        strong_found |= matched && !child.weak;
    }
    return group.nearby || !loose || (strong ? strong_found : found);
}

void mark_phrase(const Pattern& phrase, const CutText& text, Marks& marks) {
    const std::vector<Unit> units = units_of(text.words);
    // A word of Han and kana was typed without quotation marks.
    const bool word = phrase.is_loose() && phrase.words.front().unspaced;
    for (const Span span : find_phrase(phrase, units)) {
        marks.highlights.push_back(span);
        marks.matched.push_back(word ? phrase.node.text : '"' + phrase.node.text + '"');
    }
}

void mark_words(const Pattern& pattern, const CutText& text, Marks& marks) {
    for (std::size_t i = 0; i < text.words.size(); ++i) {
        const Word& word = text.words[i];
        const PatternWord& wanted = pattern.words.front();
        if (!word_matches(pattern, wanted, text, i)) continue;
        marks.highlights.push_back(word.span);
        marks.matched.push_back(word.folded == wanted.folded ? wanted.shown
                                                             : word.folded + " ~ " + wanted.shown);
    }
}

void collect(const Pattern& pattern, const CutText& text, Marks& marks) {
    switch (pattern.type) {
        case Type::word:
        case Type::prefix:
            mark_words(pattern, text, marks);
            return;
        case Type::phrase:
            mark_phrase(pattern, text, marks);
            return;
        case Type::near:
            for (const std::size_t position : find_near(pattern, text)) {
                marks.highlights.push_back(text.words[position].span);
                marks.matched.push_back(text.words[position].folded);
            }
            return;
        case Type::negation:
            return;
        default:
            for (const Pattern& child : pattern.children) collect(child, text, marks);
    }
}

// Orders spans and leaves out those that lie within others.
void tidy(std::vector<Span>& spans) {
    std::ranges::sort(spans, [](Span a, Span b) {
        return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
    });
    std::vector<Span> apart;
    for (const Span span : spans)
        if (apart.empty() || span.begin >= apart.back().end) apart.push_back(span);
    spans = std::move(apart);
}

void keep_first_of_each(std::vector<std::string>& names) {
    std::vector<std::string> kept;
    for (std::string& name : names)
        if (std::ranges::find(kept, name) == kept.end()) kept.push_back(std::move(name));
    names = std::move(kept);
}

// What is in no known language is stemmed as English.
bool is_english(std::string_view lang) {
    return lang.empty() || lang == "en";
}

// Porter's second stemmer changes the endings of words alone: most need no stemming to be told
// from what is wanted.
bool may_be_inflection(const PatternWord& wanted, const Word& word) {
    const char first = word.folded.front();
    return first < 'a' || first > 'z' ||
           std::ranges::any_of(wanted.terms,
                               [first](const auto& term) { return term.second.front() == first; });
}

}  // namespace

bool is_inflection(const PatternWord& wanted, const CutText& text, std::size_t position) {
    const auto has = [&](const std::string& term) { return wanted.has_term(term, text.lang); };
    if (is_english(text.lang)) {
        const Word& word = text.words[position];
        return may_be_inflection(wanted, word) && has(text_term(word, text.lang));
    }
    return has(text.terms[position]) || std::ranges::any_of(text.further[position], has);
}

CutText cut_into_words(std::string_view text, std::string_view lang) {
    return {std::string(lang), words(text), {}, {}};
}

void add_terms(std::string_view text, CutText& cut) {
    if (is_english(cut.lang)) return;
    cut.terms.reserve(cut.words.size());
    cut.further.reserve(cut.words.size());
    for (const Word& word : cut.words) {
        cut.terms.push_back(text_term(word, cut.lang));
        cut.further.push_back(further_terms(text, word, cut.lang));
    }
}

bool matches(const Pattern& pattern, const Document& document, const CutText& text,
             const ResolveSource& sources) {
    const auto holds = [&](const Pattern& child) {
        return matches(child, document, text, sources);
    };
    switch (pattern.type) {
        case Type::all:
            return true;
        case Type::word:
        case Type::prefix:
            for (std::size_t i = 0; i < text.words.size(); ++i)
                if (word_matches(pattern, pattern.words.front(), text, i)) return true;
            return false;
        case Type::phrase:
            return !find_phrase(pattern, units_of(text.words)).empty();
        case Type::near:
            return !find_near(pattern, text).empty();
        case Type::field:
        case Type::range:
            return field_matches(pattern.node, document, sources);
        case Type::group:
            return group_matches(pattern, document, text, sources);
        case Type::conjunction:
            return std::ranges::all_of(pattern.children, holds);
        case Type::disjunction:
            return std::ranges::any_of(pattern.children, holds);
        case Type::negation:
            return !holds(pattern.children.front());
    }
    return false;
}

Marks mark(const Pattern& pattern, const CutText& text, const std::vector<AlikeMark>& alike) {
    Marks marks;
    collect(pattern, text, marks);
    for (const AlikeMark& other : alike) {
        const Word& word = text.words[other.position];
        marks.highlights.push_back(word.span);
        marks.matched.push_back(word.folded + " ~ " + other.wanted);
    }
    tidy(marks.highlights);
    keep_first_of_each(marks.matched);
    return marks;
}

}  // namespace verbatim
