#include <algorithm>
#include <utility>

#include "engine/lens_file.h"
#include "engine/text.h"

// The language of cues:
//
//   cue      := ["^" | ","] sequence ["$"]
//   sequence := ([".." digit] item ["?"])+
//   item     := word | word "|" word ... | "(" [sequence] ("|" [sequence])* ")"
//   word     := letters | "=" letters | "<" list ">" | "*"
namespace verbatim {

namespace {

constexpr std::size_t kMostVariants = 20000;
constexpr std::size_t kMostWords = 12;
constexpr int kDeepest = 4;

Error bad(std::string message) {
    return {ErrorCode::bad_input, std::move(message), "docs/lenses.md describes cues"};
}

bool can_be_empty(const CueItem& item);

bool can_be_empty(const CueSequence& sequence) {
    return std::ranges::all_of(sequence, [](const CueItem& item) { return can_be_empty(item); });
}

bool can_be_empty(const CueItem& item) {
    return item.optional || (!item.choices.empty() &&
                             std::ranges::any_of(item.choices, [](const CueSequence& choice) {
                                 return can_be_empty(choice);
                             }));
}

// How many word sequences a part of a cue stands for, and the length of the longest.
struct Extent {
    std::size_t variants = 1;
    std::size_t words = 0;
};

Extent extent_of(const CueSequence& sequence) {
    Extent all;
    for (const CueItem& item : sequence) {
        Extent one{1, 1};
        if (!item.choices.empty()) {
            one = {0, 0};
            for (const CueSequence& choice : item.choices) {
                const Extent extent = extent_of(choice);
                one.variants += extent.variants;
                one.words = std::max(one.words, extent.words);
            }
        }
        all.variants =
            std::min(all.variants * (one.variants + (item.optional ? 1 : 0)), kMostVariants + 1);
        all.words += one.words;
    }
    return all;
}

// Whether every way to say the sequence begins with a word that can be looked up.
bool begins_with_word(const CueSequence& sequence) {
    for (const CueItem& item : sequence) {
        if (item.gap > 0) return false;
        if (item.choices.empty() && item.step.match == CueStep::Match::any) return false;
        if (!std::ranges::all_of(item.choices, begins_with_word)) return false;
        if (!can_be_empty(item)) return true;
    }
    return true;
}

class CueParser {
public:
    explicit CueParser(std::string_view line) : rest_(line) {}

    Result<LensCue> parse() {
        LensCue cue;
        cue.text = rest_;
        if (take('^')) cue.starts_sentence = true;
        if (take(',')) cue.starts_clause = true;
        auto words = sequence(0);
        if (!words) return words.error();
        if (take('$')) cue.ends_sentence = true;
        if (!rest_.empty()) return unexpected();
        cue.words = std::move(*words);
        if (can_be_empty(cue.words)) return bad("the cue may match nothing at all");
        if (!begins_with_word(cue.words)) return bad("a cue must begin with a word");
        const Extent extent = extent_of(cue.words);
        if (extent.words > kMostWords) return bad("more than 12 words in one cue");
        if (extent.variants > kMostVariants) return bad("more than 20000 ways to say one cue");
        cue.variants = extent.variants;
        return cue;
    }

    std::string_view rest() const { return rest_; }  // not read yet

private:
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

    Error unexpected() const { return bad("unexpected '" + std::string(rest_.substr(0, 1)) + "'"); }

    Result<CueSequence> sequence(int depth) {
        if (depth > kDeepest) return bad("too many brackets in brackets");
        CueSequence items;
        int gap = 0;
        for (skip_space(); !rest_.empty() && !ends_sequence(depth); skip_space()) {
            if (rest_.starts_with("..")) {
                if (gap > 0) return bad("two gaps in a row");
                const auto read = read_gap();
                if (!read) return read.error();
                gap = *read;
                continue;
            }
            const std::size_t first = items.size();
            if (auto read = read_item(depth, items); !read) return read.error();
            items[first].gap = std::exchange(gap, 0);
            if (items[first].gap > 0 && can_be_empty(items[first]))
                return bad("a word after a gap cannot be left out");
        }
        if (gap > 0) return bad("a gap needs a word after it");
        return items;
    }

