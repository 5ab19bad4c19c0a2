#include "engine/match_words.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

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

}  // namespace

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

std::vector<std::size_t> find_near(const Pattern& near, const CutText& text) {
    struct Occurrence {
        std::size_t position;
        std::size_t wanted;
    };
    std::vector<Occurrence> places;
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

}  // namespace verbatim
