#include "engine/meaning/denial.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/meaning/antonyms.h"
#include "engine/stopwords.h"

namespace verbatim {

namespace {

// Folded, with and without the apostrophe.
constexpr auto kNegators = std::to_array<std::string_view>(
    {"ain't",    "aint",     "aren't", "arent",     "barely",   "can't",   "cannot", "cant",
     "couldn't", "couldnt",  "didn't", "didnt",     "doesn't",  "doesnt",  "don't",  "dont",
     "fail",     "fails",    "hadn't", "hadnt",     "hardly",   "hasn't",  "hasnt",  "haven't",
     "havent",   "isn't",    "isnt",   "lack",      "lacks",    "neither", "never",  "no",
     "nobody",   "none",     "nor",    "not",       "nothing",  "nowhere", "rarely", "refuse",
     "refuses",  "scarcely", "seldom", "shouldn't", "shouldnt", "wasn't",  "wasnt",  "weren't",
     "werent",   "without",  "won't",  "wont",      "wouldn't", "wouldnt", "zero"});
// What says no without a negation.
constexpr auto kSoftNegators = std::to_array<std::string_view>(
    {"blocked",  "broken", "declined",   "denied",   "difficult", "difficulty",
     "failed",   "hard",   "impossible", "issue",    "issues",    "problem",
     "problems", "quit",   "refused",    "rejected", "still",     "stop",
     "stopped",  "stops",  "trouble",    "unable",   "used",      "wrong"});
constexpr auto kClauseStarts =
    std::to_array<std::string_view>({"although", "because", "but", "so", "though"});

// A negator speaks for so many words after it.
constexpr std::size_t kReach = 8;
// Words so alike stand for one another.
constexpr double kSameMeaning = 0.6;
// Where there is but one word to go by, it must be nearly itself: who "could not justify the cost"
// does not deny that it is expensive.
constexpr double kSameWord = 0.8;
// Of the query's words, weighted, so many must be there, and so many denied.
constexpr double kCovered = 0.65;
constexpr double kDeniedShare = 0.25;

template <typename List>
bool is_in(const List& list, std::string_view word) {
    return std::ranges::find(list, word) != list.end();
}

bool is_negator(std::string_view folded) {
    return is_in(kNegators, folded);
}

bool parts_clauses(std::string_view between) {
    return between.find_first_of(",;:.!?()") != std::string_view::npos ||
           between.find("—") != std::string_view::npos ||
           between.find("–") != std::string_view::npos;
}

// For each word whether a negator stands before it in its clause.
std::vector<bool> negated(std::string_view text, const std::vector<Word>& words) {
    std::vector<bool> negated(words.size(), false);
    std::size_t last = 0;
    bool any = false;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::uint32_t before = i == 0 ? 0 : words[i - 1].span.end;
        if (parts_clauses(text.substr(before, words[i].span.begin - before)) ||
            is_in(kClauseStarts, words[i].folded))
            any = false;
        negated[i] = any && i - last <= kReach;
        if (!is_negator(words[i].folded)) continue;
        any = true;
        last = i;
    }
    return negated;
}

// Of the places of the text where a word of the query stands, the share that is negated; nothing
// where it stands nowhere. Its opposite denies it, unless it stands there itself.
std::optional<double> negated_share(const AlikeWords& query, std::size_t wanted,
                                    const CutText& text, const std::vector<bool>& negated) {
    const double alike = query.wanted().size() > 1 ? kSameMeaning : kSameWord;
    double places = 0, denied = 0;
    bool opposite = false, itself = false;
    for (std::size_t i = 0; i < text.words.size(); ++i) {
        const std::string& word = text.words[i].folded;
        if (is_negator(word) || is_stopword(word, "en")) continue;
        opposite = opposite || are_opposites(query.wanted()[wanted].word.folded, word);
        const double likeness = query.likeness(wanted, text, i);
        if (likeness <= alike) continue;
        itself = itself || likeness == 1;
        places += 1;
        denied += negated[i] ? 1 : 0;
    }
    if (opposite && !itself) return 1;
    if (places == 0) return std::nullopt;
    return denied / places;
}

// "Not easy" says "hard".
bool denies_opposite(const std::vector<AlikeWords::Wanted>& wanted, const std::vector<Word>& words,
                     const std::vector<bool>& negated) {
    for (std::size_t i = 0; i < words.size(); ++i)
        if (negated[i])
            for (const AlikeWords::Wanted& one : wanted)
                if (are_opposites(one.word.folded, words[i].folded)) return true;
    return false;
}

}  // namespace

bool denies(const AlikeWords& query, std::string_view text, const CutText& cut) {
    const auto& wanted = query.wanted();
    const auto is_negation = [](const AlikeWords::Wanted& one) {
        return is_negator(one.word.folded);
    };
    const bool query_denies = std::ranges::any_of(wanted, is_negation);
    const bool text_denies = std::ranges::any_of(cut.words, [](const Word& word) {
        return is_negator(word.folded) || is_in(kSoftNegators, word.folded);
    });
    const std::vector<bool> denied_words = negated(text, cut.words);
    if (denies_opposite(wanted, cut.words, denied_words)) return false;
    double all = 0, covered = 0, denied = 0;
    bool after_negation = false;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (is_negation(wanted[i])) {
            after_negation = true;
            continue;
        }
        all += wanted[i].weight;
        const auto share = negated_share(query, i, cut, denied_words);
        if (!share) continue;
        covered += wanted[i].weight;
        if (!query_denies)
            denied += wanted[i].weight * *share;
        else if (after_negation && !text_denies)
            denied += wanted[i].weight;
    }
    return denied > kDeniedShare * all && covered > kCovered * all;
}

}  // namespace verbatim
