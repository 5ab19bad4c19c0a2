#include "benchmarks/vocabulary.h"

#include <algorithm>
#include <array>
#include <unordered_set>

namespace verbatim::bench {

namespace {

using Words = std::vector<std::string>;

const Words kNouns = {
    "price",    "team",     "app",      "support",  "account", "order",    "screen",   "update",
    "invoice",  "customer", "plan",     "delivery", "feature", "report",   "battery",  "manager",
    "desk",     "chair",    "contract", "refund",   "phone",   "setting",  "password", "login",
    "product",  "service",  "quality",  "box",      "package", "week",     "month",    "trial",
    "upgrade",  "discount", "budget",   "meeting",  "call",    "mail",     "answer",   "question",
    "form",     "page",     "button",   "search",   "filter",  "calendar", "file",     "folder",
    "photo",    "camera",   "sound",    "noise",    "cable",   "charger",  "manual",   "guide",
    "warranty", "driver",   "courier",  "store",    "shelf",   "material", "colour",   "size"};

const Words kVerbs = {"used",        "needed",   "wanted",    "tried",    "opened",    "paid",
                      "returned",    "bought",   "lost",      "found",    "changed",   "stopped",
                      "started",     "called",   "broke",     "fixed",    "cancelled", "replaced",
                      "missed",      "expected", "received",  "sent",     "compared",  "tested",
                      "removed",     "ignored",  "explained", "promised", "delayed",   "charged",
                      "recommended", "ordered",  "installed", "reset",    "exported",  "shared",
                      "printed",     "saved",    "deleted",   "approved"};

const Words kAdjectives = {
    "new",     "good",    "slow",     "expensive", "easy",    "small",    "great",  "simple",
    "useful",  "broken",  "hard",     "cheap",     "late",    "wrong",    "clear",  "confusing",
    "fast",    "heavy",   "quiet",    "loud",      "bright",  "fragile",  "solid",  "reliable",
    "helpful", "rude",    "friendly", "hidden",    "missing", "outdated", "clumsy", "sturdy",
    "annual",  "monthly", "free",     "basic",     "extra",   "early",    "smooth", "painful"};

// n noun, v verb in the past, a adjective, d a number.
constexpr std::array<std::string_view, 24> kFrames = {
    "the %n %v every time we opened the %a %n",
    "I %v the %n because nobody %v the %a %n",
    "we %v a %a %n for the whole %n team",
    "my %n was %a and the %n %v again",
    "it took %d days until the %a %n arrived",
    "nobody told us that the %n had no %n",
    "the %a %n %v after %d weeks of use",
    "our %n %v two of them for the %n",
    "they %v my %n without a word about the %n",
    "we had %v the %n when the %n had been %a",
    "there was no %n for a %a %n like ours",
    "the %n is %a but the %n is not",
    "what we really %v was a %a %n",
    "it never %v like the %n we had before",
    "the %n costs more than a %a %n should",
    "I never %v a %n that was so %a",
    "half of the %n %v while the %n was %a",
    "we waited for the %n until the %n was %a",
    "with order %d%d the %n was %a",
    "she %v the %n and he %v the %n",
    "by the time the %n %v we had %v another %n",
    "a %a %n is worth more to me than a %n",
    "the %n of the %n is %a for %d people",
    "I keep the %n next to the %a %n",
};

constexpr std::array<std::string_view, 24> kOnsets = {"b",  "br", "c", "cl", "d", "dr", "f", "fl",
                                                      "g",  "gr", "h", "k",  "l", "m",  "n", "p",
                                                      "pr", "r",  "s", "st", "t", "tr", "v", "w"};
constexpr std::array<std::string_view, 8> kVowels = {"a", "e", "i", "o", "u", "ai", "ea", "ou"};
constexpr std::array<std::string_view, 10> kCodas = {"",  "",  "n", "r",  "l",
                                                     "s", "m", "t", "nd", "ck"};

// `known` and then invented words with one of the endings, `count` in all.
Words grown(Words known, std::size_t count, const std::vector<std::string_view>& endings,
            std::uint64_t seed) {
    SplitMix random(seed);
    std::unordered_set<std::string> seen(known.begin(), known.end());
    while (known.size() < count) {
        std::string word;
        for (std::size_t syllables = 1 + random.below(2); syllables > 0; --syllables)
            word.append(random.pick(kOnsets)).append(random.pick(kVowels));
        word.append(random.pick(kCodas)).append(random.pick(endings));
        if (seen.insert(word).second) known.push_back(std::move(word));
    }
    return known;
}

}  // namespace

RankedWords::RankedWords(std::vector<std::string> words) : words_(std::move(words)) {
    constexpr std::uint64_t kScale = 1'000'000'000'000;
    std::uint64_t sum = 0;
    for (std::size_t rank = 0; rank < words_.size(); ++rank) {
        sum += kScale / (rank + 3);
        cumulative_.push_back(sum);
    }
}

const std::string& RankedWords::draw(SplitMix& random) const {
    const std::uint64_t place = random.next() % cumulative_.back();
    const auto found = std::ranges::upper_bound(cumulative_, place);
    return words_[static_cast<std::size_t>(found - cumulative_.begin())];
}

Vocabulary::Vocabulary()
    : nouns_(grown(kNouns, 3'000, {"er", "ment", "tion", "ness", "ard", "ow", "et"}, 11)),
      verbs_(grown(kVerbs, 1'500, {"ed", "ied", "ted", "ged"}, 12)),
      adjectives_(grown(kAdjectives, 2'000, {"y", "ful", "able", "ish", "less", "ous"}, 13)) {}

std::string Vocabulary::clause(SplitMix& random) const {
    const std::string_view frame = random.pick(kFrames);
    std::string text;
    for (std::size_t i = 0; i < frame.size(); ++i) {
        if (frame[i] != '%') {
            text += frame[i];
            continue;
        }
        switch (frame[++i]) {
            case 'n':
                text += nouns_.draw(random);
                break;
            case 'v':
                text += verbs_.draw(random);
                break;
            case 'a':
                text += adjectives_.draw(random);
                break;
            default:
                text += std::to_string(2 + random.below(998));
        }
    }
    return text;
}

}  // namespace verbatim::bench
