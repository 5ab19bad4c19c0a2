#include <algorithm>
#include <utility>

#include "engine/lens_file.h"
#include "engine/text.h"

// The language of cues:
//
//   cue    := ["^" | ","] item+ ["$"]
//   item   := (word | "=" word | "<" list ">" | "*" | "(" choice ("|" choice)* ")") ["?"]
//           | word "|" word ... ["?"] | ".." digit
//   choice := item*
namespace verbatim {

namespace {

constexpr std::size_t kMaxVariants = 1000;
constexpr std::size_t kMaxSteps = 12;

using Variants = std::vector<std::vector<CueStep>>;

Error bad(std::string message) {
    return {ErrorCode::bad_input, std::move(message), "docs/lenses.md describes cues"};
}

// Every way to go on from each of `heads` with each of `tails`.
Variants product(const Variants& heads, const Variants& tails) {
    Variants result;
    for (const auto& head : heads) {
        for (const auto& tail : tails) {
            result.push_back(head);
            result.back().insert(result.back().end(), tail.begin(), tail.end());
        }
    }
    return result;
}

class CueParser {
public:
    explicit CueParser(std::string_view line) : rest_(line) {}

    Result<LensCue> parse() {
        LensCue cue;
        cue.text = rest_;
        if (take('^')) cue.starts_sentence = true;
        if (take(',')) cue.starts_clause = true;
        auto variants = sequence(0);
        if (!variants) return variants.error();
        if (take('$')) cue.ends_sentence = true;
        if (!rest_.empty()) return bad("unexpected '" + std::string(rest_.substr(0, 1)) + "'");
        if (gap_ > 0) return bad("a gap needs a word after it");
        cue.variants = std::move(*variants);
        for (auto& variant : cue.variants) {
            if (auto problem = check(variant); !problem) return problem.error();
        }
        std::ranges::sort(cue.variants);
        const auto twins = std::ranges::unique(cue.variants);
        cue.variants.erase(twins.begin(), twins.end());
        return cue;
    }

private:
    static Result<void> check(std::vector<CueStep>& variant) {
        if (variant.empty()) return bad("the cue may match nothing at all");
        if (variant.size() > kMaxSteps) return bad("more than 12 words in one cue");
        if (variant.front().match == CueStep::Match::any || variant.front().gap > 0)
            return bad("a cue must begin with a word");
        return {};
    }

    void skip_space() {
        rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t"), rest_.size()));
    }

    bool take(char c) {
        skip_space();
        if (!rest_.starts_with(c)) return false;
        rest_.remove_prefix(1);
        skip_space();
        return true;
    }

    Result<Variants> sequence(int depth) {
        Variants all(1);
        for (skip_space(); !rest_.empty() && !ends_sequence(depth); skip_space()) {
            if (rest_.starts_with("..")) {
                if (auto read = read_gap(); !read) return read.error();
                continue;
            }
            auto item = depth > 3 ? Result<Variants>(bad("too many brackets")) : read_item(depth);
            if (!item) return item;
            all = product(all, *item);
            if (all.size() > kMaxVariants) return bad("more than 1000 ways to say one cue");
        }
        return all;
    }

    bool ends_sequence(int depth) const {
        const char c = rest_.front();
        return c == '$' || (depth > 0 && (c == '|' || c == ')'));
    }

    Result<void> read_gap() {
        rest_.remove_prefix(2);
        if (gap_ > 0) return bad("two gaps in a row");
        if (rest_.empty() || rest_.front() < '1' || rest_.front() > '9')
            return bad("a gap is written ..1 to ..9");
        gap_ = rest_.front() - '0';
        rest_.remove_prefix(1);
        return {};
    }

    Result<Variants> read_item(int depth) {
        const int gap = std::exchange(gap_, 0);
        auto item = rest_.starts_with('(') ? read_group(depth) : read_words(depth);
        if (!item) return item;
        if (rest_.starts_with('?')) {
            rest_.remove_prefix(1);
            item->push_back({});
        }
        for (auto& variant : *item) {
            if (gap > 0 && variant.empty()) return bad("a word after a gap cannot be left out");
            if (!variant.empty()) variant.front().gap = std::max(variant.front().gap, gap);
        }
        return item;
    }

    Result<Variants> read_group(int depth) {
        rest_.remove_prefix(1);
        Variants all;
        while (true) {
            auto choice = sequence(depth + 1);
            if (!choice) return choice;
            if (gap_ > 0) return bad("a gap needs a word after it");
            all.insert(all.end(), choice->begin(), choice->end());
            if (rest_.empty() || rest_.front() == '$') return bad("a bracket is not closed");
            const char c = rest_.front();
            rest_.remove_prefix(1);
            if (c == ')') return all;
        }
    }

    // A word, or outside brackets several that are joined by |.
    Result<Variants> read_words(int depth) {
        const auto stops = depth > 0 ? " \t()?$|" : " \t()?$";
        std::string_view text = rest_.substr(0, rest_.find_first_of(stops));
        if (text.empty()) return bad("unexpected '" + std::string(rest_.substr(0, 1)) + "'");
        rest_.remove_prefix(text.size());
        Variants all;
        while (true) {
            const auto bar = text.find('|');
            auto steps = read_word(text.substr(0, bar));
            if (!steps) return steps.error();
            all.push_back(std::move(*steps));
            if (bar == std::string_view::npos) return all;
            text.remove_prefix(bar + 1);
        }
    }

    static Result<std::vector<CueStep>> read_word(std::string_view text);

    std::string_view rest_;
    int gap_ = 0;
};

// A word of a cue may be several as texts are cut into words ("user-friendly").
Result<std::vector<CueStep>> CueParser::read_word(std::string_view text) {
    using Match = CueStep::Match;
    if (text == "*") return std::vector<CueStep>{{Match::any, "", 0}};
    if (text.starts_with('<')) {
        if (!text.ends_with('>') || text.size() < 3)
            return bad("a list is written <name>, not '" + std::string(text) + "'");
        return std::vector<CueStep>{{Match::list, std::string(text.substr(1, text.size() - 2)), 0}};
    }
    const bool exact = text.starts_with('=');
    if (exact) text.remove_prefix(1);
    std::vector<CueStep> steps;
    for (Word& word : words(text)) {
        steps.push_back({exact ? Match::exact : Match::stem, std::move(word.folded), 0});
    }
    if (steps.empty()) return bad("'" + std::string(text) + "' is no word");
    return steps;
}

}  // namespace

Result<LensCue> parse_cue(std::string_view line) {
    return CueParser(line).parse();
}

}  // namespace verbatim
