#include "cli/render_json.h"

#include <cmath>

#include "cli/citation.h"
#include "cli/render.h"

namespace verbatim::cli {

namespace {

Json span_json(Span span) {
    return Json::array({span.begin, span.end});
}

Json lenses_json(const std::vector<std::pair<std::string, float>>& lenses) {
    Json list = Json::array();
    for (const auto& [name, probability] : lenses)
        list.push_back({{"name", name}, {"score", rounded(static_cast<double>(probability))}});
    return list;
}

Json citation_json(const Citation& citation, std::string_view working_directory) {
    Json json = {{"source", openable_path(citation.source, working_directory)},
                 {"sha256", citation.sha256},
                 {"locator", locator_json(citation.locator)},
                 {"record", text_or_null(citation.record)},
                 {"conversation", print_id(citation.conversation)},
                 {"kind", name_of(citation.kind)},
                 {"speaker", text_or_null(citation.speaker)},
                 {"role", name_of(citation.role)},
                 {"date", text_or_null(citation.date)},
                 {"rating", number_or_null(citation.rating)}};
    if (citation.rating_max) json["rating_max"] = number_or_null(citation.rating_max);
    json["product"] = text_or_null(citation.product);
    json["url"] = text_or_null(citation.url);
    json["lang"] = text_or_null(citation.lang);
    json["round"] = text_or_null(citation.round);
    if (!citation.title.empty()) json["title"] = citation.title;
    if (!citation.person.empty()) json["person"] = citation.person;
    if (!citation.question.empty()) json["question"] = citation.question;
    for (const auto& [key, value] : citation.fields) json["fields"][key] = value;
    json["span"] = span_json(citation.span);
    json["prefix"] = citation.prefix;
    json["suffix"] = citation.suffix;
    return json;
}

Json context_json(const std::vector<ContextLine>& lines) {
    Json list = Json::array();
    for (const ContextLine& line : lines)
        list.push_back({{"speaker", text_or_null(line.speaker)},
                        {"role", name_of(line.role)},
                        {"text", line.text}});
    return list;
}

}  // namespace

Json facets_json(const std::vector<Facet>& facets) {
    Json json = Json::object();
    for (const Facet& facet : facets) {
        Json& counts = json[facet.field] = Json::array();
        for (const auto& [value, count] : facet.counts)
            counts.push_back(Json::array({text_or_null(value), count}));
    }
    return json;
}

std::string dump(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

double rounded(double number) {
    return std::round(number * 1e4) / 1e4;
}

Json text_or_null(std::string_view text) {
    return text.empty() ? Json(nullptr) : Json(text);
}

// A whole number is printed as one: 4 and not 4.0.
Json number_or_null(std::optional<double> number) {
    if (!number || !std::isfinite(*number)) return nullptr;
    if (*number == std::floor(*number) && std::abs(*number) < 1e15)
        return static_cast<std::int64_t>(*number);
    return *number;
}

Json locator_json(const Locator& locator) {
    Json json = Json::object();
    if (locator.line) json["line"] = *locator.line;
    if (locator.row) json["row"] = *locator.row;
    if (!locator.pointer.empty()) json["pointer"] = locator.pointer;
    if (locator.time) json["time_ms"] = Json::array({locator.time->start_ms, locator.time->end_ms});
    return json;
}

Json quote_json(const Quote& quote, std::string_view working_directory) {
    Json highlights = Json::array();
    for (const Span span : quote.highlights) highlights.push_back(span_json(span));
    Json json = {{"id", print_id(quote.id)},      {"text", quote.text},
                 {"score", rounded(quote.score)}, {"highlights", std::move(highlights)},
                 {"matched", quote.matched},      {"lenses", lenses_json(quote.lenses)}};
    if (!quote.kinds.empty()) json["kinds"] = lenses_json(quote.kinds);
    if (quote.similar > 0) json["similar"] = quote.similar;
    if (quote.good) json["mark"] = "good";
    if (!quote.index.empty()) json["index"] = quote.index;
    if (!quote.also_in.empty()) {
        json["also_in"] = Json::array();
        for (const std::string& path : quote.also_in)
            json["also_in"].push_back(openable_path(path, working_directory));
    }
    json["citation"] = citation_json(quote.citation, working_directory);
    json["context"] = {{"before", context_json(quote.before)},
                       {"after", context_json(quote.after)}};
    if (!quote.explanation.empty()) json["explanation"] = quote.explanation;
    return json;
}

Json kinds_json(const std::vector<KindSummary>& kinds, std::string_view working_directory) {
    Json list = Json::array();
    for (const KindSummary& kind : kinds) {
        Json quotes = Json::array();
        for (const Quote& quote : kind.quotes)
            quotes.push_back(quote_json(quote, working_directory));
        list.push_back({{"name", kind.name},
                        {"definition", kind.definition},
                        {"customers", kind.people},
                        {"verbatims", kind.verbatims},
                        {"quotes", std::move(quotes)}});
    }
    return list;
}

Json answer_json(const Answer& answer, std::string_view working_directory, const Json& query_id) {
    Json json = {{"schema", "verbatim.search/1"}};
    if (!query_id.is_null()) json["query_id"] = query_id;
    json["query"] = answer.query;
    json["total"] = answer.total;
    json["total_is_exact"] = answer.total_is_exact;
    if (answer.by_meaning) json["by_meaning"] = true;
    if (!answer.unreachable.empty()) {
        json["partial"] = true;
        json["unreachable"] = answer.unreachable;
    }
    json["quotes"] = Json::array();
    for (const Quote& quote : answer.quotes)
        json["quotes"].push_back(quote_json(quote, working_directory));
    if (!answer.kinds.empty()) json["kinds"] = kinds_json(answer.kinds, working_directory);
    if (!answer.other_words.empty()) {
        json["other_words"] = Json::array();
        for (const Quote& quote : answer.other_words)
            json["other_words"].push_back(quote_json(quote, working_directory));
    }
    json["facets"] = facets_json(answer.facets);
    if (!answer.notices.empty()) json["notices"] = answer.notices;
    return json;
}

std::string render_json(const Answer& answer, const RenderOptions& options) {
    return dump(answer_json(answer, options.working_directory)) + "\n";
}

std::string render_ndjson(const Answer& answer, const RenderOptions& options) {
    std::string text;
    for (const Quote& quote : answer.quotes)
        text += dump(quote_json(quote, options.working_directory)) + "\n";
    if (!answer.facets.empty()) text += dump({{"facets", facets_json(answer.facets)}}) + "\n";
    return text;
}

}  // namespace verbatim::cli
