#include "cli/options_declare.h"
#include "engine/lens.h"
#include "engine/lens_names.h"

// The commands that ask a library, search first, and that look after it.
namespace verbatim::cli {

namespace {

constexpr std::size_t kMost = 1'000'000;
constexpr std::size_t kMostContext = 1'000;

constexpr std::string_view kSortNames[] = {"relevance", "newest",    "oldest",
                                           "rating",    "strongest", "bm25"};
constexpr std::string_view kCollapseNames[] = {"none", "conversation", "speaker"};

constexpr Example kSearchExamples[] = {
    {"verbatim search too expensive", "what says most of it first"},
    {"verbatim search '\"hidden fees\"' --exact", "a phrase, as it is written"},
    {"verbatim search cancel -trial", "without a word"},
    {"verbatim search support --kind review --rating ..2", "from bad reviews"},
    {"verbatim search onboarding --since 2026-01 --facet product", "count the products"},
    {"verbatim search --question 'why did you buy'", "answers, by what was asked"},
    {"verbatim search price --json | jq .quotes[].text", "for programs"},
    {"verbatim search --batch queries.tsv", "many queries at once"},
    {"verbatim search --like k3v9q2m7", "more like a quote"},
    {"verbatim search too expensive --save price", "keep it; `verbatim mark` teaches it"},
    {"verbatim search --saved price --new", "run it again: what came since"},
};

constexpr Example kPainsExamples[] = {
    {"verbatim pains", "the kinds of pain, how many voice each, the strongest quotes"},
    {"verbatim pains onboarding", "what hurts about a topic"},
    {"verbatim pains --kind-of reliability", "one kind"},
    {"verbatim pains --kind interview --format md", "to paste into a brief"},
};

constexpr Example kObjectionsExamples[] = {
    {"verbatim objections", "the kinds of objection, the strongest quotes of each"},
    {"verbatim objections onboarding", "what held customers back about a topic"},
    {"verbatim objections --kind-of price", "one kind"},
    {"verbatim objections --since 2026-01 --facet source", "where they were raised"},
};

constexpr Example kShowExamples[] = {
    {"verbatim show k3v9q2m7", "a quote with what was said around it"},
    {"verbatim show k3v9q2m7 --all", "its whole conversation"},
};

constexpr Example kLensesExamples[] = {{"verbatim lenses", ""}};

constexpr Example kClassifyExamples[] = {
    {"echo 'The price is a joke.' | verbatim classify", "which lenses hold for a text"},
    {"verbatim classify < texts.ndjson", "{\"id\": 1, \"text\": \"...\"} a line"},
};

constexpr Example kSpeakersExamples[] = {
    {"verbatim speakers --role unknown", "whose role could not be decided"},
    {"verbatim speakers --set 'Dana=customer'", "decide it"},
    {"verbatim speakers --rename 'P1=Dana Miller'", "show another name"},
    {"verbatim speakers --set 'Max=agent' --source calls/a.vtt", "in one source only"},
};

constexpr Example kStatusExamples[] = {
    {"verbatim status", "sources, counts, sizes"},
    {"verbatim status --rejects", "every record that could not be read, and why"},
};

// "cost, effort, ...": the kinds that a lens is divided into.
std::vector<std::string_view> kinds_of(std::string_view lens) {
    std::vector<std::string_view> kinds;
    for (const std::string_view kind : LensNames::built_in().kinds)
        if (kind.starts_with(std::string(lens) + kKindMark))
            kinds.push_back(kind.substr(lens.size() + 1));
    return kinds;
}

std::string names_of_kinds(std::string_view lens) {
    std::string names;
    for (const std::string_view kind : kinds_of(lens))
        names.append(names.empty() ? "" : ", ").append(kind);
    return names;
}

// The lens, or "pain.cost" where --kind-of says cost.
Result<std::string> lens_or_kind(const std::string& lens, const std::string& kind_of) {
    if (kind_of.empty()) return lens;
    const auto kinds = kinds_of(lens);
    const auto place = choose("--kind-of", kind_of, kinds);
    if (!place) return place.error();
    return lens + kKindMark + std::string(kinds[*place]);
}

void declare_filters(Declaring& declaring, RawOptions& raw, const std::string& lens) {
    FilterFlags& filters = raw.filters;
    declaring.group("Filters (several values of one: any of them)");
    if (!lens.empty())
        declaring.text("--kind-of", raw.search.kind_of, "NAME",
                       "only one kind of " + lens + ": " + names_of_kinds(lens));
    if (lens.empty()) declaring.texts("--lens", filters.lens, "NAME", "pain, objection, ...");
    declaring.texts("--kind", filters.kind, "KIND",
                    "interview, call, review, chat, survey, forum, mail");
    declaring.texts("--source", filters.source, "TEXT", "part of the source's path");
    declaring.texts("--speaker", filters.speaker, "NAME", "who said it");
    declaring.texts("--product", filters.product, "NAME", "what it is about");
    declaring.texts("--question", filters.question, "TEXT", "what it answers: 'why did you buy'");
    declaring.texts("--rating", filters.rating, "A..B", "the rating: 1..3, ..2, 4.., 5");
    declaring.text("--since", filters.since, "DATE", "2026, 2026-05 or 2026-05-12");
    declaring.text("--until", filters.until, "DATE", "the same; that day, month or year included");
    declaring.texts("--lang", filters.lang, "CODE", "language: en, de, ja, ...");
    declaring.texts("--round", filters.round, "NAME", "the round of research");
    declaring.texts("--where", filters.where, "KEY=VALUE",
                    "a field given by `add --set`, a mapping or a people file");
    declaring.texts("--role", raw.roles, "ROLE", "customer (the default), any, agent, ...");
}

void declare_output(Declaring& declaring, RawOptions& raw) {
    SearchCommand& search = raw.search;
    Query& query = search.query;
    declaring.group("Answer");
    declaring.number(
        "-n,--limit", 0, kMost, [&](std::size_t n) { query.limit = n; }, "N", "quotes (10)");
    declaring.number(
        "--offset", 0, kMost, [&](std::size_t n) { query.offset = n; }, "N", "leave out the first");
    declaring.number(
        "--context", 0, kMostContext, [&](std::size_t n) { search.context = n; }, "N",
        "so many utterances before and after");
    declaring.choice(
        "--sort", kSortNames, [&](std::size_t i) { query.sort = static_cast<Sort>(i); },
        "the order of the quotes");
    declaring.choice(
        "--collapse", kCollapseNames,
        [&](std::size_t i) { query.collapse = static_cast<Collapse>(i); },
        "the best of each conversation or speaker only");
    declaring.flag("--similar", query.similar, "near-duplicates too, not one of each");
    declaring.texts("--facet", raw.facets, "FIELD", "count the matches by kind, product, ...");
    declaring.flag("--explain", query.explain, "why each quote was found, and what took how long");
    declaring.choice(
        "--format", kFormatNames, [&](std::size_t i) { search.format = static_cast<Format>(i); },
        "how to print them");
    declaring.flag("--json", raw.json, "the same as --format json");
    declaring.text("--batch", search.batch, "FILE", "a query a line; a JSON answer a line");
}

void declare_search_with(Declaring& declaring, RawOptions& raw, const std::string& lens) {
    declaring.positionals(
        lens.empty() ? "QUERY..." : "TOPIC...", raw.words,
        "words, any of which counts; \"a phrase\"; -without; AND OR NOT ( ); NEAR/5; begin*; "
        "field:value, rating:1..3, date:2026-01..2026-06");
    declaring.flag("--exact", raw.search.query.exact, "words only as they are written");
    declaring.flag("--concept", raw.concepts, "what is said in other words than these, first");
    declaring.flag("--no-meaning", raw.no_meaning, "these words and their forms only");
    declaring.texts("--like", raw.search.query.like, "ID|TEXT",
                    "what is like a quote, a word or a sentence");
    declaring.texts("--unlike", raw.search.query.unlike, "ID|TEXT", "and not like this one");
    declare_filters(declaring, raw, lens);
    declare_output(declaring, raw);
    declare_saving(declaring, raw);
}

// Whether the flags alone say what is wanted.
bool narrows(const Query& query) {
    const bool is_ordered = query.sort != Sort::relevance && query.sort != Sort::bm25;
    return !query.filters.empty() || !query.like.empty() || !query.facets.empty() || is_ordered;
}

// Examples lead by what sentences mean, which some flags leave out.
Result<void> check_examples(const RawOptions& raw) {
    const Query& query = raw.search.query;
    if (query.like.empty() && query.unlike.empty()) return {};
    const char* other = query.exact                     ? "--exact"
                        : raw.no_meaning                ? "--no-meaning"
                        : query.sort != Sort::relevance ? "--sort"
                                                        : nullptr;
    if (other == nullptr) return {};
    return Error{ErrorCode::bad_input,
                 std::string(query.like.empty() ? "--unlike" : "--like") + " and " + other +
                     " do not go together",
                 "examples put first what means the same"};
}

Result<Command> finish_search_with(RawOptions& raw, const std::string& lens) {
    SearchCommand& search = raw.search;
    Query& query = search.query;
    search.lens = lens;
    for (const std::string& word : raw.words) query.text += (query.text.empty() ? "" : " ") + word;
    if (!lens.empty()) {
        const auto name = lens_or_kind(lens, search.kind_of);
        if (!name) return name.error();
        raw.filters.lens = {*name};
    }
    auto filters = filter_nodes(raw.filters);
    if (!filters) return filters.error();
    query.filters = *std::move(filters);
    if (!raw.roles.empty()) {
        auto roles = roles_from(raw.roles);
        if (!roles) return roles.error();
        query.roles = *std::move(roles);
    }
    query.facets = split_values(raw.facets);
    if (raw.concepts) query.by_meaning = ByMeaning::concepts;
    if (raw.no_meaning) query.by_meaning = ByMeaning::no;
    if (raw.json) search.format = Format::json;
    if (auto checked = check_examples(raw); !checked) return checked.error();
    if (auto checked = check_saving(search); !checked) return checked.error();
    if (search.batch.empty() && search.saved.empty() && query.text.empty() && !narrows(query))
        return Error{ErrorCode::bad_input, "search needs words or a filter",
                     "`verbatim search --help` has examples"};
    if (!search.batch.empty() && !query.text.empty())
        return Error{ErrorCode::bad_input, "--batch and a query do not go together", ""};
    return Command(std::move(search));
}

void declare_show(Declaring& declaring, RawOptions& raw) {
    declaring.positional("ID", raw.show.id, "a quote's id, or the beginning of it");
    declaring.number(
        "--context", 0, kMostContext, [&](std::size_t n) { raw.show.context = n; }, "N",
        "so many utterances before and after (3)");
    declaring.flag("--all", raw.show.all, "the whole conversation");
    declaring.flag("--json", raw.show.json, "as JSON");
}

Result<Command> finish_show(RawOptions& raw) {
    if (raw.show.id.empty())
        return Error{ErrorCode::bad_input, "show needs a quote's id",
                     "`verbatim search` prints it with each quote"};
    return Command(std::move(raw.show));
}

void declare_speakers(Declaring& declaring, RawOptions& raw) {
    SpeakersCommand& speakers = raw.speakers;
    declaring.each(
        "--set",
        [&](const std::string& text) -> Result<void> {
            auto pair = name_and_role("--set", text);
            if (!pair) return pair.error();
            speakers.corrections.push_back(*std::move(pair));
            return {};
        },
        "NAME=ROLE", "correct a role: customer, interviewer, agent, bot, unknown");
    declaring.each(
        "--rename",
        [&](const std::string& text) -> Result<void> {
            auto pair = key_and_value("--rename", text);
            if (!pair) return pair.error();
            speakers.renamed.push_back(*std::move(pair));
            return {};
        },
        "NAME=NEW", "show a speaker under another name; its own takes it back");
    declaring.text("--source", speakers.source, "PART", "only in sources with this in their path");
    declaring.texts("--role", raw.roles, "ROLE", "only speakers of this role");
    declaring.number(
        "-n,--limit", 0, kMost, [&](std::size_t n) { speakers.limit = n; }, "N",
        "rows of the table (50); 0 is all");
    declaring.flag("--json", speakers.json, "as JSON");
}

Result<Command> finish_speakers(RawOptions& raw) {
    if (!raw.roles.empty()) {
        auto roles = roles_from(raw.roles);
        if (!roles) return roles.error();
        raw.speakers.roles = *std::move(roles);
    }
    return Command(std::move(raw.speakers));
}

constexpr CommandEntry kCommands[] = {
    {"search", "Search for what customers said, in their exact words.", kSearchExamples,
     [](Declaring& declaring, RawOptions& raw) { declare_search_with(declaring, raw, ""); },
     [](RawOptions& raw) { return finish_search_with(raw, ""); }},
    {"pains", "Search for pains; without a topic, the strongest kinds.", kPainsExamples,
     [](Declaring& declaring, RawOptions& raw) { declare_search_with(declaring, raw, "pain"); },
     [](RawOptions& raw) { return finish_search_with(raw, "pain"); }},
    {"objections", "Search for objections; without a topic, the strongest kinds.",
     kObjectionsExamples,
     [](Declaring& declaring, RawOptions& raw) {
         declare_search_with(declaring, raw, "objection");
     },
     [](RawOptions& raw) { return finish_search_with(raw, "objection"); }},
    {"show", "Show a quote in its conversation.", kShowExamples, declare_show, finish_show},
    {"lenses", "List the lenses and their kinds: what each means, how many verbatims each has.",
     kLensesExamples,
     [](Declaring& declaring, RawOptions& raw) {
         declaring.flag("--json", raw.lenses.json, "as JSON");
     },
     [](RawOptions& raw) -> Result<Command> { return Command(raw.lenses); }},
    {"classify", "Tell which lenses hold for texts on standard input, one a line.",
     kClassifyExamples,
     [](Declaring& declaring, RawOptions& raw) {
         declaring.flag("--explain", raw.classify.explain, "the evidence too");
     },
     [](RawOptions& raw) -> Result<Command> { return Command(raw.classify); }},
    {"speakers", "List speakers with their roles and how each was decided; correct them.",
     kSpeakersExamples, declare_speakers, finish_speakers},
    {"status", "Show what the library holds, and what could not be read.", kStatusExamples,
     [](Declaring& declaring, RawOptions& raw) {
         declaring.flag("--rejects", raw.status.rejects, "list the records that were rejected");
         declaring.flag("--json", raw.status.json, "as JSON");
     },
     [](RawOptions& raw) -> Result<Command> { return Command(raw.status); }},
};

}  // namespace

std::span<const CommandEntry> other_commands() {
    return kCommands;
}

}  // namespace verbatim::cli
