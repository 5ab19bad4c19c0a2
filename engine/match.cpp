#include "engine/match.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <map>
#include <optional>

#include "engine/lens.h"
#include "engine/schema.h"
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

// The units in which phrases are compared: words, and single characters where a script has no
// spaces, so that a phrase is found whatever the dictionary made of its surroundings.
struct Unit {
    Span span;
    std::string_view folded;
};

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

bool unit_matches(const Pattern& phrase, std::size_t number, std::string_view folded) {
    const std::string& wanted = phrase.words[number].folded;
    if (phrase.open_end && number + 1 == phrase.words.size()) return folded.starts_with(wanted);
    return folded == wanted;
}

std::vector<Span> find_phrase(const Pattern& phrase, const std::vector<Unit>& units) {
    std::vector<Span> found;
    const std::size_t length = phrase.words.size();
    if (length == 0) return found;
    for (std::size_t i = 0; i + length <= units.size();) {
        std::size_t same = 0;
        while (same < length && unit_matches(phrase, same, units[i + same].folded)) ++same;
        if (same == length) {
            found.push_back({units[i].span.begin, units[i + length - 1].span.end});
            i += length;
        } else {
            ++i;
        }
    }
    return found;
}

bool word_matches(const Pattern& pattern, const PatternWord& wanted, const CutText& text,
                  std::size_t position) {
    const Word& word = text.words[position];
    if (pattern.type == Type::prefix) return word.folded.starts_with(wanted.folded);
    if (pattern.exact) return word.folded == wanted.folded;
    return text.terms[position] == wanted.term_in(text.lang);
}

// The places of words, in order, that lie within `distance` of one another with every wanted word
// among them.
std::vector<std::size_t> find_near(const Pattern& near, const CutText& text) {
    struct Place {
        std::size_t position;
        std::size_t wanted;
    };
    std::vector<Place> places;
    for (std::size_t i = 0; i < text.words.size(); ++i)
        for (std::size_t w = 0; w < near.words.size(); ++w)
            if (word_matches(near, near.words[w], text, i)) places.push_back({i, w});
    std::vector<std::size_t> found;
    std::vector<std::size_t> counts(near.words.size(), 0);
    std::size_t covered = 0, first = 0;
    for (std::size_t last = 0; last < places.size(); ++last) {
        if (counts[places[last].wanted]++ == 0) ++covered;
        while (places[last].position - places[first].position >
               static_cast<std::size_t>(near.node.distance))
            if (--counts[places[first++].wanted] == 0) --covered;
        if (covered == near.words.size())
            for (std::size_t i = first; i <= last; ++i) found.push_back(places[i].position);
    }
    std::ranges::sort(found);
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

bool has_words(std::string_view value, std::string_view wanted) {
    const auto held = words(value);
    return std::ranges::all_of(words(wanted), [&](const Word& word) {
        return std::ranges::find(held, word.folded, &Word::folded) != held.end();
    });
}

std::string text_of_field(const Citation& citation, std::string_view field) {
    if (field == "kind") return std::string(name_of(citation.kind));
    if (field == "role") return std::string(name_of(citation.role));
    if (field == "lang") return citation.lang;
    if (field == "round") return citation.round;
    if (field == "conversation") return print_id(citation.conversation);
    for (const auto& [key, value] : citation.fields)
        if (key == field) return value;
    return "";
}

bool in_number_range(std::optional<double> value, const Node& node) {
    if (!value) return false;
    const std::string& lower = node.type == Type::range ? node.lower : node.text;
    const std::string& upper = node.type == Type::range ? node.upper : node.text;
    return (lower.empty() || *value >= std::strtod(lower.c_str(), nullptr)) &&
           (upper.empty() || *value <= std::strtod(upper.c_str(), nullptr));
}

bool in_text_range(const std::string& value, const Node& node) {
    if (value.empty()) return false;
    const std::string& lower = node.type == Type::range ? node.lower : node.text;
    const std::string& upper = node.type == Type::range ? node.upper : node.text;
    return (lower.empty() || value >= lower) &&
           (upper.empty() || value.substr(0, upper.size()) <= upper);
}

bool field_matches(const Node& node, const Document& document, const ResolveSource& sources) {
    const Citation& citation = document.citation;
    if (node.field == "rating") return in_number_range(citation.rating, node);
    if (node.field == "date") return in_text_range(citation.date, node);
    if (node.field == "speaker") return has_words(citation.speaker, node.text);
    if (node.field == "product") return has_words(citation.product, node.text);
    if (node.field == "lens")
        return std::ranges::any_of(document.lenses, [&](const auto& lens) {
            return lens.first == fold(node.text) && lens.second >= kLensHolds;
        });
    if (node.field == "source") {
        const auto wanted = sources(node.text);
        return std::ranges::find_first_of(document.holders, wanted) != document.holders.end();
    }
    const std::string value = text_of_field(citation, node.field);
    if (node.type == Type::range) return in_text_range(value, node);
    return fold(value) == fold(node.text);
}

bool group_matches(const Pattern& group, const Document& document, const CutText& text,
                   const ResolveSource& sources) {
    bool loose = false, strong = false, found = false, strong_found = false;
    for (const Pattern& child : group.children) {
        const bool matched = matches(child, document, text, sources);
        if (child.type != Type::word && child.type != Type::prefix) {
            if (!matched) return false;
            continue;
        }
        loose = true;
        found |= matched;
        strong |= !child.weak;
        strong_found |= matched && !child.weak;
    }
    return !loose || (strong ? strong_found : found);
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
            for (const Span span : find_phrase(pattern, units_of(text.words))) {
                marks.highlights.push_back(span);
                marks.matched.push_back('"' + pattern.node.text + '"');
            }
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

const std::string& PatternWord::term_in(const std::string& language) const {
    const auto found =
        std::ranges::find(terms, language, &std::pair<std::string, std::string>::first);
    return (found == terms.end() ? terms.front() : *found).second;
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

CutText cut(std::string_view text, std::string_view lang) {
    CutText result;
    result.lang = lang;
    result.words = words(text);
    result.terms.reserve(result.words.size());
    for (const Word& word : result.words) result.terms.push_back(text_term(word, lang));
    return result;
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

Marks mark(const Pattern& pattern, const CutText& text) {
    Marks marks;
    collect(pattern, text, marks);
    tidy(marks.highlights);
    keep_first_of_each(marks.matched);
    return marks;
}

double coverage(const Pattern& pattern, const CutText& text) {
    constexpr double kInflected = 0.85;
    if (pattern.type != Type::group && pattern.type != Type::word) return 1;
    const std::vector<Pattern> alone = {pattern};
    double found = 0, wanted = 0;
    for (const Pattern& word : pattern.type == Type::word ? alone : pattern.children) {
        if (word.type != Type::word || word.weak) continue;
        wanted += 1;
        double best = 0;
        for (std::size_t i = 0; i < text.words.size() && best < 1; ++i)
            if (word_matches(word, word.words.front(), text, i))
                best = text.words[i].folded == word.words.front().folded ? 1 : kInflected;
        found += best;
    }
    return wanted == 0 ? 1 : found / wanted;
}

}  // namespace verbatim