    bool ends_sequence(int depth) const {
        const char c = rest_.front();
        return c == '$' || (depth > 0 && (c == '|' || c == ')'));
    }

    Result<int> read_gap() {
        rest_.remove_prefix(2);
        if (rest_.empty() || rest_.front() < '1' || rest_.front() > '9')
            return bad("a gap is written ..1 to ..9");
        const int gap = rest_.front() - '0';
        rest_.remove_prefix(1);
        return gap;
    }

    // Appends what one item stands for: several words in a row if it is written with hyphens.
    Result<void> read_item(int depth, CueSequence& items) {
        std::vector<CueSequence> choices;
        auto read =
            rest_.starts_with('(') ? read_group(depth, choices) : read_words(depth, choices);
        if (!read) return read;
        const bool optional = rest_.starts_with('?');
        if (optional) rest_.remove_prefix(1);
        if (choices.size() == 1 && !optional && !choices[0].empty()) {
            for (CueItem& item : choices[0]) items.push_back(std::move(item));
        } else {
            items.push_back({{}, std::move(choices), optional, 0});
        }
        return {};
    }

    Result<void> read_group(int depth, std::vector<CueSequence>& choices) {
        rest_.remove_prefix(1);
        while (true) {
            auto choice = sequence(depth + 1);
            if (!choice) return choice.error();
            if (!choice->empty() && choice->front().gap > 0)
                return bad("a gap cannot begin a bracket");
            choices.push_back(std::move(*choice));
            if (rest_.empty() || rest_.front() == '$') return bad("a bracket is not closed");
            const char c = rest_.front();
            rest_.remove_prefix(1);
            if (c == ')') return {};
        }
    }

    // A word, or outside brackets several that are joined by |.
    Result<void> read_words(int depth, std::vector<CueSequence>& choices) {
        // find_first_of() takes a twentieth of the time of reading all lenses.
        const auto ends_word = [depth](char c) {
            return c == ' ' || c == '\t' || c == '(' || c == ')' || c == '?' || c == '$' ||
                   (c == '|' && depth > 0);
        };
        const auto end = std::ranges::find_if(rest_, ends_word);
        std::string_view text = rest_.substr(0, static_cast<std::size_t>(end - rest_.begin()));
        if (text.empty()) return unexpected();
        rest_.remove_prefix(text.size());
        while (true) {
            const auto bar = text.find('|');
            auto choice = read_word(text.substr(0, bar));
            if (!choice) return choice.error();
            choices.push_back(std::move(*choice));
            if (bar == std::string_view::npos) return {};
            text.remove_prefix(bar + 1);
        }
    }

    // A word of a cue may be several as texts are cut into words ("user-friendly").
    static Result<CueSequence> read_word(std::string_view text) {
        using Match = CueStep::Match;
        CueSequence items;
        if (text == "*") {
            items.push_back({{Match::any, ""}, {}, false, 0});
            return items;
        }
        if (text.starts_with('<')) {
            if (!text.ends_with('>') || text.size() < 3)
                return bad("a list is written <name>, not '" + std::string(text) + "'");
            const std::string name(text.substr(1, text.size() - 2));
            items.push_back({{Match::list, name}, {}, false, 0});
            return items;
        }
        const Match match = text.starts_with('=') ? Match::exact : Match::stem;
        for (Word& word : verbatim::words(text))
            items.push_back({{match, std::move(word.folded)}, {}, false, 0});
        if (items.empty()) return bad("'" + std::string(text) + "' is no word");
        return items;
    }

    std::string_view rest_;
};

}  // namespace

Result<LensCue> parse_cue(std::string_view line, std::size_t& where) {
    CueParser parser(line);
    auto cue = parser.parse();
    where = line.size() - parser.rest().size();
    return cue;
}

}  // namespace verbatim
