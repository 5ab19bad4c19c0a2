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
    : cues_(cues), vocabulary_(lang), nodes_(1) {
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
        if (!for_language(cues[i].lang, lang)) continue;
        for (const Place& end : insert(cues[i].words, {{0, 0}}))
            nodes_[end.node].accepts.push_back({i, end.literal});
    }
    vocabulary_.freeze();
    roots_.resize(vocabulary_.size() + 1);
    for (const Edge& edge : nodes_[0].edges) roots_[edge.symbol] = edge.node;
}

std::uint32_t CueMatcher::new_node() {
    nodes_.emplace_back();
    return static_cast<std::uint32_t>(nodes_.size() - 1);
}

std::uint32_t CueMatcher::gap_after(std::uint32_t node, int words) {
    const auto known = std::ranges::find(nodes_[node].gaps, words, &Gap::words);
    if (known != nodes_[node].gaps.end()) return known->node;
    const std::uint32_t added = new_node();
    nodes_[node].gaps.push_back({words, added});
    return added;
}

std::uint32_t CueMatcher::any_after(std::uint32_t node) {
    if (nodes_[node].any == 0) {
        const std::uint32_t added = new_node();
        nodes_[node].any = added;
    }
    return nodes_[node].any;
}

std::uint32_t CueMatcher::symbol_after(std::uint32_t node, Symbol symbol) {
    const auto& edges = nodes_[node].edges;
    const auto place = std::ranges::lower_bound(edges, symbol, {}, &Edge::symbol);
    if (place != edges.end() && place->symbol == symbol) return place->node;
    const auto index = place - edges.begin();
    const std::uint32_t added = new_node();
    nodes_[node].edges.insert(nodes_[node].edges.begin() + index, {symbol, added});
    return added;
}

// Adds paths for a sequence from every place in `from`; where they end.
std::vector<CueMatcher::Place> CueMatcher::insert(const CueSequence& sequence,
                                                  std::vector<Place> from) {
    for (const CueItem& item : sequence) {
        if (item.gap > 0) {
            for (Place& place : from) place.node = gap_after(place.node, item.gap);
        }
        std::vector<Place> to;
        if (item.optional) to = from;
        if (item.choices.empty()) {
            const bool any = item.step.match == CueStep::Match::any;
            const Symbol symbol = any ? 0 : vocabulary_.add(item.step);
            for (const Place& place : from) {
                to.push_back(any ? Place{any_after(place.node), place.literal}
                                 : Place{symbol_after(place.node, symbol), place.literal + 1});
            }
        }
        for (const CueSequence& choice : item.choices) {
            const auto ends = insert(choice, from);
            to.insert(to.end(), ends.begin(), ends.end());
        }
        std::ranges::sort(to);
        const auto twins = std::ranges::unique(to);
        to.erase(twins.begin(), twins.end());
        from = std::move(to);
    }
    return from;
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
        tokens[i].starts_sentence = gap == Break::sentence;
        tokens[i].starts_clause = gap != Break::none || tokens[i].is(but_);
    }
    return tokens;
}

std::vector<CueMatch> CueMatcher::find(std::string_view text, std::span<const Word> words) const {
    const std::vector<Token> tokens = this->tokens(text, words);
    Search search{tokens, 0, {}};
    for (std::uint32_t i = 0; i < tokens.size(); ++i) {
        search.first = i;
        for (const Symbol symbol : tokens[i].symbols) {
            if (roots_[symbol] != 0) arrive(search, roots_[symbol], i + 1);
        }
    }
    return std::move(search.matches);
}

// Having matched up to `node`, with the words before `next`.
void CueMatcher::arrive(Search& search, std::uint32_t node, std::uint32_t next) const {
    for (const Accept& found : nodes_[node].accepts) accept(search, found, next - 1);
    follow(search, node, next);
    for (const Gap& gap : nodes_[node].gaps) {
        for (std::uint32_t place = next; place <= next + static_cast<std::uint32_t>(gap.words);
             ++place) {
            if (place >= search.tokens.size() || search.tokens[place].starts_sentence) break;
            follow(search, gap.node, place);
        }
    }
}

void CueMatcher::follow(Search& search, std::uint32_t node, std::uint32_t next) const {
    const Node& from = nodes_[node];
    if (next >= search.tokens.size() || search.tokens[next].starts_sentence) return;
    if (from.any != 0) arrive(search, from.any, next + 1);
    if (from.edges.empty()) return;
    for (const Symbol symbol : search.tokens[next].symbols) {
        const auto edge = std::ranges::lower_bound(from.edges, symbol, {}, &Edge::symbol);
        if (edge != from.edges.end() && edge->symbol == symbol)
            arrive(search, edge->node, next + 1);
    }
}

void CueMatcher::accept(Search& search, const Accept& accept, std::uint32_t last) const {
    const LensCue& cue = cues_[accept.cue];
    const auto tokens = search.tokens;
    const std::uint32_t first = search.first;
    if (cue.starts_sentence && !tokens[first].starts_sentence) return;
    if (cue.starts_clause && !tokens[first].starts_clause) return;
    if (cue.ends_sentence && last + 1 < tokens.size() && !tokens[last + 1].starts_sentence) return;
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
