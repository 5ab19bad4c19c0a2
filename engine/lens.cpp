#include "engine/lens.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <tuple>
#include <utility>

#include "engine/exponential.h"
#include "engine/lens_feature.h"
#include "engine/lens_learnt.h"
#include "engine/lens_shape.h"
#include "engine/lens_state.h"

namespace verbatim {

namespace {

// Each further piece of evidence for, or against, counts so much of the one before it: five cues
// of one lens in a text are hardly more certain than three.
constexpr double kFurther = 0.6;
constexpr std::size_t kMostEvidence = 16;

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

// Of matches of one lens those of no weight go first, then what names more words, then what is
// heavier.
bool goes_first(const CueMatch& a, const CueMatch& b) {
    if ((a.weight == 0) != (b.weight == 0)) return a.weight == 0;
    if (a.literal != b.literal) return a.literal > b.literal;
    if (std::abs(a.weight) != std::abs(b.weight)) return std::abs(a.weight) > std::abs(b.weight);
    return std::tie(a.first, a.last, a.cue) < std::tie(b.first, b.last, b.cue);
}

}  // namespace

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
