#include "engine/plan.h"

#include <xapian.h>

#include <algorithm>
#include <map>
#include <optional>

#include "engine/field_values.h"
#include "engine/lens_set.h"
#include "engine/plan_language.h"
#include "engine/plan_lone_word.h"
#include "engine/plan_pattern.h"
#include "engine/plan_portable.h"
#include "engine/plan_sources.h"
#include "engine/plan_term.h"
#include "engine/plan_words.h"
#include "engine/profile.h"
#include "engine/schema.h"
#include "engine/terms.h"

namespace verbatim {

namespace {

using Type = Node::Type;

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
