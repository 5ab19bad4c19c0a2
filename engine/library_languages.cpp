#include "engine/library_languages.h"

#include <algorithm>
#include <map>
#include <utility>

#include "engine/meaning/meaning.h"
#include "engine/schema.h"
#include "engine/terms.h"

namespace verbatim {

namespace {

// A word that both languages have, such as "hotel", is English unless the other has it so many
// times as often.
constexpr double kMuchMore = 4;

// How many verbatims there are of each language of which nothing is known by meaning.
using Sizes = std::vector<std::pair<std::string, std::uint64_t>>;

double share(std::uint64_t part, std::uint64_t whole) {
    return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

// Where a word is at home.
struct Home {
    bool occurs = false;
    std::string language;  // empty for English
};

Home home_of(const PatternWord& word, const Sizes& foreign, std::uint64_t english,
             const Index& index) {
    std::uint64_t in_english = index.frequency(word.terms.front().second);
    std::string language;
    double most = 0;
    bool occurs = in_english > 0;
    for (const auto& [name, size] : foreign) {
        const std::string filter = value_term(find_field("lang")->prefix, name);
        std::uint64_t here = 0;
        for (const auto& [of, term] : word.terms)
            if (of == name) here = std::max(here, index.frequency(term, filter));
        const auto borrowed = index.frequency(word.terms.front().second, filter);
        in_english -= std::min(in_english, borrowed);
        occurs = occurs || here > 0;
        if (share(here, size) > most) most = share(here, size), language = name;
    }
    if (most <= kMuchMore * share(in_english, english)) language.clear();
    return {occurs, language};
}

}  // namespace

Result<std::string> foreign_language(const std::vector<PatternWord>& words, const Index& index) {
    Result<Sizes> sizes = index.values(find_field("lang")->prefix);
    if (!sizes) return sizes.error();
    std::erase_if(*sizes, [](const auto& size) { return meaning_knows(size.first); });
    if (sizes->empty()) return std::string();
    std::uint64_t english = index.size();
    for (const auto& [language, size] : *sizes) english -= std::min(english, size);
    std::map<std::string, std::size_t> homes;
    std::size_t occurring = 0;
    for (const PatternWord& word : words) {
        const Home home = home_of(word, *sizes, english, index);
        if (!home.occurs) continue;
        ++occurring;
        if (!home.language.empty()) ++homes[home.language];
    }
    for (const auto& [language, count] : homes)
        if (2 * count > occurring) return language;
    return std::string();
}

}  // namespace verbatim
