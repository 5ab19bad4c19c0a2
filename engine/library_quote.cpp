#include "engine/library_quote.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "engine/ascii.h"
#include "engine/profile.h"

namespace verbatim {

namespace {

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

}  // namespace

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

Result<Context> context_around(Library::State& state, const Document& document, std::size_t count) {
    if (count == 0 || document.utterances < 2 || !has_store(state.directory) ||
        !origin_of(state, document).empty())
        return Context{};
    const auto conversation = conversation_of(state, document);
    if (!conversation) return conversation.error();
    return context_of(*conversation, document.utterance, count);
}

Result<void> name_sources(Library::State& state, std::vector<Facet>& facets) {
    for (Facet& facet : facets) {
        if (facet.field != "source") continue;
        for (auto& [value, count] : facet.counts) {
            if (value.empty()) continue;
            const auto number = whole_number<std::uint32_t>(value);  // a server may say anything
            const auto source = indexed_source(state, number.value_or(0));
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

namespace {

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

std::string printed(double number) {
    char text[16];
    const auto end = std::to_chars(text, text + sizeof text, number, std::chars_format::fixed, 2);
    return {text, end.ptr};
}

// What each channel gave: together the score, before neighbours were looked at.
std::string explain(const Channels& channels, const FusionWeights& weights) {
    return "its words " + printed(weights.words * channels.words) + ", its meaning " +
           printed(channels.meaning) + ", like words " + printed(weights.alike * channels.alike) +
           (channels.all_words > 0 ? ", it has all words " + printed(channels.all_words) : "") +
           (channels.bare > 0 ? ", but it says no more " + printed(channels.bare) : "") +
           (channels.denied > 0 ? ", but it denies them" : "") +
           (channels.content > 0 ? ", and is content " + printed(channels.content) : "");
}

Result<Quote> quote_of(Library::State& state, const Index& index, const Query& query,
                       const FoundBy& found_by, Hit& hit) {
    const StageTimer timing(Stage::quote);
    std::vector<std::string> explanation;
    if (query.explain) {
        auto explained = explain(state, index, found_by.plan, hit);
        if (!explained) return explained.error();
        explanation = *std::move(explained);
    }
    if (query.explain && found_by.fusion != nullptr)
        explanation.push_back(explain(hit.channels, found_by.fusion->weights()));
    auto context = context_around(state, hit.document, query.context);
    if (!context) return context.error();
    auto quote = to_quote(state, std::move(hit.document));
    if (!quote) return quote;
    quote->before = std::move(context->before);
    quote->after = std::move(context->after);
    quote->score = hit.score;
    quote->similar = hit.similar;
    quote->good = std::ranges::find(query.good, quote->id) != query.good.end();
    quote->highlights = std::move(hit.marks.highlights);
    quote->matched = std::move(hit.marks.matched);
    quote->explanation = std::move(explanation);
    return quote;
}

}  // namespace

Result<void> add_quotes(Library::State& state, const Index& index, const Query& query,
                        const FoundBy& found_by, std::vector<Hit>& hits,
                        std::vector<Quote>& quotes) {
    quotes.reserve(quotes.size() + hits.size());
    for (Hit& hit : hits) {
        auto quote = quote_of(state, index, query, found_by, hit);
        if (!quote) return quote.error();
        quotes.push_back(*std::move(quote));
    }
    return {};
}

}  // namespace verbatim
