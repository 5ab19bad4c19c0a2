#include "engine/meaning/denial.h"

#include <algorithm>
#include <string>

namespace verbatim {

namespace {

// Of the weight of the query's words a text must have more than the first, and negate more than the
// second, to deny it. A negation reaches so many words.
constexpr double kCovered = 0.65;
constexpr double kNegated = 0.25;
constexpr std::size_t kReach = 8;

// In the form of fold(), sorted.
constexpr std::string_view kNegators[] = {
    "ain't",    "aint",     "aren't", "arent",     "barely",   "can't",   "cannot", "cant",
    "couldn't", "couldnt",  "didn't", "didnt",     "doesn't",  "doesnt",  "don't",  "dont",
    "fail",     "fails",    "hadn't", "hadnt",     "hardly",   "hasn't",  "hasnt",  "haven't",
    "havent",   "isn't",    "isnt",   "lack",      "lacks",    "neither", "never",  "no",
    "nobody",   "none",     "nor",    "not",       "nothing",  "nowhere", "rarely", "refuse",
    "refuses",  "scarcely", "seldom", "shouldn't", "shouldnt", "wasn't",  "wasnt",  "weren't",
    "werent",   "without",  "won't",  "wont",      "wouldn't", "wouldnt", "zero",
};
// What says of itself that something is not so: beside a query that negates, no contradiction.
constexpr std::string_view kFailures[] = {
    "blocked",    "broken", "declined", "denied",  "difficult", "difficulty", "failed",  "hard",
    "impossible", "issue",  "issues",   "problem", "problems",  "quit",       "refused", "rejected",
    "still",      "stop",   "stopped",  "stops",   "trouble",   "unable",     "used",    "wrong",
};
// They begin a clause that a negation before them does not reach.
constexpr std::string_view kClauseWords[] = {"although", "because", "but", "so", "though"};
constexpr std::string_view kClauseMarks = ",;:.!?()";

static_assert(std::ranges::is_sorted(kNegators));
static_assert(std::ranges::is_sorted(kFailures));

bool is_negator(std::string_view word) {
    return std::ranges::binary_search(kNegators, word);
}

bool begins_clause(std::string_view text, const std::vector<Word>& words, std::size_t at) {
    if (at == 0) return true;
    if (std::ranges::find(kClauseWords, words[at].folded) != std::ranges::end(kClauseWords))
        return true;
    const std::size_t end = words[at - 1].span.end;
    const std::string_view between = text.substr(end, words[at].span.begin - end);
    return between.find_first_of(kClauseMarks) != std::string_view::npos ||
           between.find("\u2013") != std::string_view::npos ||
           between.find("\u2014") != std::string_view::npos;
}

// Which words follow a negator in their clause, within its reach.
std::vector<bool> negated_words(std::string_view text, const std::vector<Word>& words) {
    std::vector<bool> negated;
    std::size_t last = words.size();  // the last negator of the clause, if any
    for (std::size_t at = 0; at < words.size(); ++at) {
        if (begins_clause(text, words, at)) last = words.size();
        negated.push_back(last < at && at - last <= kReach);
        if (is_negator(words[at].folded)) last = at;
    }
    return negated;
}

}  // namespace

Denial::Denial(std::string_view query) {
    for (const Word& word : words(query)) {
        negated_.push_back(negates_);
        negators_.push_back(is_negator(word.folded));
        negates_ = negates_ || negators_.back();
    }
}

bool Denial::denies(std::span<const FoundWord> found, double all, std::string_view text,
                    const std::vector<Word>& words) const {
    if (negates_ && std::ranges::any_of(words, [](const Word& word) {
            return is_negator(word.folded) || std::ranges::binary_search(kFailures, word.folded);
        }))
        return false;
    const std::vector<bool> negated = negates_ ? std::vector<bool>() : negated_words(text, words);
    double covered = 0, denied = 0;
    for (const FoundWord& word : found) {
        covered += word.weight;
        if (negates_ ? negated_[word.wanted] : negated[word.position]) denied += word.weight;
    }
    return covered > kCovered * all && denied > kNegated * all;
}

}  // namespace verbatim
