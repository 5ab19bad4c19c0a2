#include "engine/plan.h"

#include <xapian.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "engine/field_values.h"
#include "engine/lens_set.h"
#include "engine/plan_language.h"
#include "engine/plan_pattern.h"
#include "engine/plan_portable.h"
#include "engine/plan_term.h"
#include "engine/plan_words.h"
#include "engine/profile.h"
#include "engine/schema.h"
#include "engine/terms.h"

namespace verbatim {

namespace {

using Type = Node::Type;

bool fits_path(const std::string& folded_path, std::string_view value) {
    const std::string wanted = fold(value);
    return wanted.empty() || folded_path.find(wanted) != std::string::npos;
}

// Plain BM25 knows no stop words: any loose word may match.
void let_all_match(Pattern& pattern) {
    pattern.weak = false;
    std::ranges::for_each(pattern.children, let_all_match);
}

// Whether the tree itself says which roles it wants.
bool names_role(const Node& node) {
    return (node.type == Type::field && node.field == "role") ||
           std::ranges::any_of(node.children, names_role);
}

// Flags: several values of one field are alternatives, different fields must all hold.
Queries flag_filters(const Query& query, const Planner& planner,
                     const std::function<Xapian::Query(const Node&)>& plan) {
    std::map<std::string, Queries> by_field;
    for (const Node& node : query.filters) by_field[node.field].push_back(plan(node));
    const std::vector<Role> nobody;
    for (const Role role : names_role(query.root) ? nobody : query.roles)
        by_field["role"].push_back(
            planner.filter(value_term(find_field("role")->prefix, name_of(role))));
    Queries filters;
    for (const auto& [field, alternatives] : by_field)
        filters.push_back(combine(Xapian::Query::OP_OR, alternatives));
    return filters;
}

}  // namespace

struct Plan::State {
    Pattern pattern;
    ResolveSource sources;
    Xapian::Query weighing;
    Xapian::Query query;
    Xapian::Query left_out;
    std::uint32_t looks_at = 0;
    std::optional<Xapian::Query> counted, walked;
    std::optional<LoneWord> lone_word;
    const NearDocuments* near = nullptr;
};

Plan::Plan(std::unique_ptr<State> state) : state_(std::move(state)) {}
Plan::~Plan() = default;
Plan::Plan(Plan&&) noexcept = default;
Plan& Plan::operator=(Plan&&) noexcept = default;
const Pattern& Plan::pattern() const {
    return state_->pattern;
}
const ResolveSource& Plan::sources() const {
    return state_->sources;
}
bool Plan::needs_text() const {
    return state_->pattern.needs_text();
}
std::string Plan::description() const {
    return state_->query.get_description();
}
const Xapian::Query& Plan::query() const {
    return state_->query;
}
std::uint32_t Plan::looks_at() const {
    return state_->looks_at;
}
const Xapian::Query* Plan::counted() const {
    return state_->counted ? &*state_->counted : nullptr;
}
const Xapian::Query* Plan::walked() const {
    return state_->walked ? &*state_->walked : nullptr;
}
const LoneWord* Plan::lone_word() const {
    return state_->lone_word ? &*state_->lone_word : nullptr;
}
const NearDocuments* Plan::near() const {
    return state_->near;
}
const Xapian::Query& Plan::left_out() const {
    return state_->left_out;
}
const Xapian::Query& Plan::weighing() const {
    return state_->weighing;
}

Xapian::Query documents_of(const std::vector<Id>& verbatims, const Index& index) {
    Queries terms;
    for (const Id id : verbatims) terms.push_back(with_id(kIdPrefix, kIdSlot, id, index));
    return combine(Xapian::Query::OP_OR, terms);
}

namespace {

// What the tree and the flags ask for together, and of that what came later, if that was asked.
Xapian::Query whole(Planner& planner, const Query& query, const Pattern& pattern,
                    const std::vector<std::string>& languages) {
    Xapian::Query found = planner.plan(pattern);
    const auto plan_filter = [&](const Node& node) {
        return planner.plan(compile(node, languages, query.exact));
    };
    for (const Xapian::Query& filter : flag_filters(query, planner, plan_filter))
        found = filtered(found, planner.kept(filter));
    if (query.after == 0) return found;
    return Xapian::Query(
        Xapian::Query::OP_FILTER, found,
        Xapian::Query(Xapian::Query::OP_VALUE_GE, kSinceSlot, sortable(query.after + 1.0)));
}

Xapian::Query without(const Xapian::Query& found, const std::vector<Id>& bad, const Index& index) {
    if (bad.empty()) return found;
    return Xapian::Query(Xapian::Query::OP_AND_NOT, found, documents_of(bad, index));
}

// Whether the libraries differ in what a source's number is: the term of one would find another's.
bool is_unsure(const Index& index, const std::vector<std::uint32_t>& wanted) {
    const auto all = index.sources();
    if (!all) return true;
    const auto own_number = [&](std::uint32_t source) {
        return source - index.first_source(index.library_holding(source));
    };
    std::set<std::uint32_t> terms;
    for (const std::uint32_t source : wanted) terms.insert(own_number(source));
    return std::ranges::any_of(*all, [&](const auto& source) {
        return terms.contains(own_number(source.first)) &&
               std::ranges::find(wanted, source.first) == wanted.end();
    });
}

// Marks what must be verified by the text because several libraries number their sources each.
void mark_unsure(Pattern& pattern, const Index& index, const ResolveSource& sources) {
    if (pattern.type == Type::field && pattern.node.field == "source")
        pattern.unsure = is_unsure(index, sources(pattern.node.text));
    for (Pattern& child : pattern.children) mark_unsure(child, index, sources);
}

ResolveSource resolving(std::vector<std::pair<std::uint32_t, IndexedSource>> indexed) {
    for (auto& [number, source] : indexed) source.path = fold(source.path);
    return [indexed = std::move(indexed)](std::string_view value) {
        std::vector<std::uint32_t> numbers;
        for (const auto& [number, source] : indexed)
            if (fits_path(source.path, value)) numbers.push_back(number);
        return numbers;
    };
}

bool names_source(const Node& node) {
    return node.field == "source" || std::ranges::any_of(node.children, names_source);
}

// The sources of the index, which are read where the query names some: there may be thousands.
Result<ResolveSource> sources_for(const Query& query, const Index& index) {
    if (!names_source(query.root) && std::ranges::none_of(query.filters, names_source))
        return resolving({});
    auto indexed = index.sources();
    if (!indexed) return indexed.error();
    return resolving(*std::move(indexed));
}

// The query with the sources that flags name in its tree where they must be verified there.
Query with_sources_inside(Query query, const Index& index, const ResolveSource& sources) {
    const auto is_sure = [&](const Node& filter) {
        return filter.field != "source" || !is_unsure(index, sources(filter.text));
    };
    if (std::ranges::all_of(query.filters, is_sure)) return query;
    Node any, both;
    any.type = Type::disjunction;
    std::erase_if(query.filters, [&](const Node& filter) {
        if (filter.field != "source") return false;
        any.children.push_back(filter);
        return true;
    });
    both.type = Type::group;
    if (query.root.type == Type::group)
        both = std::move(query.root);
    else if (query.root.type != Type::all)
        both.children.push_back(std::move(query.root));
    both.children.push_back(any.children.size() == 1 ? Node(any.children.front()) : any);
    query.root = std::move(both);
    return query;
}

// The pattern as a group whose loose words may be said in other words.
Pattern with_nearby(Pattern pattern) {
    if (pattern.type != Type::group) {
        Pattern group;
        group.type = Type::group;
        group.children.push_back(std::move(pattern));
        pattern = std::move(group);
    }
    pattern.nearby = true;
    return pattern;
}

}  // namespace

Result<std::uint64_t> count(const Plan& plan, const Index& index) {
    std::uint64_t matches = 0;
    const auto counted = guarded("the index", [&] {
        Xapian::Enquire enquire(index.database());
        enquire.set_weighting_scheme(CountingWeight());
        enquire.set_query(plan.query());
        matches = enquire.get_mset(0, 0, index.database().get_doccount()).get_matches_estimated();
    });
    if (!counted) return counted.error();
    return matches;
}

namespace {

// Of what the query finds: without what was marked bad, and that alone.
void put_queries(const Xapian::Query& found, const Query& query, const Index& index,
                 Plan::State& plan) {
    plan.query = without(found, query.bad, index);
    if (!query.bad.empty())
        plan.left_out =
            Xapian::Query(Xapian::Query::OP_FILTER, found, documents_of(query.bad, index));
    plan.weighing = plan.query;
    if (index.has_remote()) {
        plan.query = portable(plan.query);
        plan.left_out = portable(plan.left_out);
    }
    plan.looks_at = looks_at(plan.query, index);
}

// What the index alone can count, where all of it is counted. And what begins with a prefix: the
// best of it are rare words, and say little of how many of the others begin so. Walking for the
// words of a phrase would take longer than finding it. Marks and what came later are found by
// ranges of values, which are not walked.
bool may_be_walked(const Query& query, const Plan::State& plan, const Index& index) {
    const bool counts_all = !query.facets.empty() || query.people;
    const bool is_prefix = plan.pattern.type == Node::Type::prefix;
    const bool is_wanted = plan.pattern.needs_text() ? is_prefix && !counts_all : counts_all;
    return is_wanted && query.bad.empty() && query.after == 0 && !index.has_others();
}

// How many filters narrow the query, which is left without them.
std::size_t unwrap_filters(Xapian::Query& query) {
    std::size_t filters = 0;
    for (; query.get_type() == Xapian::Query::OP_FILTER; query = query.get_subquery(0))
        filters += query.get_num_subqueries() - 1;
    return filters;
}

// The one loose word of a group that has beside it nothing but fields; or the pattern by itself.
const Pattern* lone(const Pattern& pattern) {
    if (pattern.type != Type::group) return &pattern;
    const Pattern* word = nullptr;
    for (const Pattern& child : pattern.children) {
        const bool is_field = child.type == Type::field || child.type == Type::range;
        if (is_field) continue;
        if (word != nullptr || !child.is_loose()) return nullptr;
        word = &child;
    }
    return pattern.nearby ? nullptr : word;
}

// The word that the pattern is, if nothing narrows the planned query but what the planner has kept.
std::optional<LoneWord> lone_word(const Pattern& pattern, Xapian::Query planned,
                                  const Planner& planner) {
    using Op = Xapian::Query;
    const Pattern* const word = lone(pattern);
    if (word == nullptr || word->type != Type::word || word->exact) return std::nullopt;
    if (unwrap_filters(planned) != planner.kept_filters().size()) return std::nullopt;
    const auto op = planned.get_type();
    if (op != Op::LEAF_TERM && op != Op::LEAF_POSTING_SOURCE && op != Op::OP_OR)
        return std::nullopt;
    return LoneWord{planner.terms_of(word->words.front()), planner.kept_filters()};
}

}  // namespace

Result<Plan> make_plan(const Query& asked, const Index& index, const NearPart& near) {
    const StageTimer timing(Stage::plan);
    const auto lenses = index.lenses();
    if (!lenses) return lenses.error();
    if (auto checked = check_values(asked.root, lens_names(lenses->own)); !checked)
        return checked.error();
    const auto languages = index.languages();
    if (!languages) return languages.error();
    auto sources = sources_for(asked, index);
    if (!sources) return sources.error();
    auto state = std::make_unique<Plan::State>();
    state->sources = *std::move(sources);
    const Query query =
        index.has_others() ? with_sources_inside(asked, index, state->sources) : asked;
    state->pattern = of_telling_words(compile(query.root, *languages, query.exact), index);
    if (query.sort == Sort::bm25) let_all_match(state->pattern);
    if (near.documents != nullptr) state->pattern = with_nearby(std::move(state->pattern));
    if (index.has_others()) mark_unsure(state->pattern, index, state->sources);
    Planner planner(index, state->sources, *languages, near);
    const auto planned = guarded("the query", [&] {
        put_queries(whole(planner, query, state->pattern, *languages), query, index, *state);
        if (index.is_reader() && !index.has_others())
            state->lone_word = lone_word(state->pattern, state->query, planner);
        if (may_be_walked(query, *state, index)) {
            Planner walked(index, state->sources, *languages, near, Planner::For::walking);
            state->walked = whole(walked, query, state->pattern, *languages);
            state->near = near.documents;
        }
        if (!planner.lets_in_near()) return;
        NearPart certain = near;
        certain.only_certain = true;
        Planner counted(index, state->sources, *languages, certain);
        state->counted =
            without(whole(counted, query, state->pattern, *languages), query.bad, index);
    });
    if (!planned) return planned.error();
    if (planner.refused()) return *planner.refused();
    return Plan(std::move(state));
}

}  // namespace verbatim
