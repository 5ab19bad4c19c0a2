#include "engine/library_meaning.h"

#include <algorithm>
#include <cmath>

#include "engine/plan.h"

namespace verbatim {

namespace {

// So many of the nearest documents are candidates beside those that have the words; with filters,
// so many that pass them.
constexpr std::size_t kNearest = 1000;
// Filters that so few documents pass are cheap to look through whole.
constexpr std::uint64_t kFew = 20'000;

// Orders other than by relevance, and queries of operators, mean what they say.
bool goes_by_meaning(const Query& query) {
    return query.by_meaning != ByMeaning::no && !query.exact && query.sort == Sort::relevance &&
           (!loose_words(query.root).empty() || !query.like.empty());
}

// Robertson and Sparck Jones's weight as Xapian bounds it (Xapian's BM25Weight).
double idf_of(std::uint64_t frequency, std::uint64_t documents) {
    const double with = static_cast<double>(frequency) + 0.5;
    double odds = (static_cast<double>(documents) - static_cast<double>(frequency) + 0.5) / with;
    if (odds < 2) odds = odds * 0.5 + 1;
    return std::log(odds);
}

struct LooseWords {
    std::vector<AlikeWords::Wanted> strong;
    double upper = 0;  // the most that BM25 can give, whatever the index is divided into
};

void gather(const Pattern& pattern, const Index& index, LooseWords& loose) {
    constexpr double kMostOfWord = 2;  // k1 + 1, with Xapian's k1 of 1
    if (!pattern.is_loose()) {
        if (pattern.type == Node::Type::group)
            for (const Pattern& child : pattern.children) gather(child, index, loose);
        return;
    }
    for (const PatternWord& word : pattern.words) {
        std::uint64_t frequency = 0;
        for (const auto& [language, term] : word.terms)
            frequency = std::max(frequency, index.frequency(term));
        const double idf = idf_of(frequency, index.size());
        loose.upper += kMostOfWord * idf;
        if (!pattern.weak) loose.strong.push_back({word, idf});
    }
}

// What must hold beside the loose words: how many documents can be answers at all.
Result<std::size_t> wanted(const Query& query, const Index& index) {
    Query rest = query;
    rest.root = Node{};
    if (query.root.type == Node::Type::group) {
        rest.root = query.root;
        std::erase_if(rest.root.children,
                      [](const Node& child) { return child.type == Node::Type::word; });
        if (rest.root.children.empty()) rest.root = Node{};
    }
    const auto plan = make_plan(rest, index);
    if (!plan) return plan.error();
    const auto possible = estimate(*plan, index);
    if (!possible) return possible.error();
    if (*possible < kFew) return static_cast<std::size_t>(index.size());
    return kNearest * static_cast<std::size_t>(index.size() / *possible + 1);
}

Result<std::vector<Code>> codes_of(const std::vector<std::string>& examples, Library::State& state,
                                   const Meaning& meaning) {
    std::vector<Code> codes;
    for (const std::string& example : examples) {
        std::string text = example;
        const bool is_id = example.find(' ') == std::string::npos;
        if (is_id) {
            const auto id = resolve(*state.index, example);
            if (!id) return id.error();
            const auto document = state.index->find(*id);
            if (!document) return document.error();
            text = (*document)->text;
        }
        const std::string_view view = text;
        const auto code = meaning.codes({&view, 1}, 1).front();
        if (!code)
            return Error{ErrorCode::bad_query, "nothing is known of what \"" + example + "\" means",
                         "give a sentence in English"};
        codes.push_back(*code);
    }
    return codes;
}

std::string missing_codes(const Library::State& state, const CodeFile& codes) {
    if (state.index->size() == 0 || codes.last() > 0) return "";
    return "Searched by words alone: what the verbatims mean is not known yet; "
           "`verbatim sync` finds out";
}

}  // namespace

std::string why_no_meaning(const Error& error) {
    if (error.code != ErrorCode::not_found) return error.message;
    return "the models are not installed; scripts/models fetches them";
}

Result<MeaningPart> meaning_part(Library::State& state, const Query& query) {
    MeaningPart part;
    const bool examples = !query.like.empty() || !query.unlike.empty();
    if (!goes_by_meaning(query)) return part;
    const Result<Meaning>& meaning = state.meaning();
    if (!meaning) {
        if (examples) return meaning.error();
        part.notice = "Searched by words alone: " + why_no_meaning(meaning.error());
        return part;
    }
    const auto codes = state.codes();
    if (!codes) return codes.error();
    if ((*codes)->identity() != meaning->identity() || (*codes)->last() == 0) {
        part.notice = missing_codes(state, **codes);
        return part;
    }
    const auto like = codes_of(query.like, state, *meaning);
    if (!like) return like.error();
    const auto unlike = codes_of(query.unlike, state, *meaning);
    if (!unlike) return unlike.error();
    const auto sought = meaning->seek(loose_words(query.root), *like, *unlike);
    if (!sought) return part;
    const auto languages = state.index->languages();
    if (!languages) return languages.error();
    LooseWords loose;
    gather(compile(query.root, *languages, false), *state.index, loose);
    const auto enough = wanted(query, *state.index);
    if (!enough) return enough.error();
    const FusionWeights& weights = query.by_meaning == ByMeaning::concepts ? kConcept : kFused;
    part.fusion.emplace(*meaning, **codes, *sought,
                        AlikeWords(std::move(loose.strong), meaning->words()), loose.upper, *enough,
                        weights);
    return part;
}

}  // namespace verbatim
