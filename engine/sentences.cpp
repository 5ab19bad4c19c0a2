#include <unicode/filteredbrk.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>

#include "engine/sentence_rules.h"
#include "engine/text.h"
#include "engine/unicode.h"

namespace verbatim {

namespace {

// ICU's sentence iterators of a language. The plain one proposes boundaries in every script; the
// filtered one knows the abbreviations of the Unicode Consortium's locale data.
struct Breaks {
    std::unique_ptr<icu::BreakIterator> plain;
    std::unique_ptr<icu::BreakIterator> filtered;  // null where the language has no list
};

Breaks open_breaks(const std::string& lang) {
    const icu::Locale locale(lang.c_str());
    const auto make = icu::BreakIterator::createSentenceInstance;
    Breaks breaks{open_iterator(make, locale), nullptr};
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::FilteredBreakIteratorBuilder> builder(
        icu::FilteredBreakIteratorBuilder::createInstance(locale, status));
    if (U_FAILURE(status) || !builder) return breaks;
    breaks.filtered.reset(builder->build(open_iterator(make, locale).release(), status));
    if (U_FAILURE(status)) breaks.filtered.reset();
    return breaks;
}

// This thread's; languages are codes of two letters, so there are few.
Breaks& breaks_of(std::string_view lang) {
    thread_local std::map<std::string, Breaks, std::less<>> opened;
    if (lang.size() != 2) lang = "en";
    const auto known = opened.find(lang);
    if (known != opened.end()) return known->second;
    return opened.emplace(lang, open_breaks(std::string(lang))).first->second;
}

std::size_t skip_spaces(std::string_view text, std::size_t at) {
    while (at < text.size()) {
        std::size_t after = at;
        if (!u_isUWhiteSpace(next_code_point(text, after))) break;
        at = after;
    }
    return at;
}

// Where ICU begins a sentence, white space skipped.
std::vector<std::uint32_t> places_of(std::string_view text, icu::BreakIterator& breaks) {
    const BreakText source(breaks, text);
    std::vector<std::uint32_t> places;
    for (std::int32_t to = breaks.next(); to != icu::BreakIterator::DONE; to = breaks.next()) {
        const auto end = static_cast<std::size_t>(to);
        if (places.empty() || end > places.back())
            places.push_back(static_cast<std::uint32_t>(skip_spaces(text, end)));
    }
    return places;
}

// The places that ICU does not propose: before a small letter, without a space, behind an emoji.
void propose_more(std::string_view text, std::vector<std::uint32_t>& places) {
    const auto is_mark = [](char c) { return c == '.' || c == '!' || c == '?'; };
    for (std::size_t at = 1; at < text.size(); ++at) {
        const char before = text[at - 1];
        const char c = text[at];
        if (c == ' ') {
            const bool plain = (before >= '0' && before <= '9') ||
                               (before >= 'a' && before <= 'z') || before == ' ' || before == ',';
            if (plain) continue;
            at = skip_spaces(text, at);
            places.push_back(static_cast<std::uint32_t>(at));
        } else if (is_mark(before) ? !is_mark(c) : text.substr(0, at).ends_with("．")) {
            if (skip_spaces(text, at) > at) continue;
            places.push_back(static_cast<std::uint32_t>(at));
        }
    }
}

}  // namespace

std::vector<Span> sentences(std::string_view text, std::string_view lang) {
    if (text.empty()) return {};
    Breaks& breaks = breaks_of(lang);
    std::vector<std::uint32_t> places = places_of(text, *breaks.plain);
    std::vector<std::uint32_t> abbreviated;
    // The end alone is no place that is asked about.
    const bool one = places.empty() || places.front() >= text.size();
    if (breaks.filtered && !one)
        std::ranges::set_difference(std::vector(places), places_of(text, *breaks.filtered),
                                    std::back_inserter(abbreviated));
    propose_more(text, places);
    SentenceRules rules(text, lang);
    places.insert(places.end(), rules.list_items().begin(), rules.list_items().end());
    std::ranges::sort(places);
    places.erase(std::unique(places.begin(), places.end()), places.end());

    std::vector<Span> spans;
    std::uint32_t start = 0;
    const auto begins = [&](std::uint32_t next) {
        return rules.begins(start, next, std::ranges::binary_search(abbreviated, next));
    };
    const auto size = static_cast<std::uint32_t>(text.size());
    for (const std::uint32_t next : places) {
        if (next == 0 || next >= size || !begins(next)) continue;
        spans.push_back({start, next});
        start = next;
    }
    spans.push_back({start, size});
    return spans;
}

}  // namespace verbatim
