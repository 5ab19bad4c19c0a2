#include <algorithm>

#include "engine/library_meaning.h"
#include "engine/library_others.h"
#include "engine/library_quote.h"
#include "engine/library_state.h"
#include "engine/plan.h"
#include "engine/search.h"

// What is found becomes an answer: quotes, facets, and what is to be said with them.

namespace verbatim {

namespace {

constexpr std::string_view kByIndexAlone =
    ": quotes are found by the index alone, without what was said before and after; ";

std::string no_store_notice(const Error& why) {
    if (why.code != ErrorCode::damaged)
        return "The store cannot be read" + std::string(kByIndexAlone) + why.hint;
    return "The store of the library is missing" + std::string(kByIndexAlone) +
           "`verbatim restore DIR --replace` puts a backup in its place";
}

// The roles that were not asked for: how many matches they would add.
Result<void> add_notices(const Index& index, const Query& query, Answer& answer) {
    const bool customers_only = query.roles.size() == 1 && query.roles.front() == Role::customer;
    if (!customers_only || answer.quotes.size() >= query.limit) return {};
    Query unknown = query;
    unknown.roles = {Role::unknown};
    unknown.facets.clear();
    unknown.limit = 1;
    unknown.offset = 0;
    const auto plan = make_plan(unknown, index);
    if (!plan) return plan.error();
    const auto hits = search(unknown, *plan, index);
    if (!hits) return hits.error();
    if (hits->total > 0)
        answer.notices.push_back(
            std::to_string(hits->total) +
            " more by speakers whose role is not known: add --role unknown, or say who is who with "
            "`verbatim speakers --set NAME=customer`");
    return {};
}

// What the marks did.
void add_mark_notices(const Query& query, std::uint64_t left_out, Answer& answer) {
    if (left_out > 0)
        answer.notices.push_back(std::to_string(left_out) + (left_out == 1 ? " quote" : " quotes") +
                                 " that you marked bad " + (left_out == 1 ? "is" : "are") +
                                 " left out");
    const std::size_t shown = answer.quotes.size();
    const bool only_good = shown > 1 && std::ranges::all_of(answer.quotes, &Quote::good);
    if (only_good && query.offset == 0 && shown < answer.total)
        answer.notices.push_back("You marked all of these good; -n " + std::to_string(2 * shown) +
                                 " shows what is like them");
}

// What only the library itself knows: which verbatims are like an example, or came last.
bool asks_for_own(const Query& query) {
    return query.after > 0 || !query.like.empty() || !query.unlike.empty();
}

// Codes are numbered as the library numbers its documents: nothing is known of what others mean.
Result<MeaningPart> meaning_among(const Index& index, Library::State& state, const Query& query) {
    if (!index.has_others()) return meaning_part(state, query);
    MeaningPart part;
    if (query.by_meaning != ByMeaning::no)
        part.notice =
            "Searched by words alone: what the verbatims of other indexes mean is not known "
            "here";
    return part;
}

void add_library_notices(const Library::State& state, const Query& query, Answer& answer) {
    if (!has_store(state.directory))
        answer.notices.push_back(no_store_notice(missing_store(state.directory)));
    if (asks_for_own(query)) {
        const auto others = others_of(state.directory);
        if (others && !others->empty())
            answer.notices.push_back(
                "Only this library was searched: of other indexes it is not known what is like an "
                "example, or new");
        return;
    }
    for (const Index::Missing& missing : state.missing) {
        answer.unreachable.push_back(missing.name);
        answer.notices.push_back("This is not all: " + missing.name + " is left out, because " +
                                 missing.reason);
    }
}

Result<const Index*> searched(Library::State& state, const Query& query) {
    return asks_for_own(query) ? Result<const Index*>(&*state.index) : state.together();
}

// What the plan may find by meaning.
NearPart near_part(const MeaningPart& by_meaning) {
    if (!by_meaning.fusion || !by_meaning.finds) return {};
    const Fusion& fusion = *by_meaning.fusion;
    return {&fusion.near(), fusion.words_factor(), by_meaning.only_order};
}

Result<Answer> answer(Library::State& state, const Query& query) {
    const auto asked = searched(state, query);
    if (!asked) return asked.error();
    const Index& index = **asked;
    index.begin_search();
    const auto by_meaning = meaning_among(index, state, query);
    if (!by_meaning) return by_meaning.error();
    const Fusion* fusion = by_meaning->fusion ? &*by_meaning->fusion : nullptr;
    const auto plan = make_plan(query, index, near_part(*by_meaning));
    if (!plan) return plan.error();
    auto hits = search(query, *plan, index, fusion);
    if (!hits) return hits.error();
    Answer answer;
    answer.query = query.text;
    answer.total = hits->total;
    answer.total_is_exact = hits->total_is_exact;
    answer.people = hits->people;
    answer.facets = std::move(hits->facets);
    answer.by_meaning = fusion != nullptr;
    const FoundBy found_by{*plan, fusion};
    if (auto added = add_quotes(state, index, query, found_by, hits->hits, answer.quotes); !added)
        return added.error();
    if (auto added =
            add_quotes(state, index, query, found_by, hits->other_words, answer.other_words);
        !added)
        return added.error();
    if (auto named = name_sources(state, answer.facets); !named) return named.error();
    answer.no_meaning = by_meaning->notice;
    answer.models_are_unusable = by_meaning->unusable;
    if (query.explain && !answer.no_meaning.empty())
        for (Quote& quote : answer.quotes) quote.explanation.push_back(answer.no_meaning);
    add_library_notices(state, query, answer);
    add_mark_notices(query, hits->left_out, answer);
    if (auto noticed = add_notices(index, query, answer); !noticed) return noticed.error();
    return answer;
}

}  // namespace

Result<Answer> Library::search(const Query& query) {
    return state_->retried([&] { return answer(*state_, query); });
}

}  // namespace verbatim
