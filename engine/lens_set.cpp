#include "engine/lens_set.h"

#include <algorithm>
#include <functional>

#include "engine/hash.h"
#include "engine/lens_names.h"
#include "engine/lens_own.h"
#include "engine/profile.h"
#include "engine/schema.h"

namespace verbatim {

namespace {

std::vector<double> log_odds_of(const std::vector<LensScore>& scores) {
    std::vector<double> log_odds;
    log_odds.reserve(scores.size());
    for (const LensScore& score : scores) log_odds.push_back(score.log_odds);
    return log_odds;
}

std::uint64_t hash_of(std::span<const StoredLens> own) {
    std::uint64_t hash = hash64(LensModel::built_in_bytes());
    for (const LensFile& file : Lenses::built_in_files()) hash = hash64(file.text, hash);
    for (const StoredLens& lens : own)
        for (const std::string& part :
             {lens.name, std::to_string(lens.number), lens.definition, lens.cues, lens.model})
            hash = hash64(part, hash);
    return hash == 0 ? 1 : hash;
}

}  // namespace

struct LensSet::State {
    std::vector<LensInfo> list = Lenses::built_in().list();
    std::vector<OwnLens> own;
    std::vector<IndexedLenses::Own> indexed;
    std::vector<std::string> notices;
    std::uint64_t identity = 0;

