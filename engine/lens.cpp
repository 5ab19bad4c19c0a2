#include "engine/lens.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <utility>

#include "engine/exponential.h"
#include "engine/lens_feature.h"
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

constexpr std::string_view kDefaultLanguage = "en";

bool stronger(const Evidence& a, const Evidence& b) {
    if (std::abs(a.weight) != std::abs(b.weight)) return std::abs(a.weight) > std::abs(b.weight);
    return std::tie(a.span.begin, a.span.end, a.cue) < std::tie(b.span.begin, b.span.end, b.cue);
}

// Sorts the evidence, weighs each piece by its rank among those of its sign, and adds it up. What
// it weighs then may have changed the order.
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
    return sum;
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
    // For each lens, and kind, those of every language and those of the text's; "" for all others.
    using Features = std::vector<std::vector<const Feature*>>;
    std::map<std::string, Features, std::less<>> features;
    std::vector<std::size_t> lens_of_kind;
    std::optional<LensModel> model;

    void gather();
    void gather_features(const std::string& lang);
    const CueMatcher& matcher(std::string_view lang) const;
    const Features& features_in(std::string_view lang) const;
    void gather_cues(std::string_view text, const std::vector<Word>& words, std::string_view lang,
                     std::vector<LensScore>& scores) const;
    std::vector<LensScore> score_cues(std::string_view text, const std::vector<Word>& words,
                                      std::string_view lang, const Context& context,
                                      Reasons reasons) const;
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
    for (const LensInfo& kind : kinds) {
        const auto lens = std::string_view(kind.name).substr(0, kind.name.find(kKindMark));
        const auto found = std::ranges::find(list, lens, &LensInfo::name);
        lens_of_kind.push_back(static_cast<std::size_t>(found - list.begin()));
    }
    gather_features("");
    for (const LensDefinition& lens : lenses)
        for (const Feature& feature : lens.features) gather_features(feature.lang);
}

void Lenses::State::gather_features(const std::string& lang) {
    const auto [entry, is_new] = features.try_emplace(lang, lenses.size());
    for (std::size_t i = 0; is_new && i < lenses.size(); ++i)
        for (const Feature& feature : lenses[i].features)
            if (feature.lang.empty() || feature.lang == lang) entry->second[i].push_back(&feature);
}

void Lenses::warm_up() const {
    (void)state_->matcher(kDefaultLanguage);
}

const CueMatcher& Lenses::State::matcher(std::string_view lang) const {
    auto found = matchers.find(lang.empty() ? kDefaultLanguage : lang);
    if (found == matchers.end()) found = matchers.find(kAnyLanguage);
    const LazyMatcher& lazy = found->second;
    std::call_once(lazy.once, [&] { lazy.matcher.emplace(found->first, cues, word_lists); });
    return *lazy.matcher;
}

const Lenses::State::Features& Lenses::State::features_in(std::string_view lang) const {
    const auto found = features.find(lang);
    return found == features.end() ? features.find("")->second : found->second;
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
        const std::size_t kind = i - list.size();
        LensScore& score = scores[lens_of_kind[kind]];
        if (scores[i].probability >= kLensStored)
            score.kinds.push_back(
                {kinds[kind].name, scores[i].probability, std::move(scores[i].evidence)});
    }
    scores.resize(list.size());
    for (LensScore& score : scores)
        std::ranges::stable_sort(score.kinds, std::greater(), &LensKind::probability);
}

// What the cues alone say, of the lenses and then of the kinds; the probabilities are left to do.
std::vector<LensScore> Lenses::State::score_cues(std::string_view text,
                                                 const std::vector<Word>& words,
                                                 std::string_view lang, const Context& context,
                                                 Reasons reasons) const {
    std::vector<LensScore> scores(lenses.size());
    gather_cues(text, words, lang, scores);
    const TextShape shape = shape_of(text, words);
    const Features& told = features_in(lang);
    for (std::size_t i = 0; i < scores.size(); ++i) {
        const LensDefinition& lens = lenses[i];
        LensScore& score = scores[i];
        for (const Feature* feature : told[i])
            if (const auto span = shows(*feature, text, words.size(), shape, context))
                score.evidence.push_back({feature->text, *span, feature->weight, false});
        if (i < list.size()) score.name = lens.name;
        score.log_odds = lens.scale * lens.bias + weigh(score.evidence, lens.scale);
        if (reasons == Reasons::told)
            std::ranges::sort(score.evidence, stronger);
        else
            score.evidence.clear();
    }
    return scores;
}

std::vector<LensScore> Lenses::score(std::string_view text, const std::vector<Word>& words,
                                     std::string_view lang, const Context& context,
                                     const Code* code, Reasons reasons) const {
    std::vector<LensScore> scores = state_->score_cues(text, words, lang, context, reasons);
    if (code && !is_known(*code)) code = nullptr;
    // Its model knows how much English a text is by nothing: "が..." would be an English sigh.
    const bool english =
        lang.empty() ? is_in_script_of(text, kDefaultLanguage) : lang == kDefaultLanguage;
    if (state_->model && english)
        add_learnt(*state_->model, text, words, code, state_->list.size(), reasons, scores);
    else
        for (LensScore& score : scores) score.probability = probability_of(score.log_odds);
    state_->add_kinds(scores);
    return scores;
}

std::vector<double> Lenses::cue_log_odds(std::string_view text, const std::vector<Word>& words,
                                         std::string_view lang, const Context& context) const {
    std::vector<double> log_odds;
    for (const LensScore& score : state_->score_cues(text, words, lang, context, Reasons::left_out))
        log_odds.push_back(score.log_odds);
    return log_odds;
}

}  // namespace verbatim
