#include "engine/search_few.h"

#include <algorithm>
#include <numeric>

#include "engine/index_filters.h"
#include "engine/plan_term.h"
#include "engine/terms.h"

namespace verbatim {

namespace {

// Those with one term, `frequency` before those of other languages are left out.
bool add_ranked(const TermOfWord& wanted, std::uint64_t frequency,
                const std::vector<const KeptDocuments*>& filters, const Index& index,
                std::vector<Ranked>& found) {
    const auto& [term, languages] = wanted;
    const auto kept = index.in_languages(languages.terms);
    if (kept.size() < languages.terms.size()) return false;
    const Xapian::Database& database = index.database();
    const double most = most_of(frequency, database.get_doccount());
    const auto end = database.postlist_end(term);
    for (auto posting = database.postlist_begin(term); posting != end; ++posting) {
        const auto has_it = [number = index.number_of(*posting)](const KeptDocuments* documents) {
            return documents->contains(number);
        };
        const bool is_spoken =
            kept.empty() || std::ranges::any_of(kept, has_it) == wanted.languages.wanted;
        if (is_spoken && std::ranges::all_of(filters, has_it))
            found.push_back({*posting, steady_weight(most, posting.get_wdf())});
    }
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

std::optional<std::vector<Ranked>> ranked_by_word(const LoneWord& word, const Index& index,
                                                  std::uint64_t most) {
    const std::vector<TermOfWord>& terms = word.terms;
    std::vector<std::uint64_t> frequencies;
    frequencies.reserve(terms.size());
    for (const TermOfWord& wanted : terms) frequencies.push_back(index.sure_frequency(wanted.term));
    const auto postings = std::reduce(frequencies.begin(), frequencies.end());
    if (postings > most) return std::nullopt;
    std::vector<Ranked> found;
    found.reserve(postings);
    for (std::size_t i = 0; i < terms.size(); ++i)
        if (frequencies[i] > 0 && !add_ranked(terms[i], frequencies[i], word.filters, index, found))
            return std::nullopt;
    if (terms.size() > 1) add_up(found);
    std::ranges::sort(found, [](const Ranked& a, const Ranked& b) {
        return a.weight != b.weight ? a.weight > b.weight : a.id < b.id;
    });
    return found;
}

}  // namespace verbatim
