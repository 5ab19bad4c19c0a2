#include "engine/lens.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <utility>

#include "engine/exponential.h"
#include "engine/lens_file.h"
#include "engine/lens_learnt.h"
#include "engine/lens_match.h"
#include "engine/lens_model.h"
#include "engine/lens_shape.h"

namespace verbatim {

namespace {

// Each further piece of evidence for, or against, counts so much of the one before it: five cues
// of one lens in a text are hardly more certain than three.
constexpr double kFurther = 0.6;
constexpr std::size_t kMostEvidence = 16;

// Ratings as a share of the scale: 2 of 5 is low and 4 of 5 high, whether the scale begins at 0
// or 1.
constexpr double kLowRating = 0.4;
constexpr double kHighRating = 0.75;
constexpr double kFullRating = 0.99;

constexpr std::string_view kDefaultLanguage = "en";

bool stronger(const Evidence& a, const Evidence& b) {
    if (std::abs(a.weight) != std::abs(b.weight)) return std::abs(a.weight) > std::abs(b.weight);
    return std::tie(a.span.begin, a.span.end, a.cue) < std::tie(b.span.begin, b.span.end, b.cue);
}

// Sorts the evidence, weighs each piece by its rank among those of its sign, and adds it up.
double weigh(std::vector<Evidence>& evidence, double scale) {
    if (evidence.empty()) return 0;
    std::ranges::sort(evidence, stronger);
    if (evidence.size() > kMostEvidence) evidence.resize(kMostEvidence);
    double factor_for = scale;
    double factor_against = scale;
    double sum = 0;
    for (Evidence& piece : evidence) {
        double& factor = piece.weight > 0 ? factor_for : factor_against;
        piece.weight *= factor;
        factor *= kFurther;
        sum += piece.weight;
    }
    std::ranges::sort(evidence, stronger);
    return sum;
}

std::optional<Span> contained(std::string_view text, std::string_view part) {
    const auto place = text.find(part);
    if (place == std::string_view::npos) return std::nullopt;
    return Span{static_cast<std::uint32_t>(place), static_cast<std::uint32_t>(place + part.size())};
}

std::optional<Span> at_end(std::string_view text, std::string_view part) {
    const auto last = text.find_last_not_of(" \t\r\n\"')");
    if (last == std::string_view::npos || !text.substr(0, last + 1).ends_with(part))
        return std::nullopt;
    return Span{static_cast<std::uint32_t>(last + 1 - part.size()),
                static_cast<std::uint32_t>(last + 1)};
}

// Where the feature shows, if the text has it; an empty span if it is nowhere in the text.
std::optional<Span> shows(const Feature& feature, std::string_view text, std::size_t word_count,
                          const TextShape& shape, const Lenses::Context& context) {
    const auto when = [](bool holds) { return holds ? std::optional(Span{}) : std::nullopt; };
    switch (feature.type) {
        case Feature::Type::contains:
            return contained(text, feature.argument);
        case Feature::Type::ends_with:
            return at_end(text, feature.argument);
        case Feature::Type::rating_low:
            return when(context.rating_share && *context.rating_share <= kLowRating);
        case Feature::Type::rating_high:
            return when(context.rating_share && *context.rating_share >= kHighRating);
        case Feature::Type::rating_full:
            return when(context.rating_share && *context.rating_share >= kFullRating);
        case Feature::Type::repetitive:
            return when(shape.repetitive);
        case Feature::Type::form:
            return when(shape.form);
        case Feature::Type::shorter_than:
            return when(word_count < feature.count);
        case Feature::Type::longer_than:
            return when(word_count > feature.count);
        case Feature::Type::kind:
            return when(context.kind == feature.said_in);
    }
    return std::nullopt;
}

bool same(const LensDefinition& a, const LensDefinition& b) {
    return a.name == b.name;
}

bool same(const WordList& a, const WordList& b) {
    return a.name == b.name && a.lang == b.lang;
}

// Puts a value in the place of the one that is the same, or at the end; the place.
template <typename T>
std::size_t replace(std::vector<T>& all, T value) {
    const auto old = std::ranges::find_if(all, [&](const T& other) { return same(other, value); });
    const auto place = static_cast<std::size_t>(old - all.begin());
    if (old == all.end()) {
        all.push_back(std::move(value));
    } else {
        *old = std::move(value);
    }
    return place;
}

// The name of a list in a cue that `known` does not know, or empty.
template <typename Known>
std::string_view unknown_list(const CueSequence& sequence, const Known& known) {
    for (const CueItem& item : sequence) {
        if (item.choices.empty() && item.step.match == CueStep::Match::list &&
            !known(item.step.text))
            return item.step.text;
        for (const CueSequence& choice : item.choices) {
            if (const auto name = unknown_list(choice, known); !name.empty()) return name;
        }
    }
    return {};
}

// Whether every list that the lens's cues name is there in the cue's language.
Result<void> check_lists(std::string_view file, const LensDefinition& lens,
                         const std::vector<WordList>& lists) {
    for (const LensCue& cue : lens.cues) {
        const auto name = unknown_list(cue.words, [&](std::string_view wanted) {
            return wanted == kNumberList || std::ranges::any_of(lists, [&](const WordList& list) {
                       return list.name == wanted &&
                              (list.lang == cue.lang || list.lang == kAnyLanguage);
                   });
        });
        if (name.empty()) continue;
        return Error{ErrorCode::bad_input,
                     std::string(file) + ":" + std::to_string(cue.line) + ":" +
                         std::to_string(cue.column) + ": no list <" + std::string(name) +
                         "> for language " + cue.lang,
                     "docs/lenses.md describes lists"};
    }
    return {};
}

bool is_kind(const LensDefinition& definition) {
    return definition.name.find(kKindMark) != std::string::npos;
}

// Whether every kind is one of a lens that is there.
Result<void> check_kinds(const std::vector<LensDefinition>& definitions) {
    for (const LensDefinition& kind : definitions) {
        const auto lens = std::string_view(kind.name).substr(0, kind.name.find(kKindMark));
        if (std::ranges::find(definitions, lens, &LensDefinition::name) == definitions.end())
            return Error{ErrorCode::bad_input,
                         kind.name + " is a kind of no lens: there is no " + std::string(lens),
                         "docs/lenses.md describes kinds"};
    }
    return {};
}

// Of matches of one lens those of no weight go first, then what names more words, then what is
// heavier.
bool goes_first(const CueMatch& a, const CueMatch& b) {
    if ((a.weight == 0) != (b.weight == 0)) return a.weight == 0;
    if (a.literal != b.literal) return a.literal > b.literal;
    if (std::abs(a.weight) != std::abs(b.weight)) return std::abs(a.weight) > std::abs(b.weight);
    return std::tie(a.first, a.last, a.cue) < std::tie(b.first, b.last, b.cue);
}

}  // namespace

namespace {

// Made when the first text of its language comes: most libraries have one or two languages, and
// many programs only want the names of the lenses.
struct LazyMatcher {
    mutable std::once_flag once;
    mutable std::optional<CueMatcher> matcher;
};

}  // namespace

struct Lenses::State {
    std::vector<LensDefinition> lenses;  // then the kinds; their cues are in `cues`
    std::vector<LensInfo> list;
    std::vector<LensInfo> kinds;
    std::vector<LensCue> cues;
    std::vector<std::size_t> lens_of_cue;
    std::vector<WordList> word_lists;
    std::map<std::string, LazyMatcher, std::less<>> matchers;  // kAnyLanguage for all others
    std::optional<LensModel> model;

