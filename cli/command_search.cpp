#include <algorithm>
#include <chrono>
#include <ostream>

#include "cli/batch.h"
#include "cli/block.h"
#include "cli/commands.h"
#include "cli/open_library.h"
#include "cli/prepare.h"
#include "cli/profiled.h"
#include "cli/render_json.h"
#include "cli/saved_arguments.h"
#include "cli/search_again.h"
#include "cli/terminal.h"
#include "indexer/clock.h"
#include "indexer/decode.h"

// search, pains and objections.
namespace verbatim::cli {

namespace {

// What to try next, most promising first.
std::string advice(const Query& query) {
    if (!query.filters.empty()) return "Try fewer filters";
    if (query.exact) return "Try without --exact";
    if (query.text.find('"') != std::string::npos) return "Try without the quotation marks";
    return "Try other words, or fewer";
}

void print_nothing_found(const Query& query, const Answer& answer, Console& console) {
    const bool is_behind_the_end = answer.total > 0;
    if (is_behind_the_end)
        console.err << "There are only " << answer.total << " quotes.\n";
    else
        console.err << message((query.text.empty() ? "No quotes" : "No quotes for " + query.text) +
                                   ". " + advice(query) +
                                   "; `verbatim status` shows what the library holds.",
                               console);
}

void print_nothing_new(const SearchCommand& command, bool nothing_came, Console& console) {
    console.err << message(
        "Nothing new for " + command.saved +
            (nothing_came ? ": nothing was added since it was saved." : " in what was added last."),
        console);
}

// Whether one of several loose words is enough.
bool has_any_word(const Query& query) {
    return query.root.type == Node::Type::group &&
           std::ranges::count_if(query.root.children, [](const Node& child) {
               return child.type == Node::Type::word || child.type == Node::Type::prefix;
           }) > 1;
}

// Whether pains or objections are asked for as such: their kinds tell more than ten quotes.
bool is_overview(const SearchCommand& command, const Query& query) {
    return !command.lens.empty() && command.kind_of.empty() && query.sort == Sort::strongest &&
           query.root.type == Node::Type::all && query.offset == 0 && query.limit > 0 &&
           query.like.empty() && query.good.empty() && query.bad.empty();
}

// Each kind with a few quotes: two where ten quotes are asked for.
Result<std::vector<KindSummary>> kinds_for(const SearchCommand& command, Query query,
                                           Library& library) {
    constexpr std::size_t kShare = 5;
    constexpr std::size_t kMostQuotes = 5;
    query.limit = std::clamp<std::size_t>(query.limit / kShare, 1, kMostQuotes);
    return library.kinds(query, command.lens);
}

// Whether answers are sought by what was asked: then that is shown with them.
bool names_question(const std::vector<Node>& nodes) {
    return std::ranges::any_of(nodes, [](const Node& node) {
        return node.field == "question" ||
               (node.type != Node::Type::negation && names_question(node.children));
    });
}

void print_answer(const SearchCommand& command, const Query& query, const Answer& answer,
                  Console& console) {
    RenderOptions options;
    options.format = command.format;
    options.width = console.width;
    options.color = console.color;
    options.context =
        query.context > 0 || names_question(query.filters) || names_question({query.root});
    options.working_directory = console.working_directory;
    render(console.out, answer, options);
    console.out.flush();
    for (const std::string& notice : answer.notices)
        if (command.format != Format::json) console.err << message(notice, console);
    // A script that asks for words need not read this with every search.
    const bool asked = query.by_meaning == ByMeaning::concepts || answer.models_are_unusable;
    if (!answer.no_meaning.empty() && (console.err_is_terminal || asked))
        console.err << message(answer.no_meaning, console, Style::dim);
}

Result<int> search_once(const SearchCommand& command, Library& library, Console& console) {
    const auto vocabulary = vocabulary_of(library);
    if (!vocabulary) return vocabulary.error();
    auto query = prepare(command, command.query.text, *vocabulary);
    if (!query) return query.error();
    const bool by_kinds = is_overview(command, *query);
    query->people = by_kinds;
    const auto began = std::chrono::steady_clock::now();
    auto answer = library.search(*query);
    if (!answer) return answer.error();
    if (by_kinds) {
        auto kinds = kinds_for(command, *query, library);
        if (!kinds) return kinds.error();
        answer->kinds = *std::move(kinds);
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    print_answer(command, *query, *answer, console);
    const bool is_found = answer->total > 0 && (!answer->quotes.empty() || query->limit == 0);
    const auto highest = highest_source(library);
    if (!is_found && command.only_new && answer->total == 0)
        print_nothing_new(command, highest && *highest <= query->after, console);
    else if (!is_found)
        print_nothing_found(*query, *answer, console);
    else if (console.is_terminal && command.format == Format::text)
        console.err << "\n"
                    << message(
                           closing_line(*answer, query->offset, took.count(), has_any_word(*query)),
                           console, Style::dim);
    return is_found ? 0 : 1;
}

Json error_json(const Error& error, const Json& query_id) {
    Json json = {{"schema", "verbatim.search/1"}};
    json["query_id"] = query_id;
    json["error"] = {{"message", error.message}, {"hint", error.hint}};
    return json;
}

// A query that fails is answered with its error, and the rest goes on.
Result<int> search_batch(const SearchCommand& command, Library& library, Console& console) {
    auto input = Input::open(command.batch);
    if (!input) return input.error();
    const auto vocabulary = vocabulary_of(library);
    if (!vocabulary) return vocabulary.error();
    if (const auto checked = prepare(command, "", *vocabulary); !checked) return checked.error();
    int status = 0;
    Input::Line line;
    while (input->next_line(line)) {
        if (line.text.empty()) continue;
        Json id = line.number;
        const auto answered = [&]() -> Result<Answer> {
            if (line.too_long) return Error{ErrorCode::bad_query, "the line is too long", ""};
            auto batch = parse_batch_line(line.text, line.number);
            if (!batch) return batch.error();
            id = std::move(batch->id);
            if (batch->text.find_first_not_of(" \t\r") == std::string::npos)
                return Error{ErrorCode::bad_query, "the query is empty", ""};
            const auto query = prepare(command, batch->text, *vocabulary);
            if (!query) return query.error();
            return library.search(*query);
        }();
        if (answered) {
            console.out << dump(answer_json(*answered, console.working_directory, id)) << "\n";
            continue;
        }
        status = 1;
        console.out << dump(error_json(answered.error(), id)) << "\n";
        console.err << "line " << line.number << ": " << printable(answered.error().message)
                    << "\n";
    }
    if (!input->read_error().empty())
        return Error{ErrorCode::unavailable, command.batch + ": " + input->read_error(), ""};
    return status;
}

// `marks`, where not null, are taken over.
Result<int> search_and_save(const SearchCommand& command, const SavedSearch* marks,
                            const Patience& patience, Library& library, Console& console) {
    if (auto free = check_free(command, library); !free) return free.error();
    const auto highest = highest_source(library);
    if (!highest) return highest.error();
    const auto status = search_once(command, library, console);
    if (!status) return status;
    auto writable = Library::open_store(library.directory(), patience);
    if (!writable) return writable.error();
    if (auto saved = save_search(command, marks, *writable, *highest); !saved) return saved.error();
    console.err << message("Saved as " + command.save + "; `verbatim search --saved " +
                               shell_line({command.save}) + "` runs it again.",
                           console);
    return status;
}

// That a search was run is worth a moment's lock, but no answer waits or fails for it.
void note_run(const SearchCommand& command, std::uint32_t highest, const Library& library,
              Console& console) {
    auto writable = Library::open_store(library.directory(), {});
    const auto noted = writable ? note_run(*writable, command.saved, highest, now_utc())
                                : Result<void>(writable.error());
    if (!noted)
        console.err << "That it was run is not noted: " << printable(noted.error().message)
                    << ".\n";
}

Result<int> search_saved(const SearchCommand& command, const Patience& patience, Library& library,
                         Console& console) {
    auto saved = saved_search(library, command.saved);
    if (!saved) return saved.error();
    const auto highest = highest_source(library);
    if (!highest) return highest.error();
    const SavedSearch now = seen(*std::move(saved), *highest);
    const auto again = search_again(command, now);
    if (!again) return again.error();
    const auto status = again->save.empty()
                            ? search_once(*again, library, console)
                            : search_and_save(*again, &now, patience, library, console);
    if (!status && again->save.empty()) return of_saved(command.saved, status.error());
    if (status) note_run(command, *highest, library, console);
    return status;
}

Result<int> run_now(const SearchCommand& command, const Surroundings& surroundings,
                    Console& console) {
    auto library = open_library(surroundings, Access::read, console);
    if (!library) return library.error();
    if (!command.batch.empty()) return search_batch(command, *library, console);
    if (!command.saved.empty())
        return search_saved(command, surroundings.patience, *library, console);
    if (!command.save.empty())
        return search_and_save(command, nullptr, surroundings.patience, *library, console);
    return search_once(command, *library, console);
}

}  // namespace

Result<int> run(const SearchCommand& command, const Surroundings& surroundings, Console& console) {
    return profiled(command.query.explain, console,
                    [&] { return run_now(command, surroundings, console); });
}

}  // namespace verbatim::cli
