#include "engine/plan_pattern.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "engine/index_filters.h"
#include "engine/plan_term.h"
#include "engine/terms.h"

namespace verbatim {

Xapian::Query combine(Xapian::Query::op op, const Queries& queries) {
    if (queries.empty()) return Xapian::Query::MatchNothing;
    if (queries.size() == 1) return queries.front();
    return Xapian::Query(op, queries.begin(), queries.end());
}

namespace {

using Type = Node::Type;

// More would make a query that says nothing: the letters are too few.
constexpr std::size_t kMaxExpansions = 2000;

// A stem may be shorter than the prefix of a word it stands for, but hardly by more.
constexpr std::size_t kShortestStem = 3;

// Operands but for words that are named again.
std::vector<Pattern> once_each(const std::vector<Pattern>& operands) {
    std::vector<Pattern> once;
    std::set<std::string> seen;
    for (const Pattern& operand : operands)
        if (operand.type != Type::word || seen.insert(operand.words.front().folded).second)
            once.push_back(operand);
    return once;
}

}  // namespace

Xapian::Query filtered(const Xapian::Query& query, const Xapian::Query& filter) {
    if (filter.get_type() == Xapian::Query::LEAF_MATCH_ALL) return query;
    return Xapian::Query(Xapian::Query::OP_FILTER, query, filter);
}

Xapian::Query Planner::filter(const std::string& term) const {
    const auto [known, is_new] = filters_.try_emplace(term, term);
    // What goes to servers is made safe as a whole (plan_portable.h).
    if (!is_new || index_.has_remote()) return known->second;
    if (index_.frequency(term) == index_.size())
        known->second = Xapian::Query(Xapian::Query::MatchAll);
    else if (purpose_ == For::matching && index_.fills_a_part(term))
        known->second = documents_with(term);
    return known->second;
}

Xapian::Query Planner::kept(const Xapian::Query& filter) {
    const bool is_trivial = filter.get_type() == Xapian::Query::LEAF_MATCH_ALL ||
                            filter.get_type() == Xapian::Query::LEAF_MATCH_NOTHING;
    if (purpose_ == For::walking || is_trivial) return filter;
    const KeptDocuments* const documents = index_.kept(filter);
    if (documents == nullptr) return filter;
    kept_.push_back(documents);
    return query_for(*documents);
}

Xapian::Query Planner::of(const std::string& term) const {
    if (!weighs_) return filter(term);
    return factor_ == 1
               ? Xapian::Query(term)
               : Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, Xapian::Query(term), factor_);
}

// Where it weighs, no filter: see looks_at().
Xapian::Query Planner::of(const std::string& term, Languages languages) const {
    if (weighs_ && purpose_ == For::matching && !index_.has_remote())
        return term_in(term, std::move(languages), factor_, index_);
    Queries of_languages, in_each;
    for (const std::string& language : languages.terms) {
        of_languages.push_back(filter(language));
        in_each.push_back(filtered(of(term), filter(language)));
    }
    if (languages.wanted) return combine(Xapian::Query::OP_OR, in_each);
    return Xapian::Query(Xapian::Query::OP_AND_NOT, of(term),
                         combine(Xapian::Query::OP_OR, of_languages));
}

Xapian::Query Planner::plan_weightless(const Pattern& pattern) {
    const bool outside = std::exchange(weighs_, false);
    Xapian::Query query = plan(pattern);
    weighs_ = outside;
    return query;
}

// Their weights add up, as those of a word that is said twice. OP_OR gives the same scores however
// the index is divided, which OP_SYNONYM does not; OP_MAX would too, but with it Xapian 1.4 reads
// freed memory where a part of the index has none of the terms.
Xapian::Query Planner::any_of(const std::vector<std::string>& terms) const {
    Queries queries;
    for (const std::string& term : terms) queries.push_back(of(term));
    return combine(Xapian::Query::OP_OR, queries);
}

// A word, in each language by its own stems and in no other, or "gifted" would find the "Gift" of
// German. The common stem is that of texts whose language is not known, which have no term for it.
std::vector<TermOfWord> Planner::terms_of(const PatternWord& word) const {
    std::map<std::string, Languages> languages_of;
    const std::string& common = word.terms.front().second;
    std::map<std::string, bool> has_common;
    for (const auto& [language, term] : word.terms) {
        const std::string language_term = value_term(find_field("lang")->prefix, language);
        if (language.empty()) continue;
        has_common[language_term] |= term == common;
        if (term != common) languages_of[term].terms.push_back(language_term);
    }
    Languages others{{}, false};
    for (const auto& [language, has] : has_common)
        if (!has) others.terms.push_back(language);
    std::vector<TermOfWord> terms = {{common, others}};
    for (const auto& [term, languages] : languages_of) terms.push_back({term, languages});
    for (const std::string& inflection : word.inflections) terms.push_back({inflection, {}});
    return terms;
}

Xapian::Query Planner::any_form(const PatternWord& word) const {
    Queries forms;
    for (const auto& [term, languages] : terms_of(word))
        forms.push_back(languages.terms.empty() ? of(term) : of(term, languages));
    return combine(Xapian::Query::OP_OR, forms);
}

// A word that is said twice is looked up once.
Xapian::Query Planner::leaf(const Pattern& pattern) {
    Queries words;
    std::set<std::string_view> seen;
    for (std::size_t i = 0; i < pattern.words.size(); ++i) {
        const PatternWord& word = pattern.words[i];
        if (pattern.open_end && i + 1 == pattern.words.size())
            words.push_back(prefix(word));
        else if (seen.insert(word.folded).second)
            words.push_back(any_form(word));
    }
    return combine(Xapian::Query::OP_AND, words);
}

