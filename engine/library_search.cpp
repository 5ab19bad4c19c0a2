#include <algorithm>
#include <cctype>
#include <charconv>
#include <map>

#include "engine/library_meaning.h"
#include "engine/library_others.h"
#include "engine/library_state.h"
#include "engine/plan.h"
#include "engine/profile.h"
#include "engine/schema.h"
#include "engine/search.h"
#include "engine/terms.h"

namespace verbatim {

namespace {

// Shorter beginnings of an id are refused: they would hardly ever be one verbatim's.
constexpr std::size_t kShortestPrefix = 4;

constexpr std::string_view kNoStoreNotice =
    "The store of the library is missing: quotes are found by the index alone, without what was "
    "said before and after; `verbatim restore DIR --replace` puts a backup in its place";

Error no_such_id(std::string_view id) {
    return {ErrorCode::not_found, "no quote or conversation is called " + std::string(id),
            "`verbatim search` shows the ids of quotes"};
}

Result<const IndexedSource*> indexed_source(Library::State& state, std::uint32_t number) {
    if (state.sources.empty()) {
        const Index& used = state.open_together ? *state.open_together : *state.index;
        auto sources = used.sources();
        if (!sources) return sources.error();
        state.sources = {std::make_move_iterator(sources->begin()),
                         std::make_move_iterator(sources->end())};
    }
    const auto found = state.sources.find(number);
    if (found == state.sources.end())
        return Error{ErrorCode::stale, "the source of a quote is being removed", "try again"};
    return &found->second;
}

// The other index that a document comes from; empty if it is the library's own.
std::string origin_of(const Library::State& state, const Document& document) {
    if (!state.open_together) return "";
    return state.open_together->name_of(
        state.open_together->library_holding(document.place.source));
}

Result<Quote> to_quote(Library::State& state, Document document) {
    const auto source = indexed_source(state, document.place.source);
    if (!source) return source.error();
    Quote quote;
    quote.id = document.id;
    quote.index = origin_of(state, document);
    quote.text = std::move(document.text);
    quote.citation = std::move(document.citation);
    quote.citation.source = (*source)->path;
    quote.citation.sha256 = (*source)->sha256;
    quote.citation.round = (*source)->round;
    for (const std::uint32_t holder : document.holders)
        if (holder != document.place.source)
            if (const auto other = indexed_source(state, holder))
                quote.also_in.push_back((*other)->path);
    std::ranges::sort(quote.also_in);
    for (auto& lens : document.lenses) {
        const bool is_kind = lens.first.find(kKindMark) != std::string::npos;
        if (lens.second >= kLensHolds)
            (is_kind ? quote.kinds : quote.lenses).push_back(std::move(lens));
    }
    return quote;
}

// The conversation of a document. The index may be older than the store: what is no longer there is
// looked up again.
Result<Conversation> conversation_of(Library::State& state, const Document& document) {
    const auto store = state.store();
    if (!store) return store.error();
    auto conversation = (*store)->conversation(document.place.source, document.place.ordinal);
    if (!conversation) {
        if (conversation.error().code != ErrorCode::not_found) return conversation;
        return Error{ErrorCode::stale, "a conversation is being removed", "try again"};
    }
    if (conversation->id != document.citation.conversation ||
        document.utterance >= conversation->utterances.size())
        return Error{ErrorCode::stale, "a conversation is being replaced", "try again"};
    return conversation;
}

Result<void> add_context(Library::State& state, const Document& document, std::size_t count,
                         Quote& quote) {
    if (count == 0 || document.utterances < 2 || !has_store(state.directory) ||
        !origin_of(state, document).empty())
        return {};
    const auto conversation = conversation_of(state, document);
    if (!conversation) return conversation.error();
    Context context = context_of(*conversation, document.utterance, count);
    quote.before = std::move(context.before);
    quote.after = std::move(context.after);
    return {};
}

// " 'too expensive'": the words that count for a lens, or the cue where it is not in the text.
std::string words_of(const Evidence& evidence, const std::string& text) {
    if (evidence.span.begin == evidence.span.end) return " (" + std::string(evidence.cue) + ")";
    return " '" + text.substr(evidence.span.begin, evidence.span.end - evidence.span.begin) + "'";
}

// What the text shows for each lens that holds, most telling first.
Result<void> explain_lenses(Library::State& state, const Hit& hit,
                            std::vector<std::string>& lines) {
    const auto lenses = state.lenses();
    if (!lenses) return lenses.error();
    const auto coded = state.index->coded(hit.number);
    if (!coded) return coded.error();
    const auto codes = state.codes();
    if (!codes) return codes.error();
    const Document& document = hit.document;
    const auto code = (*codes)->has(hit.number) ? coded->code : std::nullopt;
    for (const LensScore& lens :
         (*lenses)->score(document.text, words(document.text), document.citation.lang,
                          lens_context(document.citation), code ? &*code : nullptr)) {
        if (lens.probability < kLensHolds) continue;
        std::string cues;
        for (const Evidence& evidence : lens.evidence)
            if (evidence.weight > 0) cues += words_of(evidence, document.text);
        lines.push_back("lens " + lens.name + ":" + cues);
    }
    return {};
}

// What the index knows of a word, and what the text shows for a lens.
Result<std::vector<std::string>> explain(Library::State& state, const Index& index,
                                         const Plan& plan, const Hit& hit) {
    std::vector<std::string> lines;
    const auto counted = [&](const auto& self, const Pattern& pattern) -> void {
        for (const PatternWord& word : pattern.words) {
            if (pattern.type == Node::Type::phrase) continue;
            std::uint64_t most = 0;
            std::string best;
            for (const auto& [language, term] : word.terms) {
                const auto frequency = index.frequency(term);
                if (frequency > most) most = frequency, best = term;
            }
            if (most > 0)
                lines.push_back("\"" + word.shown + "\" is looked up as \"" + best + "\", in " +
                                std::to_string(most) + " of " + std::to_string(index.size()) +
                                " verbatims");
        }
        for (const Pattern& child : pattern.children) self(self, child);
    };
    counted(counted, plan.pattern());
    for (const std::string& matched : hit.marks.matched) lines.push_back("matched: " + matched);
    if (has_store(state.directory) && origin_of(state, hit.document).empty())
        if (auto explained = explain_lenses(state, hit, lines); !explained)
            return explained.error();
    return lines;
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

// Numbers of sources become their paths, which several libraries may have.
Result<void> name_sources(Library::State& state, std::vector<Facet>& facets) {
    for (Facet& facet : facets) {
        if (facet.field != "source") continue;
        for (auto& [value, count] : facet.counts) {
            if (value.empty()) continue;
            std::uint32_t number = 0;  // a server may say anything
            std::from_chars(value.data(), value.data() + value.size(), number);
            const auto source = indexed_source(state, number);
            if (!source) return source.error();
            value = (*source)->path;
        }
        std::map<std::string, std::uint64_t> by_path;
        for (auto& [value, count] : facet.counts) by_path[std::move(value)] += count;
        facet.counts.assign(by_path.begin(), by_path.end());
        order(facet);
    }
    return {};
}

std::string printed(double number) {
    char text[16];
    const auto end = std::to_chars(text, text + sizeof text, number, std::chars_format::fixed, 2);
    return {text, end.ptr};
}

// What each channel gave: together the score, before neighbours were looked at.
std::string explain(const Channels& channels, const FusionWeights& weights) {
    return "its words " + printed(weights.words * channels.words) + ", its meaning " +
           printed(channels.meaning) + ", like words " + printed(weights.alike * channels.alike) +
           (channels.denied > 0 ? ", but it denies them" : "") +
           (channels.content > 0 ? ", and is content " + printed(channels.content) : "");
}

Result<Quote> quote_of(Library::State& state, const Index& index, const Query& query,
                       const Plan& plan, const Fusion* fusion, Hit& hit) {
    const StageTimer timing(Stage::quote);
    std::vector<std::string> explanation;
    if (query.explain) {
        auto explained = explain(state, index, plan, hit);
        if (!explained) return explained.error();
        explanation = *std::move(explained);
    }
    if (query.explain && fusion != nullptr)
        explanation.push_back(explain(hit.channels, fusion->weights()));
    const Document described = hit.document;
    auto quote = to_quote(state, std::move(hit.document));
    if (!quote) return quote;
    if (auto added = add_context(state, described, query.context, *quote); !added)
        return added.error();
    quote->score = hit.score;
    quote->similar = hit.similar;
    quote->good = std::ranges::find(query.good, quote->id) != query.good.end();
    quote->highlights = std::move(hit.marks.highlights);
    quote->matched = std::move(hit.marks.matched);
    quote->explanation = std::move(explanation);
    return quote;
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
    if (!has_store(state.directory)) answer.notices.push_back(std::string(kNoStoreNotice));
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

Result<Answer> answer(Library::State& state, const Query& query) {
    const auto asked = searched(state, query);
    if (!asked) return asked.error();
    const Index& index = **asked;
    const auto by_meaning = meaning_among(index, state, query);
    if (!by_meaning) return by_meaning.error();
    const Fusion* fusion = by_meaning->fusion ? &*by_meaning->fusion : nullptr;
    NearPart near;
    if (fusion != nullptr && by_meaning->finds)
        near = {&fusion->near(), fusion->words_factor(), by_meaning->only_order};
    const auto plan = make_plan(query, index, near);
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
    const auto quote_all = [&](std::vector<Hit>& from, std::vector<Quote>& to) -> Result<void> {
        for (Hit& hit : from) {
            auto quote = quote_of(state, index, query, *plan, fusion, hit);
            if (!quote) return quote.error();
            to.push_back(*std::move(quote));
        }
        return {};
    };
    if (auto quoted = quote_all(hits->hits, answer.quotes); !quoted) return quoted.error();
    if (auto quoted = quote_all(hits->other_words, answer.other_words); !quoted)
        return quoted.error();
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

Result<Id> resolve(const Index& index, std::string_view id) {
    const bool plausible = id.size() >= kShortestPrefix &&
                           std::ranges::all_of(id, [](unsigned char c) { return std::isalnum(c); });
    if (!plausible) return no_such_id(id);
    const auto ids = index.ids(id, 2);
    if (!ids) return ids.error();
    if (ids->size() == 1) return ids->front();
    if (ids->size() > 1)
        return Error{ErrorCode::not_found,
                     "several quotes have ids that begin with " + std::string(id),
                     "write more of the id"};
    const auto conversation = parse_id(id);
    if (!conversation) return no_such_id(id);
    const auto verbatims = index.ids_of(*conversation);
    if (!verbatims) return verbatims.error();
    return verbatims->empty() ? Result<Id>(no_such_id(id)) : Result<Id>(verbatims->front());
}

Result<Answer> Library::search(const Query& query) {
    return state_->retried([&] { return answer(*state_, query); });
}

Result<Shown> Library::show(std::string_view id, std::size_t context) {
    return state_->retried([&]() -> Result<Shown> {
        const auto verbatim = resolve(*state_->index, id);
        if (!verbatim) return verbatim.error();
        auto document = state_->index->find(*verbatim);
        if (!document) return document.error();
        if (!*document) return no_such_id(id);
        const Document described = **document;
        auto quote = to_quote(*state_, **std::move(document));
        if (!quote) return quote.error();
        if (auto added = add_context(*state_, described, context, *quote); !added)
            return added.error();
        auto conversation = conversation_of(*state_, described);
        if (!conversation) return conversation.error();
        return Shown{*std::move(quote), *std::move(conversation), described.utterance};
    });
}

}  // namespace verbatim
