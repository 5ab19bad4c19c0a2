#include "engine/lens_match.h"

#include <algorithm>
#include <utility>

namespace verbatim {

namespace {

constexpr std::uint32_t kNegationReach = 3;
constexpr double kIntensified = 1.3;

bool for_language(std::string_view lang, std::string_view wanted) {
    return lang == wanted || lang == kAnyLanguage;
}

// Whether what stands between two words ends a sentence, or at least a clause.
enum class Break { none, clause, sentence };

Break break_of(std::string_view between) {
    if (between == " ") return Break::none;
    constexpr std::string_view kSentence[] = {"…", "。", "！", "？", "؟", "¿", "¡", "।"};
    constexpr std::string_view kClause[] = {"–", "—", "、", "，", "；", "：", "،"};
    const auto holds = [between](std::string_view mark) {
        return between.find(mark) != std::string_view::npos;
    };
    if (between.find_first_of(".!?;\n") != std::string_view::npos) return Break::sentence;
    if (between.size() > 1) {
        if (std::ranges::any_of(kSentence, holds)) return Break::sentence;
        if (std::ranges::any_of(kClause, holds) || holds("- ") || holds(" -")) return Break::clause;
    }
    return between.find_first_of(",:()[]\"|") != std::string_view::npos ? Break::clause
                                                                        : Break::none;
}

}  // namespace

bool CueMatcher::Token::is(Symbol symbol) const {
    return std::ranges::find(symbols, symbol) != symbols.end();
}

CueMatcher::CueMatcher(std::string_view lang, std::span<const LensCue> cues,
                       std::span<const WordList> lists)
    : vocabulary_(lang) {
    const auto list = [this](const char* name) {
        return vocabulary_.add({CueStep::Match::list, name});
    };
    not_ = list("not");
    unless_ = list("unless");
    but_ = list("but");
    very_ = list("very");
    for (const WordList& words : lists) {
        if (!for_language(words.lang, lang)) continue;
        for (const CueStep& word : words.words) vocabulary_.add_to_list(word, words.name);
    }
    for (std::uint32_t i = 0; i < cues.size(); ++i) {
        rules_.push_back({cues[i].weight, cues[i].negated, cues[i].starts_sentence,
                          cues[i].starts_clause, cues[i].ends_sentence});
        if (for_language(cues[i].lang, lang)) trie_.insert(cues[i].words, i, vocabulary_);
    }
    vocabulary_.freeze();
    trie_.freeze(vocabulary_.size());
}

std::vector<CueMatcher::Token> CueMatcher::tokens(std::string_view text,
                                                  std::span<const Word> words) const {
    std::vector<Token> tokens(words.size());
    std::uint32_t end = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const Span span = words[i].span;
        const Break gap = i == 0 ? Break::sentence : break_of(text.substr(end, span.begin - end));
        end = span.end;
        tokens[i].symbols = vocabulary_.find(words[i].folded);
        for (const Symbol symbol : tokens[i].symbols) tokens[i].mask |= CueTrie::mask_of(symbol);
        tokens[i].starts_sentence = gap == Break::sentence;
        tokens[i].starts_clause = gap != Break::none || tokens[i].is(but_);
    }
    return tokens;
}

std::vector<CueMatch> CueMatcher::find(std::string_view text, std::span<const Word> words) const {
    const std::vector<Token> tokens = this->tokens(text, words);
    Search search{tokens, 0, 0, {}};
    for (std::uint32_t i = 0; i < tokens.size(); ++i) {
        search.first = i;
        search.from_first = search.matches.size();
        for (const Symbol symbol : tokens[i].symbols) {
            if (const auto node = trie_.begin(symbol); node != 0) arrive(search, node, i + 1);
        }
    }
    return std::move(search.matches);
}

// Having matched up to `node`, with the words before `next`.
void CueMatcher::arrive(Search& search, CueTrie::NodeId node, std::uint32_t next) const {
    for (const CueTrie::Accept& found : trie_.accepts(node)) accept(search, found, next - 1);
    follow(search, node, next);
    for (const CueTrie::Gap& gap : trie_.gaps(node)) {
        const auto last = next + static_cast<std::uint32_t>(gap.words);
        for (std::uint32_t place = next; place <= last; ++place) {
            if (place >= search.tokens.size() || search.tokens[place].starts_sentence) break;
            follow(search, gap.node, place);
        }
    }
}

void CueMatcher::follow(Search& search, CueTrie::NodeId node, std::uint32_t next) const {
    if (next >= search.tokens.size() || search.tokens[next].starts_sentence) return;
    if (!trie_.may_follow(node, search.tokens[next].mask)) return;
    if (const auto after = trie_.any(node); after != 0) arrive(search, after, next + 1);
    for (const Symbol symbol : search.tokens[next].symbols) {
        for (const CueTrie::End& end : trie_.ends(node, symbol)) accept(search, end.accept, next);
        if (const auto after = trie_.next(node, symbol); after != 0)
            arrive(search, after, next + 1);
    }
}

void CueMatcher::accept(Search& search, const CueTrie::Accept& accept, std::uint32_t last) const {
    const Rule& cue = rules_[accept.cue];
    const auto tokens = search.tokens;
    const std::uint32_t first = search.first;
    if (cue.ends_sentence && last + 1 < tokens.size() && !tokens[last + 1].starts_sentence) return;
    for (std::size_t i = search.matches.size(); i-- > search.from_first;) {
        CueMatch& other = search.matches[i];
        if (other.cue != accept.cue) continue;
        if (other.literal < accept.literal ||
            (other.literal == accept.literal && last < other.last)) {
            other.literal = accept.literal;
            other.last = last;
        }
        return;
    }
    if (cue.starts_sentence && !tokens[first].starts_sentence) return;
    if (cue.starts_clause && !tokens[first].starts_clause) return;
    CueMatch match{accept.cue, first, last, accept.literal, first, cue.weight};
    if (cue.negated) match.begin = negator_before(tokens, first);
    if (match.begin != first) {
        match.weight = *cue.negated;
    } else if (first > 0 && !tokens[first].starts_clause && tokens[first - 1].is(very_)) {
        match.weight *= kIntensified;
    }
    search.matches.push_back(match);
}

std::uint32_t CueMatcher::negator_before(std::span<const Token> tokens, std::uint32_t first) const {
    for (std::uint32_t i = first; i > 0 && first - i < kNegationReach; --i) {
        if (tokens[i].starts_clause) break;
        if (tokens[i - 1].is(not_) && !tokens[i].is(unless_)) return i - 1;
    }
    return first;
}

}  // namespace verbatim
