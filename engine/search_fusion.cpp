#include "engine/search_fusion.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "engine/lens.h"
#include "engine/meaning/denial.h"
#include "engine/profile.h"

namespace verbatim {

namespace {

// So many of the best lead on, and so many of the best are compared with one another.
constexpr std::size_t kLeaders = 5;
constexpr std::size_t kCompared = 200;
// A query is a complaint from 0.3 on, surely from 0.55; what denies it loses its words and
// more. Content customers come later, among the best alone: further down there are few enough.
constexpr double kNoComplaint = 0.3;
constexpr double kComplaintSlope = 4;
constexpr double kDenied = 1.6;
// ... of which so much where the query does not complain, nor the text.
constexpr double kCalmDenial = 0.6;
constexpr double kMostContent = 1.5;
constexpr double kContent = 0.3;
// Lenses that are surer than this of a complaint lessen that.
constexpr double kLessSure = 0.6;
constexpr std::size_t kReordered = 100;
// So few texts that have every word of the query get more for it.
constexpr std::ptrdiff_t kFew = 5;
// Words at least this alike are shown as such.
constexpr double kShown = 0.65;
// How much likeness counts beside a score from 0 to 1.
constexpr double kLean = 0.5;

bool better(const Candidate& a, const Candidate& b) {
    return a.score != b.score ? a.score > b.score : a.document.id < b.document.id;
}

std::vector<std::int32_t> products(const CodeFile& codes, const Code& sought) {
    const StageTimer timing(Stage::scan);
    std::vector<std::int32_t> products;
    codes.scan(sought, products);
    return products;
}

double cosine(const Code& a, const Code& b) {
    return dot(a, b) / kCodeUnit;
}

// How likely the lenses, which go by cues and ratings too, take a text for a complaint.
double complaint_of(const Document& document) {
    double most = 0;
    for (const auto& [lens, probability] : document.lenses)
        if (lens == "pain" || lens == "objection") most = std::max(most, double{probability});
    return most;
}

}  // namespace

Fusion::Fusion(const Meaning& meaning, const CodeFile& codes, const Sought& sought,
               AlikeWords alike, double upper, const Admitted& admitted,
               const FusionWeights& weights)
    : meaning_(meaning),
      codes_(codes),
      sought_(sought),
      alike_(std::move(alike)),
      upper_(upper),
      weights_(weights),
      near_(products(codes, sought_.code), kCodeUnit, admitted.wanted, admitted.certain) {}

double Fusion::words_factor() const {
    return upper_ > 0 ? weights_.words / upper_ : 0;
}

double Fusion::complains() const {
    return std::clamp((sought_.complaint - kNoComplaint) * kComplaintSlope, 0.0, 1.0);
}

double Fusion::sum(const Channels& channels) const {
    double lexical = weights_.words * channels.words + weights_.alike * channels.alike;
    lexical *= 1 - kDenied * channels.denied;
    return channels.meaning + lexical;
}

// What is left of the index's weight is BM25's.
double Fusion::weight_of_words(const Candidate& candidate) const {
    const double near = std::max(0.0, near_.cosine(candidate.number) - near_.threshold());
    return std::max(0.0, candidate.weight - near);
}

void Fusion::measure(std::vector<Candidate>& candidates, std::vector<Code>& codes) const {
    for (Candidate& candidate : candidates) {
        const Code code = codes_.find(candidate.number, candidate.document.id).value_or(Code{});
        codes.push_back(code);
        Channels& channels = candidate.channels;
        channels.meaning = cosine(sought_.code, code);
        if (weights_.words > 0) channels.words = weight_of_words(candidate) / weights_.words;
        candidate.pairs = alike_.pairs(candidate.text);
        channels.alike = alike_.score(candidate.pairs);
        const double complaint = complaint_of(candidate.document);
        const double surely_upset = std::max(0.0, (complaint - kLessSure) / (1 - kLessSure));
        // Whoever complains denies no complaint, only what was to be expected: "no support".
        const double denial = std::max(complains(), complaint >= kLensHolds ? 0 : kCalmDenial);
        if (denial > 0 && denies(alike_, candidate.document.text, candidate.text))
            channels.denied = denial;
        if (is_known(code))
            channels.content =
                complains() * (1 - surely_upset) *
                std::clamp(meaning_.polarity(code) + weights_.surely_upset, 0.0, kMostContent);
        candidate.score = sum(channels);
    }
}

// Rocchio's feedback, on the vectors alone and without being asked: what the best answers mean
// leads to more like them (Rocchio 1971).
void Fusion::follow_best(std::vector<Candidate>& candidates, const std::vector<Code>& codes) const {
    std::vector<std::size_t> order(candidates.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::ranges::sort(
        order, [&](std::size_t a, std::size_t b) { return better(candidates[a], candidates[b]); });
    order.resize(std::min(order.size(), kLeaders));
    std::vector<Code> leaders;
    for (const std::size_t i : order)
        if (is_known(codes[i])) leaders.push_back(codes[i]);
    if (leaders.empty()) return;
    const Code led = lead(sought_.code, leaders, weights_.best, {}, 0);
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        candidates[i].channels.meaning = cosine(led, codes[i]);
        candidates[i].score = sum(candidates[i].channels);
    }
}

// A share of each score is the mean of its neighbours' in meaning: a text that says what many good
// answers say is one.
void Fusion::smooth(std::vector<Candidate>& candidates) const {
    const std::size_t count = std::min(candidates.size(), kCompared);
    std::vector<Code> codes;
    for (std::size_t i = 0; i < count; ++i)
        codes.push_back(
            codes_.find(candidates[i].number, candidates[i].document.id).value_or(Code{}));
    std::vector<double> smoothed;
    std::vector<std::int32_t> near(count);
    for (std::size_t i = 0; i < count; ++i) {
        dot_each(codes[i], codes, near.data());
        near[i] = INT32_MIN;
        std::vector<std::size_t> places(count);
        for (std::size_t k = 0; k < count; ++k) places[k] = k;
        const std::size_t wanted = std::min(weights_.neighbours, count - 1);
        std::ranges::partial_sort(places, places.begin() + static_cast<std::ptrdiff_t>(wanted),
                                  [&](std::size_t a, std::size_t b) {
                                      return near[a] != near[b] ? near[a] > near[b] : a < b;
                                  });
        double sum = 0, shares = 0;
        for (std::size_t k = 0; k < wanted; ++k) {
            const double share = std::max(0.0, near[places[k]] / kCodeUnit);
            sum += share * candidates[places[k]].score;
            shares += share;
        }
        const double own = candidates[i].score;
        smoothed.push_back(
            shares <= 0 ? own : own * (1 - weights_.around) + weights_.around * sum / shares);
    }
    for (std::size_t i = 0; i < count; ++i) candidates[i].score = smoothed[i];
}

void Fusion::order(std::vector<Candidate>& candidates) const {
    std::vector<Code> codes;
    measure(candidates, codes);
    if (weights_.best > 0) follow_best(candidates, codes);
    std::ranges::sort(candidates, better);
    if (weights_.around > 0 && candidates.size() > 1) smooth(candidates);
    weigh_what_is_said(candidates);
    prefer_complaints(candidates);
}

void Fusion::lean(std::vector<Candidate>& candidates) const {
    for (Candidate& candidate : candidates) {
        const auto code = codes_.find(candidate.number, candidate.document.id);
        candidate.channels.meaning = code ? cosine(sought_.code, *code) : 0;
        candidate.score += kLean * candidate.channels.meaning;
    }
    std::ranges::sort(candidates, better);
}

// The neighbours of who says all words, and the best, which say other things of the same, would
// leave them behind. Who says nothing else has no quote to give: "My bill".
void Fusion::weigh_what_is_said(std::vector<Candidate>& candidates) const {
    const auto says_all = [](const Candidate& candidate) {
        return candidate.says_all && candidate.channels.denied <= 0;
    };
    if (std::ranges::count_if(candidates, says_all) <= kFew)
        for (Candidate& candidate : candidates)
            if (says_all(candidate)) candidate.channels.all_words = weights_.says_all;
    for (Candidate& candidate : candidates) {
        if (candidate.says_no_more) candidate.channels.bare = weights_.says_no_more;
        candidate.score += candidate.channels.all_words - candidate.channels.bare;
    }
    std::ranges::sort(candidates, better);
}

void Fusion::prefer_complaints(std::vector<Candidate>& candidates) const {
    const auto count = static_cast<std::ptrdiff_t>(std::min(candidates.size(), kReordered));
    if (count == 0 || complains() <= 0) return;
    const auto end = candidates.begin() + count;
    const double last = std::prev(end)->score;
    for (auto candidate = candidates.begin(); candidate != end; ++candidate)
        candidate->score -= kContent * candidate->channels.content;
    std::sort(candidates.begin(), end, better);
    // What follows stays behind, and scores still fall.
    const double drop = std::max(0.0, last - std::prev(end)->score);
    for (auto later = end; later != candidates.end(); ++later) later->score -= drop;
}

std::vector<AlikeMark> Fusion::marks(const Candidate& candidate) const {
    std::vector<AlikeMark> marks;
    for (const AlikePair& pair : candidate.pairs)
        if (pair.likeness >= kShown && pair.likeness < 1)
            marks.push_back({pair.position, alike_.wanted()[pair.wanted].word.shown});
    return marks;
}

std::string loose_words(const Node& root) {
    using Type = Node::Type;
    if (root.type == Type::word) return root.text;
    std::string text;
    if (root.type != Type::group) return text;
    for (const Node& child : root.children)
        if (child.type == Type::word) text += (text.empty() ? "" : " ") + child.text;
    return text;
}

}  // namespace verbatim