    void gather();
    const CueMatcher& matcher(std::string_view lang) const;
    void gather_cues(std::string_view text, const std::vector<Word>& words, std::string_view lang,
                     std::vector<LensScore>& scores) const;
    std::vector<LensScore> score_cues(std::string_view text, const std::vector<Word>& words,
                                      std::string_view lang, const Context& context) const;
    void add_kinds(std::vector<LensScore>& scores) const;
};

Lenses::Lenses(std::unique_ptr<State> state) : state_(std::move(state)) {}
Lenses::~Lenses() = default;
Lenses::Lenses(Lenses&&) noexcept = default;
Lenses& Lenses::operator=(Lenses&&) noexcept = default;

const Lenses& Lenses::built_in() {
    static const Lenses lenses = [] {
        auto model = LensModelData::parse("lenses", LensModel::built_in_bytes());
        auto cues = parse(built_in_files());
        return std::move(std::move(*cues).with(std::move(*model))).value();
    }();
    return lenses;
}

const Lenses& Lenses::built_in_cues() {
    static const Lenses lenses = std::move(parse(built_in_files())).value();
    return lenses;
}

Result<Lenses> Lenses::with(LensModelData model) && {
    const auto is_ours = [this](const std::vector<std::string>& names) {
        return std::ranges::equal(state_->lenses, names, {}, &LensDefinition::name);
    };
    if (!is_ours(model.heads) || !is_ours(model.inputs))
        return Error{ErrorCode::damaged, "the lens model is of other lenses",
                     "Train it again: training/README.md"};
    state_->model.emplace(std::move(model));
    return std::move(*this);
}

const std::vector<LensInfo>& Lenses::list() const {
    return state_->list;
}

const std::vector<LensInfo>& Lenses::kinds() const {
    return state_->kinds;
}

Result<Lenses> Lenses::parse_own(const LensFile& own) {
    std::vector<LensFile> files;
    for (const LensFile& file : built_in_files()) {
        const auto parsed = parse_lens_file(file);
        if (parsed && !parsed.value().lens) files.push_back(file);
    }
    files.push_back(own);
    auto lenses = parse(files);
    if (lenses && lenses->list().empty())
        return Error{ErrorCode::bad_input,
                     std::string(own.name) + ":1:1: no lens: it must begin with 'lens NAME'",
                     "docs/lenses.md describes the format"};
    return lenses;
}

Result<Lenses> Lenses::parse(std::span<const LensFile> files) {
    auto state = std::make_unique<State>();
    std::vector<std::string_view> file_of_lens;
    for (const LensFile& file : files) {
        auto parsed = parse_lens_file(file);
        if (!parsed) return parsed.error();
        for (WordList& list : parsed->lists) replace(state->word_lists, std::move(list));
        if (!parsed->lens) continue;
        const std::size_t place = replace(state->lenses, std::move(*parsed->lens));
        file_of_lens.resize(state->lenses.size());
        file_of_lens[place] = file.name;
    }
    for (std::size_t i = 0; i < state->lenses.size(); ++i) {
        if (auto known = check_lists(file_of_lens[i], state->lenses[i], state->word_lists); !known)
            return known.error();
    }
    if (auto known = check_kinds(state->lenses); !known) return known.error();
    std::stable_partition(state->lenses.begin(), state->lenses.end(), std::not_fn(is_kind));
    state->gather();
    return Lenses(std::move(state));
}

// Makes list and cues of the lenses, and a place for each language's matcher.
void Lenses::State::gather() {
    matchers[std::string(kAnyLanguage)];
    matchers[std::string(kDefaultLanguage)];
    for (std::size_t i = 0; i < lenses.size(); ++i) {
        (is_kind(lenses[i]) ? kinds : list).push_back({lenses[i].name, lenses[i].definition});
        for (LensCue& cue : std::exchange(lenses[i].cues, {})) {
            matchers[cue.lang];
            cues.push_back(std::move(cue));
            lens_of_cue.push_back(i);
        }
    }
}

const CueMatcher& Lenses::State::matcher(std::string_view lang) const {
    auto found = matchers.find(lang.empty() ? kDefaultLanguage : lang);
    if (found == matchers.end()) found = matchers.find(kAnyLanguage);
    const LazyMatcher& lazy = found->second;
    std::call_once(lazy.once, [&] { lazy.matcher.emplace(found->first, cues, word_lists); });
    return *lazy.matcher;
}

// A match counts unless all its words have been taken, or its first one by a cue of no weight.
void Lenses::State::gather_cues(std::string_view text, const std::vector<Word>& words,
                                std::string_view lang, std::vector<LensScore>& scores) const {
    std::vector<CueMatch> matches = matcher(lang).find(text, words);
    std::ranges::sort(matches, [this](const CueMatch& a, const CueMatch& b) {
        const std::size_t lens_a = lens_of_cue[a.cue];
        const std::size_t lens_b = lens_of_cue[b.cue];
        return lens_a != lens_b ? lens_a < lens_b : goes_first(a, b);
    });
    // By which lens's match a word is taken, counted from 1, and whether that has no weight.
    std::vector<std::pair<std::size_t, bool>> taken(words.size());
    for (const CueMatch& match : matches) {
        const std::size_t lens = lens_of_cue[match.cue];
        const auto place = taken.begin() + match.first;
        const auto end = taken.begin() + match.last + 1;
        const auto by_lens = [&](const auto& by) { return by.first == lens + 1; };
        if (*place == std::pair(lens + 1, true) || std::all_of(place, end, by_lens)) continue;
        std::fill(place, end, std::pair(lens + 1, match.weight == 0));
        if (match.weight == 0) continue;
        const Span span{words[match.begin].span.begin, words[match.last].span.end};
        const bool negated = match.begin != match.first;
        scores[lens].evidence.push_back({cues[match.cue].text, span, match.weight, negated});
    }
}

// Gives the kinds to their lenses, and leaves only lenses.
void Lenses::State::add_kinds(std::vector<LensScore>& scores) const {
    for (std::size_t i = list.size(); i < scores.size(); ++i) {
        const auto name = std::string_view(kinds[i - list.size()].name);
        const auto lens =
            std::ranges::find(list, name.substr(0, name.find(kKindMark)), &LensInfo::name);
        LensScore& score = scores[static_cast<std::size_t>(lens - list.begin())];
        if (scores[i].probability >= kLensStored)
            score.kinds.push_back({name, scores[i].probability, std::move(scores[i].evidence)});
    }
    scores.resize(list.size());
    for (LensScore& score : scores)
        std::ranges::stable_sort(score.kinds, std::greater(), &LensKind::probability);
}

// What the cues alone say, of the lenses and then of the kinds.
std::vector<LensScore> Lenses::State::score_cues(std::string_view text,
                                                 const std::vector<Word>& words,
                                                 std::string_view lang,
                                                 const Context& context) const {
    std::vector<LensScore> scores(lenses.size());
    gather_cues(text, words, lang, scores);
    const TextShape shape = shape_of(text, words);
    for (std::size_t i = 0; i < scores.size(); ++i) {
        const LensDefinition& lens = lenses[i];
        LensScore& score = scores[i];
        for (const Feature& feature : lens.features) {
            if (!feature.lang.empty() && feature.lang != lang) continue;
            if (const auto span = shows(feature, text, words.size(), shape, context))
                score.evidence.push_back({feature.text, *span, feature.weight, false});
        }
        score.name = lens.name;
        score.log_odds = lens.scale * lens.bias + weigh(score.evidence, lens.scale);
        score.probability = static_cast<float>(1 / (1 + exponential(-score.log_odds)));
    }
    return scores;
}

std::vector<LensScore> Lenses::score(std::string_view text, const std::vector<Word>& words,
                                     std::string_view lang, const Context& context,
                                     const Code* code) const {
    std::vector<LensScore> scores = state_->score_cues(text, words, lang, context);
    if (code && !is_known(*code)) code = nullptr;
    // Its model knows how much English a text is by nothing: "が..." would be an English sigh.
    const bool english =
        lang.empty() ? is_in_script_of(text, kDefaultLanguage) : lang == kDefaultLanguage;
    if (state_->model && english)
        add_learnt(*state_->model, text, words, code, state_->list.size(), scores);
    state_->add_kinds(scores);
    return scores;
}

std::vector<double> Lenses::cue_log_odds(std::string_view text, const std::vector<Word>& words,
                                         std::string_view lang, const Context& context) const {
    std::vector<double> log_odds;
    for (const LensScore& score : state_->score_cues(text, words, lang, context))
        log_odds.push_back(score.log_odds);
    return log_odds;
}

}  // namespace verbatim
