#include <algorithm>
#include <optional>
#include <ostream>

#include "cli/block.h"
#include "cli/commands.h"
#include "cli/numbers.h"
#include "cli/open_library.h"
#include "cli/prepare.h"
#include "cli/render_json.h"
#include "cli/saved_arguments.h"
#include "cli/search_again.h"
#include "cli/table.h"
#include "cli/terminal.h"

// searches and mark.
namespace verbatim::cli {

namespace {

constexpr std::size_t kDay = 10;  // YYYY-MM-DD

// A saved search as it stands in the library.
struct Listed {
    NamedSearch named;
    std::vector<Id> gone;  // marked, and no longer there
    std::optional<std::uint64_t>
        fresh;  // quotes that --new would show; nothing if it cannot be run
};

// Where nothing was added since, nothing need be searched for.
Result<std::uint64_t> count_new(const NamedSearch& named, std::uint32_t highest, Library& library) {
    const SavedSearch now = seen(named.search, highest);
    if (highest <= now.previous) return std::uint64_t{0};
    const auto search = search_new(named.name, now);
    if (!search) return search.error();
    const auto vocabulary = vocabulary_of(library);
    if (!vocabulary) return vocabulary.error();
    const auto query = prepare(*search, search->query.text, *vocabulary);
    if (!query) return query.error();
    const auto answer = library.search(*query);
    if (!answer) return answer.error();
    return answer->total;
}

Result<std::vector<Listed>> list(Library& library) {
    auto searches = saved_searches(library);
    if (!searches) return searches.error();
    const auto highest = highest_source(library);
    if (!highest) return highest.error();
    std::vector<Listed> listed;
    for (NamedSearch& named : *searches) {
        auto missing = gone(library, named.search);
        if (!missing) return missing.error();
        const auto fresh = count_new(named, *highest, library);
        listed.push_back(
            {std::move(named), *std::move(missing), fresh ? std::optional(*fresh) : std::nullopt});
    }
    return listed;
}

std::string marks_text(const SavedSearch& search, std::size_t gone) {
    std::string text;
    const auto add = [&](std::size_t count, std::string_view what) {
        if (count == 0) return;
        text += (text.empty() ? "" : ", ") + grouped(count) + " ";
        text += what;
    };
    add(search.good.size(), "good");
    add(search.bad.size(), "bad");
    add(gone, "of them gone");
    return text;
}

std::string searches_table(const std::vector<Listed>& searches, const Console& console) {
    const std::vector<Column> columns = {{"name", Fit::shorten},
                                         {"search", Fit::shorten},
                                         {"marked", Fit::whole, 1},
                                         {"last run", Fit::whole, 2},
                                         {"new", Fit::number}};
    std::vector<std::vector<std::string>> cells;
    for (const auto& [named, missing, fresh] : searches) {
        const std::string run = named.search.last_run.substr(0, kDay);
        cells.push_back({one_line(named.name), printable(shell_line(named.search.arguments)),
                         marks_text(named.search, missing.size()), run.empty() ? "never" : run,
                         fresh ? grouped(*fresh) : "?"});
    }
    return table(columns, cells, console.width, console.color);
}

Json ids_json(const std::vector<Id>& ids) {
    Json list = Json::array();
    for (const Id id : ids) list.push_back(print_id(id));
    return list;
}

Json searches_json(const std::vector<Listed>& searches) {
    Json list = Json::array();
    for (const auto& [named, missing, fresh] : searches)
        list.push_back({{"name", named.name},
                        {"command", named.search.arguments},
                        {"good", ids_json(named.search.good)},
                        {"bad", ids_json(named.search.bad)},
                        {"gone", ids_json(missing)},
                        {"saved", named.search.saved},
                        {"last_run", text_or_null(named.search.last_run)},
                        {"new", fresh ? Json(*fresh) : Json(nullptr)}});
    return {{"schema", "verbatim.searches/1"}, {"searches", std::move(list)}};
}

Result<int> remove(const SearchesCommand& command, const Surroundings& surroundings,
                   Console& console) {
    auto library =
        open_library(surroundings, command.dry_run ? Access::read : Access::write, console);
    if (!library) return library.error();
    for (const std::string& name : command.removed) {
        const auto known = saved_search(*library, name);
        if (!known && known.error().code != ErrorCode::damaged) return known.error();
        if (!command.dry_run)
            if (auto erased = erase_search(*library, name); !erased) return erased.error();
        const std::string marks = known ? marks_text(*known, 0) : "";
        console.out << (command.dry_run ? "would remove " : "removed ") << one_line(name)
                    << (marks.empty() ? "" : ": ") << marks << "\n";
    }
    return 0;
}

// The search that is meant: the one that is named, or the only one.
Result<NamedSearch> chosen_search(Library& library, const std::string& name) {
    if (!name.empty()) {
        auto search = saved_search(library, name);
        if (!search) return search.error();
        return NamedSearch{name, *std::move(search)};
    }
    auto searches = saved_searches(library);
    if (!searches) return searches.error();
    if (searches->size() == 1) return std::move(searches->front());
    if (searches->empty())
        return Error{ErrorCode::not_found, "no search is saved yet, and marks belong to one",
                     "`verbatim search QUERY --save NAME` saves one"};
    std::string names;
    for (const NamedSearch& search : *searches) names += (names.empty() ? "" : ", ") + search.name;
    return Error{ErrorCode::bad_input, "several searches are saved: " + names,
                 "--search NAME says which one"};
}

// What a mark to be taken back says need not be in the library any more.
Result<Id> id_to_mark(const MarkCommand& command, const SavedSearch& search, const std::string& id,
                      Library& library) {
    if (command.mark == Mark::none) return find_marked(search, id);
    return find_verbatim(library, id);
}

}  // namespace

Result<int> run(const SearchesCommand& command, const Surroundings& surroundings,
                Console& console) {
    if (!command.removed.empty()) return remove(command, surroundings, console);
    auto library = open_library(surroundings, Access::read, console);
    if (!library) return library.error();
    const auto searches = list(*library);
    if (!searches) return searches.error();
    if (command.json)
        console.out << dump(searches_json(*searches)) << "\n";
    else if (searches->empty())
        console.err << message("No saved searches; `verbatim search QUERY --save NAME` saves one.",
                               console);
    else
        console.out << searches_table(*searches, console);
    return searches->empty() ? 1 : 0;
}

Result<int> run(const MarkCommand& command, const Surroundings& surroundings, Console& console) {
    auto library = open_library(surroundings, Access::write, console);
    if (!library) return library.error();
    auto chosen = chosen_search(*library, command.search);
    if (!chosen) return chosen.error();
    for (const std::string& name : command.ids) {
        const auto id = id_to_mark(command, chosen->search, name, *library);
        if (!id) return id.error();
        mark(chosen->search, *id, command.mark);
    }
    if (auto put = put_search(*library, chosen->name, chosen->search); !put) return put.error();
    const std::string marks = marks_text(chosen->search, 0);
    console.err << one_line(chosen->name) << ": " << (marks.empty() ? "nothing" : marks)
                << " marked; `verbatim search --saved " << one_line(shell_line({chosen->name}))
                << "` goes by it.\n";
    return 0;
}

}  // namespace verbatim::cli