Xapian::Query Planner::prefix(const PatternWord& word) {
    const Xapian::Database& database = index_.database();
    std::vector<std::string> terms;
    for (const auto& [language, term] : word.terms) terms.push_back(term);
    std::vector<std::string> starts = terms;
    starts.push_back(word.folded);
    for (const std::string& start : starts)
        for (auto term = database.allterms_begin(start);
             term != database.allterms_end(start) && terms.size() <= 2 * kMaxExpansions; ++term)
            terms.push_back(*term);
    for (std::size_t length = kShortestStem; length < word.folded.size(); ++length)
        if (const auto stem = word.folded.substr(0, length); database.term_exists(stem))
            terms.push_back(stem);
    std::ranges::sort(terms);
    terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
    if (terms.size() > kMaxExpansions)
        refused_ = Error{ErrorCode::bad_query, "too many words begin with \"" + word.shown + "\"",
                         "write more of the word before the *"};
    return any_of(terms);
}

Xapian::Query Planner::near() const {
    if (purpose_ == For::walking) return Xapian::Query(kKnownTerm);
    return near_.only_certain ? near_.documents->certain() : near_.documents->query();
}

Xapian::Query Planner::loose(const Queries& strong, const Queries& weak, bool nearby) {
    Xapian::Query words = combine(Xapian::Query::OP_OR, strong);
    if (!weak.empty())
        words =
            Xapian::Query(Xapian::Query::OP_AND_MAYBE, words, combine(Xapian::Query::OP_OR, weak));
    if (!nearby) return words;
    lets_in_near_ = true;
    return Xapian::Query(Xapian::Query::OP_OR, words, near());
}

// What is near weighs beside the words.
Xapian::Query Planner::plan_loose(const Pattern& word, bool nearby) {
    const double outside = std::exchange(factor_, nearby ? near_.words_factor : factor_);
    Xapian::Query query = plan(word);
    factor_ = outside;
    return query;
}

// Whether what is near only orders what must match for other reasons.
bool Planner::near_orders(const Pattern& group) const {
    const auto is = [&](const auto& holds) { return std::ranges::any_of(group.children, holds); };
    const bool must_match = is([](const Pattern& child) {
        return !child.is_loose() && child.type != Type::field && child.type != Type::range &&
               child.type != Type::negation && child.type != Type::all;
    });
    return group.nearby && !is(&Pattern::is_loose) && (near_.only_order || must_match);
}

// Loose words: one that says something must match, the others add to the score. What stands beside
// them must match, fields without scoring; what is negated must not, unless only the text can tell.
Xapian::Query Planner::group(const Pattern& group) {
    Queries strong, weak, required, filters, excluded;
    const bool orders_near = near_orders(group);
    const bool outside = std::exchange(weighs_, weighs_ && !orders_near);
    for (const Pattern& child : group.children) {
        if (child.is_loose())
            (child.weak ? weak : strong).push_back(plan_loose(child, group.nearby));
        else if (child.type == Type::field || child.type == Type::range)
            filters.push_back(plan(child));
        else if (child.type != Type::negation && child.type != Type::all)
            required.push_back(plan(child));
        else if (child.type == Type::negation && !child.needs_text())
            excluded.push_back(plan_weightless(child.children.front()));
    }
    weighs_ = outside;
    if (strong.empty()) std::swap(strong, weak);
    if (!strong.empty() || (group.nearby && !orders_near))
        required.push_back(loose(strong, weak, group.nearby));
    Xapian::Query query = required.empty() ? Xapian::Query(Xapian::Query::MatchAll)
                                           : combine(Xapian::Query::OP_AND, required);
    if (required.empty() || orders_near)
        query = Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, query, 0);
    if (orders_near) query = Xapian::Query(Xapian::Query::OP_AND_MAYBE, query, near());
    for (const Xapian::Query& filter : filters) query = filtered(query, kept(filter));
    if (!excluded.empty())
        query = Xapian::Query(Xapian::Query::OP_AND_NOT, query,
                              combine(Xapian::Query::OP_OR, excluded));
    return query;
}

Xapian::Query Planner::plan(const Pattern& pattern) {
    Queries children;
    switch (pattern.type) {
        case Type::all:
            return Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, Xapian::Query::MatchAll, 0);
        case Type::word:
        case Type::phrase:
        case Type::near:
            return leaf(pattern);
        case Type::prefix:
            return prefix(pattern.words.front());
        case Type::field:
            return Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, field(pattern.node), 0);
        case Type::range:
            return Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, range(pattern.node), 0);
        case Type::group:
            return group(pattern);
        case Type::conjunction:
        case Type::disjunction:
            for (const Pattern& child : once_each(pattern.children))
                children.push_back(plan(child));
            return combine(
                pattern.type == Type::conjunction ? Xapian::Query::OP_AND : Xapian::Query::OP_OR,
                children);
        case Type::negation:
            if (pattern.needs_text())
                return Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, Xapian::Query::MatchAll, 0);
            return Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT,
                                 Xapian::Query(Xapian::Query::OP_AND_NOT, Xapian::Query::MatchAll,
                                               plan_weightless(pattern.children.front())),
                                 0);
    }
    return Xapian::Query::MatchNothing;
}

}  // namespace verbatim
