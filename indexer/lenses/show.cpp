#include "indexer/lenses/show.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "engine/library_state.h"
#include "engine/schema.h"
#include "engine/terms.h"
#include "engine/text.h"
#include "indexer/lenses/own.h"
#include "indexer/rescore.h"

namespace verbatim {

namespace {

constexpr std::size_t kLookedAt = 2000;
constexpr std::size_t kSigns = 18;
// A sign that fewer quotes have is chance.
constexpr std::uint64_t kFewestQuotes = 3;

// So many of the numbers, evenly spread.
std::vector<std::uint32_t> some_of(const std::vector<std::uint32_t>& numbers) {
    if (numbers.size() <= kLookedAt) return numbers;
    std::vector<std::uint32_t> some;
    for (std::size_t i = 0; i < kLookedAt; ++i)
        some.push_back(numbers[i * numbers.size() / kLookedAt]);
    return some;
}

// Evidence of many texts, by what it says.
class Signs {
public:
    void add(const std::vector<Evidence>& all, const std::string& text) {
        std::map<std::string, double> of_text;
        for (const Evidence& evidence : all) {
            const std::string_view said = std::string_view(text).substr(
                evidence.span.begin, evidence.span.end - evidence.span.begin);
            if (said.empty() && evidence.cue == kFromOtherWords) continue;
            of_text[said.empty() ? "(" + std::string(evidence.cue) + ")" : fold(said)] +=
                evidence.weight;
        }
        for (const auto& [words, weight] : of_text) {
            LensSign& sign = signs_[words];
            sign.words = words;
            sign.weight += weight;
            ++sign.quotes;
        }
    }

    std::vector<LensSign> strongest() const {
        std::vector<LensSign> all;
        for (const auto& [words, sign] : signs_)
            if (sign.quotes >= kFewestQuotes) all.push_back(sign);
        std::ranges::stable_sort(all, std::greater(),
                                 [](const LensSign& sign) { return std::abs(sign.weight); });
        if (all.size() > kSigns) all.resize(kSigns);
        for (LensSign& sign : all) sign.weight /= static_cast<double>(sign.quotes);
        return all;
    }

private:
    std::map<std::string, LensSign> signs_;
};

// The lens of a kind, "pain" of "pain.cost"; a lens itself.
std::string lens_of(const std::string& name) {
    return name.substr(0, name.find(kKindMark));
}

// How probable the lens or kind is, and why. Nothing where it says nothing of the text any more.
struct Judged {
    float probability = 0;
    const std::vector<Evidence>* evidence = nullptr;
};
std::optional<Judged> judged(const std::vector<LensScore>& scores, const std::string& name) {
    const auto lens = std::ranges::find(scores, lens_of(name), &LensScore::name);
    if (lens == scores.end()) return std::nullopt;
    if (lens->name == name) return Judged{lens->probability, &lens->evidence};
    const auto kind = std::ranges::find(lens->kinds, name, &LensKind::name);
    if (kind == lens->kinds.end()) return std::nullopt;
    return Judged{lens->probability * kind->probability, &kind->evidence};
}

Result<std::vector<LensSign>> signs_of(Library::State& state, const std::string& name,
                                       std::vector<std::pair<float, Id>>& by_probability) {
    const auto numbers = state.index->numbers(value_term(find_field("lens")->prefix, name));
    if (!numbers) return numbers.error();
    const auto codes = state.codes();
    if (!codes) return codes.error();
    const auto documents = read_documents(*state.index, **codes, some_of(*numbers));
    if (!documents) return documents.error();
    const auto lenses = state.lenses();
    if (!lenses) return lenses.error();
    Signs signs;
    for (const EnrichedDocument& document : *documents) {
        const Document& said = document.before;
        const auto& code = document.known;
        const auto scores = (*lenses)->score(said.text, words(said.text), said.citation.lang,
                                             lens_context(said.citation), code ? &*code : nullptr);
        const auto score = judged(scores, name);
        if (!score && lens_of(name) != name) continue;  // judged by older lenses
        if (!score)
            return Error{ErrorCode::not_found, "the lens " + name + " was taken out meanwhile", ""};
        signs.add(*score->evidence, said.text);
        by_probability.emplace_back(score->probability, said.id);
    }
    std::ranges::sort(by_probability);
    return signs.strongest();
}

Result<std::vector<Quote>> strongest_quotes(Library& library, const std::string& name,
                                            std::size_t count) {
    Query query;
    query.filters.push_back({});
    query.filters.back().type = Node::Type::field;
    query.filters.back().field = "lens";
    query.filters.back().text = name;
    query.sort = Sort::strongest;
    query.limit = count;
    query.context = 0;
    auto answer = library.search(query);
    if (!answer) return answer.error();
    return std::move(answer->quotes);
}

// What the library keeps of the lens: its definition, marks and examples.
Result<LensPage> described(Library& library, const std::string& name) {
    const auto counts = library.lenses();
    if (!counts) return counts.error();
    LensPage page;
    page.name = name;
    const auto lens = std::ranges::find(*counts, name, &LensCount::name);
    if (lens != counts->end()) {
        page.definition = lens->definition;
        page.own = lens->own;
        page.verbatims = lens->verbatims;
    }
    for (const LensCount& kind : *counts)
        if (kind.name.starts_with(name + kKindMark)) page.kinds.push_back(kind);
    if (lens_of(name) != name) page.kind_of = lens_of(name);
    const auto marks = marks_of(library, name);
    if (!marks) return marks.error();
    page.marks = marks->size();
    const auto examples = examples_of(library, name);
    if (!examples) return examples.error();
    page.examples = examples->size();
    const auto stored = library.settings(kLensKey);
    if (!stored) return stored.error();
    for (const auto& [key, bytes] : *stored) {
        if (key != name) continue;
        const auto decoded = decode_lens(bytes);
        if (!decoded) break;  // LensSet::notices() says so
        page.trained = !decoded->model.empty();
        page.own = decoded->number > 0;
        if (page.own) page.definition = decoded->definition;
    }
    return page;
}

}  // namespace

Result<LensPage> show_lens(Library& library, const std::string& name, std::size_t quotes) {
    if (auto known = check_lens_or_kind(library, name); !known) return known.error();
    auto page = described(library, name);
    if (!page) return page;
    std::vector<std::pair<float, Id>> by_probability;
    auto signs = library.state().retried([&] {
        by_probability.clear();
        return signs_of(library.state(), name, by_probability);
    });
    if (!signs) return signs.error();
    page->signs = *std::move(signs);
    auto best = strongest_quotes(library, name, quotes);
    if (!best) return best.error();
    page->best = *std::move(best);
    if (!page->kind_of.empty()) return page;
    for (const auto& [probability, id] : by_probability) {
        if (page->unsure.size() == quotes) break;
        if (std::ranges::find(page->best, id, &Quote::id) != page->best.end()) continue;
        auto shown = library.show(print_id(id), 0);
        if (!shown) return shown.error();
        page->unsure.push_back(std::move(shown->quote));
    }
    return page;
}

}  // namespace verbatim
