#include "engine/match.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <map>
#include <optional>

#include "engine/lens.h"
#include "engine/schema.h"
#include "engine/terms.h"

namespace verbatim {

namespace {

using Type = Node::Type;

// The last unit of a word may be another where the word is inflected.
bool unit_matches(const Pattern& phrase, std::size_t number, std::string_view folded) {
    const PatternWord& wanted = phrase.words[number];
    if (phrase.open_end && number + 1 == phrase.words.size())
        return folded.starts_with(wanted.folded);
    return folded == wanted.folded ||
           std::ranges::find(wanted.inflections, folded) != wanted.inflections.end();
}

std::vector<Span> find_phrase(const Pattern& phrase, const std::vector<Unit>& units) {
    std::vector<Span> found;
    const std::size_t length = phrase.words.size();
    if (length == 0) return found;
    for (std::size_t i = 0; i + length <= units.size();) {
        std::size_t same = 0;
        while (same < length && unit_matches(phrase, same, units[i + same].folded)) ++same;
        if (same == length) {
            const std::size_t last = i + length - 1;
            // What an inflection begins with is no end of the word: of 狭かった its stem is marked.
            const bool inflected =
                length > 1 && units[last].folded != phrase.words.back().folded && !phrase.open_end;
            found.push_back({units[i].span.begin, units[inflected ? last - 1 : last].span.end});
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
    return is_inflection(wanted, text, position);
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
    std::size_t covered = 0, first = 0, taken = 0;
    for (std::size_t last = 0; last < places.size(); ++last) {
        if (counts[places[last].wanted]++ == 0) ++covered;
        while (places[last].position - places[first].position >
               static_cast<std::size_t>(near.node.distance))
            if (--counts[places[first++].wanted] == 0) --covered;
        if (covered < near.words.size()) continue;
        for (std::size_t i = std::max(first, taken); i <= last; ++i)
            found.push_back(places[i].position);
        taken = last + 1;
    }
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

bool has_words(std::string_view value, std::string_view wanted) {
    const auto held = words(value);
    return std::ranges::all_of(words(wanted), [&](const Word& word) {
        return std::ranges::find(held, word.folded, &Word::folded) != held.end();
    });
}

bool has_stems(const Citation& citation, const std::string& wanted) {
    const auto held = stem_terms("", citation.question, citation.lang);
    const auto holds = [&](std::string_view lang) {
        const auto terms = stem_terms("", wanted, lang);
        return !terms.empty() && std::ranges::includes(held, terms);
    };
    return holds(citation.lang) || holds("");
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
    if (node.field == "question") return has_stems(citation, node.text);
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

// How far a word of the text is the word that was typed: 1 for the same, less the less of its
// beginning two inflections share, since stemming takes "excellent" for "excel".
double likeness(std::string_view a, std::string_view b) {
    if (a == b) return 1;
    const auto differ = std::ranges::mismatch(a, b);
    const auto shared = static_cast<double>(differ.in1 - a.begin());
    return 0.4 + 0.5 * shared / static_cast<double>(std::max(a.size(), b.size()));
}

}  // namespace

bool is_inflection(const PatternWord& wanted, const CutText& text, std::size_t position) {
    const auto has = [&](const std::string& term) { return wanted.has_term(term, text.lang); };
    return has(text.terms[position]) || std::ranges::any_of(text.further[position], has);
}

CutText cut_into_words(std::string_view text, std::string_view lang) {
    return {std::string(lang), words(text), {}, {}};
}

void add_terms(std::string_view text, CutText& cut) {
    cut.terms.reserve(cut.words.size());
    cut.further.reserve(cut.words.size());
    for (const Word& word : cut.words) {
        cut.terms.push_back(text_term(word, cut.lang));
        cut.further.push_back(further_terms(text, word, cut.lang));
    }
}

CutText cut(std::string_view text, std::string_view lang) {
    CutText result = cut_into_words(text, lang);
    add_terms(text, result);
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

namespace {

// How much of one loose word the text says, 0 to 1.
double coverage_of(const Pattern& word, const CutText& text) {
    if (word.type == Type::phrase) return find_phrase(word, units_of(text.words)).empty() ? 0 : 1;
    double best = 0;
    for (std::size_t i = 0; i < text.words.size() && best < 1; ++i)
        if (word_matches(word, word.words.front(), text, i))
            best = std::max(best, likeness(text.words[i].folded, word.words.front().folded));
    return best;
}

// Whether the text says a loose word, in whatever form.
bool says(const Pattern& word, const CutText& text) {
    if (word.type == Type::phrase) return coverage_of(word, text) > 0;
    for (std::size_t i = 0; i < text.words.size(); ++i)
        if (word_matches(word, word.words.front(), text, i)) return true;
    return false;
}

// The loose words that say something, those typed in one go without spaces among them.
void gather_loose(const Pattern& pattern, std::vector<const Pattern*>& loose) {
    if (pattern.type == Type::group)
        for (const Pattern& child : pattern.children) gather_loose(child, loose);
    else if (pattern.is_loose() && pattern.type != Type::prefix && !pattern.weak)
        loose.push_back(&pattern);
}

}  // namespace

bool has_loose_words(const Pattern& pattern) {
    std::vector<const Pattern*> loose;
    gather_loose(pattern, loose);
    return !loose.empty();
}

double coverage(const Pattern& pattern, const CutText& text) {
    std::vector<const Pattern*> loose;
    gather_loose(pattern, loose);
    double found = 0;
    for (const Pattern* word : loose) found += coverage_of(*word, text);
    return loose.empty() ? 1 : found / static_cast<double>(loose.size());
}

bool says_all(const Pattern& pattern, const CutText& text) {
    std::vector<const Pattern*> loose;
    gather_loose(pattern, loose);
    return loose.size() > 1 &&
           std::ranges::all_of(loose, [&](const Pattern* word) { return says(*word, text); });
}

}  // namespace verbatim
