#include "engine/library_meaning.h"

#include <algorithm>

#include "engine/library_languages.h"
#include "engine/meaning/models.h"
#include "engine/plan.h"
#include "engine/plan_words.h"
#include "engine/schema.h"
#include "engine/terms.h"

namespace verbatim {

namespace {

// So many of the nearest documents are candidates beside those that have the words; with filters,
// so many that pass them.
constexpr std::size_t kNearest = 1000;
// Filters that so few documents pass are cheap to look through whole.
constexpr std::uint64_t kFew = 20'000;

// What came last is shown if it has a word of the query or is as near as this: people read all of
// it, so what is only nearer than the rest is too far.
constexpr double kNearEnough = 0.45;

bool has_marks(const Query& query) {
    return !query.good.empty() || !query.bad.empty();
}

bool has_examples(const Query& query) {
    return !query.like.empty() || !query.unlike.empty();
}

// Orders other than by relevance, and queries of operators, mean what they say; but what was marked
// leads on among the strongest.
bool goes_by_meaning(const Query& query) {
    if (query.by_meaning == ByMeaning::no || query.exact) return false;
    if (query.sort == Sort::strongest) return has_marks(query) || has_examples(query);
    return query.sort == Sort::relevance &&
           (!loose_words(query.root).empty() || has_examples(query) || has_marks(query));
}

struct LooseWords {
    std::vector<AlikeWords::Wanted> strong;
    double upper = 0;  // about the most that BM25 can give, whatever the index is divided into
};

void gather(const Pattern& pattern, const Index& index, LooseWords& loose) {
    if (!pattern.is_loose()) {
        if (pattern.type == Node::Type::group)
            for (const Pattern& child : pattern.children) gather(child, index, loose);
        return;
    }
    for (const PatternWord& word : pattern.words) {
        std::uint64_t frequency = 0;
        for (const auto& [language, term] : word.terms)
            frequency = std::max(frequency, index.frequency(term));
        const double idf =
            rarity_of(static_cast<double>(frequency), static_cast<double>(index.size()));
        loose.upper += kMostOfWord * idf;
        if (!pattern.weak) loose.strong.push_back({word, idf});
    }
}

LooseWords loose_words_of(const Query& query, const std::vector<std::string>& languages,
                          const Index& index) {
    LooseWords loose;
    gather(of_telling_words(compile(query.root, languages, false), index), index, loose);
    return loose;
}

// How many documents hold what the query asks for. Of roles alone the index knows it.
Result<std::uint64_t> possible_answers(const Query& query, const Index& index) {
    if (query.root.type == Node::Type::all && query.filters.empty() && query.after == 0) {
        std::uint64_t documents = query.roles.empty() ? index.size() : 0;
        for (const Role role : query.roles)
            documents += index.frequency(value_term(find_field("role")->prefix, name_of(role)));
        return documents;
    }
    const auto plan = make_plan(query, index);
    if (!plan) return plan.error();
    return count(*plan, index);
}

// What must hold beside the loose words: how many documents can be answers at all.
Result<Admitted> admitted(const Query& query, const Index& index) {
    if (query.after > 0) return Admitted{0, kNearEnough};
    Query rest = query;
    rest.root = Node{};
    if (query.root.type == Node::Type::group) {
        rest.root = query.root;
        std::erase_if(rest.root.children,
                      [](const Node& child) { return child.type == Node::Type::word; });
        if (rest.root.children.empty()) rest.root = Node{};
    }
    const auto possible = possible_answers(rest, index);
    if (!possible) return possible.error();
    if (*possible < kFew) return Admitted{static_cast<std::size_t>(index.size())};
    return Admitted{kNearest * static_cast<std::size_t>(index.size() / *possible + 1)};
}

// What a query is led by: a verbatim's text, or one that was given.
struct ExampleText {
    std::string text;
    bool is_understood = true;
};

// A verbatim by its id, or the beginning of it; or what was given, be it a single word. Some id
// begins like a short word by chance, so that a word of fewer letters than an id is shown with is
// itself.
Result<ExampleText> example_text(const std::string& given, Library::State& state,
                                 const Meaning& meaning) {
    constexpr std::size_t kShownId = 8;
    const bool is_known_word = meaning.knows(given);
    if (given.find(' ') != std::string::npos || (is_known_word && given.size() < kShownId))
        return ExampleText{given};
    const auto id = resolve(*state.index, given);
    if (!id && id.error().code == ErrorCode::not_found) {
        if (is_known_word) return ExampleText{given};
        Error error = id.error();
        error.hint += "; a word or a sentence in English does too";
        return error;
    }
    if (!id) return id.error();
    const auto document = state.index->find(*id);
    if (!document) return document.error();
    return ExampleText{(*document)->text, meaning_knows((*document)->citation.lang)};
}

Result<std::vector<Code>> codes_of(const std::vector<std::string>& examples, Library::State& state,
                                   const Meaning& meaning) {
    std::vector<Code> codes;
    for (const std::string& example : examples) {
        const auto given = example_text(example, state, meaning);
        if (!given) return given.error();
        const std::string_view view = given->text;
        const auto code =
            given->is_understood ? meaning.codes({&view, 1}, 1).front() : std::optional<Code>();
        if (!code)
            return Error{ErrorCode::bad_query, "nothing is known of what \"" + example + "\" means",
                         "give a word or a sentence in English"};
        codes.push_back(*code);
    }
    return codes;
}

// The codes of those verbatims that have one.
Result<void> add_codes_of(const std::vector<Id>& marked, const Library::State& state,
                          const CodeFile& file, std::vector<Code>& codes) {
    for (const Id id : marked) {
        const auto numbers = state.index->numbers_of_verbatim(id);
        if (!numbers) return numbers.error();
        for (const std::uint32_t number : *numbers)
            if (const auto code = file.find(number, id); code && is_known(*code))
                codes.push_back(*code);
    }
    return {};
}

// The part of a search that has no codes to compare: `why`, for people. An example leads nowhere
// then.
Result<MeaningPart> without_codes(const Query& query, const Index& index, std::string_view why) {
    if (index.size() == 0) return MeaningPart();
    if (has_examples(query))
        return Error{ErrorCode::not_found, "what the verbatims mean is " + std::string(why),
                     "`verbatim sync` finds out"};
    MeaningPart part;
    part.notice = "Searched by words alone: what the verbatims mean is " + std::string(why) +
                  "; `verbatim sync` finds out";
    return part;
}

bool are_models_there() {
    return find_model(kEncoderFile) && find_model(kWordsFile);
}

}  // namespace

std::string why_no_meaning(const Error& error) {
    if (error.code != ErrorCode::not_found) return error.message;
    return "the models are not installed; scripts/models fetches them";
}

namespace {

// The language of the query's words where it has nothing else that means something; empty if that
// is English.
Result<std::string> foreign_to_meaning(const Query& query, const LooseWords& loose,
                                       const Index& index) {
    if (has_examples(query) || has_marks(query)) return std::string();
    std::vector<PatternWord> words;
    for (const AlikeWords::Wanted& wanted : loose.strong) words.push_back(wanted.word);
    return foreign_language(words, index);
}

// What the query, its examples and what was marked mean together; nothing where that is nothing.
Result<std::optional<Sought>> sought_by(const Query& query, Library::State& state,
                                        const Meaning& meaning, const CodeFile& file) {
    auto like = codes_of(query.like, state, meaning);
    if (!like) return like.error();
    auto unlike = codes_of(query.unlike, state, meaning);
    if (!unlike) return unlike.error();
    if (auto added = add_codes_of(query.good, state, file, *like); !added) return added.error();
    if (auto added = add_codes_of(query.bad, state, file, *unlike); !added) return added.error();
    return meaning.seek(loose_words(query.root), *like, *unlike);
}

// Why meaning cannot help with these words: for people, or empty.
Result<std::string> notice_of_language(const Query& query, const LooseWords& loose,
                                       const Index& index) {
    const auto foreign = foreign_to_meaning(query, loose, index);
    if (!foreign) return foreign.error();
    if (foreign->empty()) return std::string();
    return std::string(
        "Searched by words alone: meaning is known of English, and these words are of another "
        "language here");
}

}  // namespace

Result<MeaningPart> meaning_part(Library::State& state, const Query& query) {
    MeaningPart part;
    if (!goes_by_meaning(query)) return part;
    // Opening the models takes longer than a search by words, and helps none without codes.
    const auto codes = are_models_there() ? state.codes() : nullptr;
    if (!codes) return codes.error();
    if (*codes != nullptr && (*codes)->last() == 0)
        return without_codes(query, *state.index, "not known yet");
    const Result<Meaning>& meaning = state.meaning();
    if (!meaning) {
        if (has_examples(query)) return meaning.error();
        part.notice = "Searched by words alone: " + why_no_meaning(meaning.error());
        part.unusable = meaning.error().code != ErrorCode::not_found;
        return part;
    }
    if (*codes == nullptr || (*codes)->identity() != meaning->identity())
        return without_codes(query, *state.index, "known to other models alone");
    const auto languages = state.index->languages();
    if (!languages) return languages.error();
    LooseWords loose = loose_words_of(query, *languages, *state.index);
    auto foreign = notice_of_language(query, loose, *state.index);
    if (!foreign) return foreign.error();
    part.notice = *std::move(foreign);
    if (!part.notice.empty()) return part;
    const auto sought = sought_by(query, state, *meaning, **codes);
    if (!sought) return sought.error();
    if (!*sought) return part;
    const auto enough = admitted(query, *state.index);
    if (!enough) return enough.error();
    const FusionWeights& weights = query.by_meaning == ByMeaning::concepts ? kConcept : kFused;
    part.finds = query.sort == Sort::relevance;
    part.only_order = query.like.empty();
    part.fusion.emplace(*meaning, **codes, **sought,
                        AlikeWords(std::move(loose.strong), meaning->words()), loose.upper, *enough,
                        weights);
    return part;
}

}  // namespace verbatim
