#include "engine/search_few.h"

#include <algorithm>

#include "engine/index_filters.h"
#include "engine/plan_term.h"
#include "engine/terms.h"

namespace verbatim {

namespace {

// Those with one term.
bool add_ranked(const TermOfWord& wanted, const Index& index, std::vector<Ranked>& found) {
    const KeptDocuments* in_languages = nullptr;
    if (!wanted.languages.terms.empty()) {
        in_languages = index.in_languages(any_of(wanted.languages));
        if (in_languages == nullptr) return false;
    }
    const Xapian::Database& database = index.database();
    const double most =
        rarity_of(static_cast<double>(index.frequency(wanted.term)), database.get_doccount()) *
        (kOnce + 1);
    const auto end = database.postlist_end(wanted.term);
    for (auto posting = database.postlist_begin(wanted.term); posting != end; ++posting)
        if (in_languages == nullptr ||
            in_languages->contains(index.number_of(*posting)) == wanted.languages.wanted)
            found.push_back({*posting, steady_weight(most, posting.get_wdf())});
    return true;
}

// The weights of one document's terms added up; they are sorted by documents then.
void add_up(std::vector<Ranked>& found) {
    std::ranges::sort(found, {}, &Ranked::id);
    std::size_t last = 0;
    for (std::size_t i = 1; i < found.size(); ++i)
        if (found[i].id == found[last].id)
            found[last].weight += found[i].weight;
        else
            found[++last] = found[i];
    found.resize(std::min(found.size(), last + 1));
}

}  // namespace

std::optional<std::vector<Ranked>> ranked_by_word(std::span<const TermOfWord> terms,
                                                  const Index& index, std::uint64_t most) {
    std::uint64_t postings = 0;
    for (const TermOfWord& wanted : terms) postings += index.frequency(wanted.term);
    if (postings > most) return std::nullopt;
    std::vector<Ranked> found;
    found.reserve(postings);
    for (const TermOfWord& wanted : terms)
        if (index.frequency(wanted.term) > 0 && !add_ranked(wanted, index, found))
            return std::nullopt;
    if (terms.size() > 1) add_up(found);
    std::ranges::sort(found, [](const Ranked& a, const Ranked& b) {
        return a.weight != b.weight ? a.weight > b.weight : a.id < b.id;
    });
    return found;
}

}  // namespace verbatim