    // The lens of that name, or one that has learnt nothing.
    const OwnLens& named(std::string_view name) const;
};

LensSet::LensSet(std::unique_ptr<State> state) : state_(std::move(state)) {}
LensSet::~LensSet() = default;
LensSet::LensSet(LensSet&&) noexcept = default;
LensSet& LensSet::operator=(LensSet&&) noexcept = default;

Result<LensSet> LensSet::make(std::span<const StoredLens> own) {
    auto state = std::make_unique<State>();
    state->identity = hash_of(own);
    for (const StoredLens& stored : own) {
        auto lens = OwnLens::load(stored);
        if (!lens) {
            state->notices.push_back(lens.error().message + ": the lens " + stored.name +
                                     " judges nothing; train it anew or remove it");
            lens = OwnLens();
            lens->stored = {stored.name, stored.number, stored.definition, {}, {}};
        }
        const auto known = std::ranges::find(state->list, stored.name, &LensInfo::name);
        lens->place = static_cast<std::size_t>(known - state->list.begin());
        if (known == state->list.end()) {
            state->list.push_back({stored.name, stored.definition});
            state->indexed.push_back({stored.name, stored.number, stored.definition});
        }
        state->own.push_back(*std::move(lens));
    }
    return LensSet(std::move(state));
}

const std::vector<LensInfo>& LensSet::list() const {
    return state_->list;
}

std::uint64_t LensSet::identity() const {
    return state_->identity;
}

const std::vector<IndexedLenses::Own>& LensSet::own() const {
    return state_->indexed;
}

std::vector<LensScore> LensSet::score(std::string_view text, const std::vector<Word>& words,
                                      std::string_view lang, const Lenses::Context& context,
                                      const Code* code, Reasons reasons) const {
    if (code != nullptr && !is_known(*code)) code = nullptr;
    std::vector<LensScore> scores =
        Lenses::built_in().score(text, words, lang, context, code, reasons);
    if (state_->own.empty()) return scores;
    const std::vector<double> built_in = log_odds_of(scores);
    for (std::size_t i = scores.size(); i < state_->list.size(); ++i)
        scores.push_back({state_->list[i].name, 0, 0, {}, {}});
    for (const OwnLens& lens : state_->own)
        lens.judge(text, words, lang, context, code, built_in, reasons, scores[lens.place]);
    return scores;
}

namespace {

// What a record gives back of it.
float rounded(float probability) {
    return of_shares(in_shares(probability));
}

}  // namespace

std::vector<std::pair<std::string, float>> LensSet::kept(std::string_view text,
                                                         const std::vector<Word>& words,
                                                         std::string_view lang,
                                                         const Lenses::Context& context,
                                                         const Code* code) const {
    const StageTimer timing(Stage::lenses);
    std::vector<LensScore> scores = score(text, words, lang, context, code, Reasons::left_out);
    std::ranges::stable_sort(scores, std::greater(), &LensScore::probability);
    std::vector<std::pair<std::string, float>> kept;
    for (const LensScore& lens : scores)
        if (lens.probability >= kLensStored)
            kept.emplace_back(lens.name, rounded(lens.probability));
    std::vector<std::pair<std::string, float>> kinds;
    for (const LensScore& lens : scores)
        for (const LensKind& kind : lens.kinds)
            if (lens.probability * kind.probability >= kLensHolds)
                kinds.emplace_back(kind.name, rounded(lens.probability * kind.probability));
    std::ranges::stable_sort(kinds, std::greater(), &std::pair<std::string, float>::second);
    kept.insert(kept.end(), kinds.begin(), kinds.end());
    return kept;
}

std::optional<std::vector<std::string>> LensSet::added_to(const IndexedLenses& indexed) const {
    if (indexed.scored < indexed.last) return std::nullopt;
    std::vector<StoredLens> known;
    std::vector<std::string> added;
    for (const OwnLens& lens : state_->own) {
        const auto is_it = [&](const auto& own) { return own.number == lens.stored.number; };
        const bool is_new =
            lens.stored.number > 0 && std::ranges::none_of(indexed.own, is_it) && !lens.model;
        if (!is_new)
            known.push_back(lens.stored);
        else if (lens.cues)
            added.push_back(lens.stored.name);
    }
    return hash_of(known) == indexed.identity ? std::optional(added) : std::nullopt;
}

std::vector<std::pair<std::string, float>> LensSet::kept_with(
    std::span<const std::string> added, std::vector<std::pair<std::string, float>> before,
    std::string_view text, std::string_view lang, const Lenses::Context& context) const {
    const StageTimer timing(Stage::lenses);
    const std::vector<Word> said = words(text);
    for (const OwnLens& lens : state_->own) {
        if (std::ranges::find(added, lens.stored.name) == added.end()) continue;
        const float scored = lens.cues->score(text, said, lang, context, nullptr, Reasons::left_out)
                                 .front()
                                 .probability;
        if (scored < kLensStored) continue;
        const float probability = rounded(scored);
        const auto behind = std::ranges::find_if(before, [&](const auto& kept) {
            return kept.second < probability || kept.first.find(kKindMark) != std::string::npos;
        });
        before.insert(behind, {lens.stored.name, probability});
    }
    return before;
}

const std::vector<std::string>& LensSet::notices() const {
    return state_->notices;
}

const OwnLens& LensSet::State::named(std::string_view name) const {
    static const OwnLens kNone;
    const auto found = std::ranges::find(
        own, name, [](const OwnLens& lens) { return std::string_view(lens.stored.name); });
    return found == own.end() ? kNone : *found;
}

std::vector<std::string> LensSet::inputs(std::string_view name) const {
    return state_->named(name).input_names();
}

std::vector<double> LensSet::inputs_of(std::string_view name, std::string_view text,
                                       const std::vector<Word>& words, std::string_view lang,
                                       const Lenses::Context& context, const Code* code) const {
    const auto built_in =
        Lenses::built_in().score(text, words, lang, context, code, Reasons::left_out);
    return state_->named(name).inputs_of(log_odds_of(built_in), text, words, lang, context);
}

std::optional<std::uint32_t> lens_slot(std::string_view name,
                                       std::span<const IndexedLenses::Own> own) {
    const auto place_in = [&](const std::vector<std::string_view>& list, std::uint32_t first) {
        const auto found = std::ranges::find(list, name);
        return found == list.end()
                   ? std::optional<std::uint32_t>()
                   : std::optional(first + static_cast<std::uint32_t>(found - list.begin()));
    };
    if (auto slot = place_in(LensNames::built_in().lenses, kFirstLensSlot)) return slot;
    if (auto slot = place_in(LensNames::built_in().kinds, kFirstKindSlot)) return slot;
    const auto found = std::ranges::find(own, name, &IndexedLenses::Own::name);
    if (found == own.end()) return std::nullopt;
    return kFirstOwnLensSlot + found->number;
}

std::vector<std::string> lens_names(std::span<const IndexedLenses::Own> own) {
    const LensNames& built_in = LensNames::built_in();
    std::vector<std::string> names(built_in.lenses.begin(), built_in.lenses.end());
    names.insert(names.end(), built_in.kinds.begin(), built_in.kinds.end());
    for (const IndexedLenses::Own& lens : own) names.push_back(lens.name);
    return names;
}

Lenses::Context lens_context(const Citation& citation) {
    Lenses::Context context{citation.kind, std::nullopt};
    if (citation.rating && citation.rating_max && *citation.rating_max > 0)
        context.rating_share = *citation.rating / *citation.rating_max;
    return context;
}

}  // namespace verbatim
