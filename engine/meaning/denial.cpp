#include "engine/meaning/denial.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "engine/stopwords.h"

namespace verbatim {

namespace {

// Folded, with and without the apostrophe; sorted.
constexpr auto kNegators = std::to_array<std::string_view>(
    {"ain't",    "aint",     "aren't", "arent",     "barely",   "can't",   "cannot", "cant",
     "couldn't", "couldnt",  "didn't", "didnt",     "doesn't",  "doesnt",  "don't",  "dont",
     "fail",     "fails",    "hadn't", "hadnt",     "hardly",   "hasn't",  "hasnt",  "haven't",
     "havent",   "isn't",    "isnt",   "lack",      "lacks",    "neither", "never",  "no",
     "nobody",   "none",     "nor",    "not",       "nothing",  "nowhere", "rarely", "refuse",
     "refuses",  "scarcely", "seldom", "shouldn't", "shouldnt", "wasn't",  "wasnt",  "weren't",
     "werent",   "without",  "won't",  "wont",      "wouldn't", "wouldnt", "zero"});
// What says no without a negation; sorted.
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
    return std::ranges::binary_search(list, word);
}

bool is_negator(std::string_view folded) {
    return is_in(kNegators, folded);
}

bool parts_clauses(std::string_view between) {
    return between.find_first_of(",;:.!?()") != std::string_view::npos ||
           between.find("—") != std::string_view::npos ||
           between.find("–") != std::string_view::npos;
}

// Whether a word of a text says the opposite of a word of the query.
bool opposes_any(const AlikeWords& query, const std::string& word) {
    return std::ranges::any_of(query.relations(word), &AlikeWords::Relation::opposes);
}

// For each word whether a negator stands before it in its clause. One that negates the opposite of
// a word of the query negates no more: "not easy to install" says that one installs.
std::vector<bool> negated(const AlikeWords& query, std::string_view text, const CutText& cut) {
    const std::vector<Word>& words = cut.words;
    std::vector<bool> negated(words.size(), false);
    std::size_t last = 0;
    bool any = false;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::uint32_t before = i == 0 ? 0 : words[i - 1].span.end;
        if (parts_clauses(text.substr(before, words[i].span.begin - before)) ||
            is_in(kClauseStarts, words[i].folded))
            any = false;
        negated[i] = any && i - last <= kReach;
        if (negated[i] && opposes_any(query, words[i].folded)) any = false;
        if (!is_negator(words[i].folded)) continue;
        any = true;
        last = i;
    }
    return negated;
}

// Which words of a text say something by themselves.
std::vector<bool> telling_words(const CutText& text) {
    std::vector<bool> telling;
    telling.reserve(text.words.size());
    for (const Word& word : text.words)
        telling.push_back(!is_negator(word.folded) && !is_stopword(word.folded, "en"));
    return telling;
}

// Where a word of the query stands in the text, or else its opposite: of these places the share
// that says that it is not so.
struct Standing {
    bool there = false;
    double denied = 0;
    bool opposite = false;
};
Standing standing_of(const AlikeWords& query, std::size_t wanted, const CutText& text,
                     const std::vector<bool>& negated, const std::vector<bool>& telling) {
    const double alike = query.wanted().size() > 1 ? kSameMeaning : kSameWord;
    double places = 0, denied = 0, opposites = 0, meant = 0;
    bool itself = false;
    for (std::size_t i = 0; i < text.words.size(); ++i) {
        if (!telling[i]) continue;
        const auto [likeness, opposes, agrees] = query.relation(wanted, text, i);
        if (opposes) {
            opposites += 1;
            meant += negated[i] ? 0 : 1;
        } else if (agrees || likeness > alike) {
            itself = itself || agrees;
            places += 1;
            denied += negated[i] ? 1 : 0;
        }
    }
    // What is merely like it says less than its opposite does.
    if (!itself && opposites > 0) return {true, meant / opposites, true};
    if (places > 0) return {true, denied / places, false};
    return {};
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
    const std::vector<bool> denied_words = negated(query, text, cut), telling = telling_words(cut);
    double all = 0, covered = 0, denied = 0;
    bool after_negation = false;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (is_negation(wanted[i])) {
            after_negation = true;
            continue;
        }
        all += wanted[i].weight;
        const Standing standing = standing_of(query, i, cut, denied_words, telling);
        if (!standing.there) continue;
        covered += wanted[i].weight;
        if (!query_denies)
            denied += wanted[i].weight * standing.denied;
        else if (after_negation && standing.opposite)
            denied += wanted[i].weight * (1 - standing.denied);
        else if (after_negation && !text_denies)
            denied += wanted[i].weight;
    }
    return denied > kDeniedShare * all && covered > kCovered * all;
}

}  // namespace verbatim
