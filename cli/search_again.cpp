#include "cli/search_again.h"

#include "cli/saved_arguments.h"
#include "indexer/clock.h"

namespace verbatim::cli {

namespace {

constexpr std::size_t kAnyWidth = 80;  // of a help that is not asked for

// Another command's name would promise what the saved search does not do.
Result<void> check_command(const SearchCommand& given, const SavedSearch& saved) {
    const std::string own = saved.arguments.empty() ? "" : saved.arguments.front();
    const std::string asked = given.lens.empty() ? "search" : given.lens + "s";
    if (asked == "search" || asked == own) return {};
    return Error{ErrorCode::bad_input,
                 "'" + given.saved + "' was saved with `verbatim " + own + "`",
                 "`verbatim search --saved " + shell_line({given.saved}) + "` runs it"};
}

}  // namespace

Error of_saved(const std::string& name, const Error& error) {
    return {error.code, "the saved search '" + name + "': " + error.message,
            error.hint.empty() ? "save it again with --replace" : error.hint};
}

Result<SearchCommand> search_again(const SearchCommand& given, const SavedSearch& saved) {
    if (auto checked = check_command(given, saved); !checked) return checked.error();
    auto parsed = parse_options(with_additions(saved.arguments, given.arguments), kAnyWidth);
    if (!parsed) return of_saved(given.saved, parsed.error());
    auto* options = std::get_if<Options>(&*parsed);
    auto* search = options == nullptr ? nullptr : std::get_if<SearchCommand>(&options->command);
    if (search == nullptr)
        return of_saved(given.saved, {ErrorCode::damaged, "it is no search", ""});
    search->saved = given.saved;
    search->only_new = given.only_new;
    search->query.good = saved.good;
    search->query.bad = saved.bad;
    if (given.only_new) search->query.after = saved.previous;
    return std::move(*search);
}

Result<SearchCommand> search_new(const std::string& name, const SavedSearch& saved) {
    SearchCommand given;
    given.saved = name;
    given.only_new = true;
    auto search = search_again(given, saved);
    if (!search) return search;
    search->query.facets = {"kind"};  // which are counted over all matches: so these are, too
    search->query.limit = 0;
    search->query.offset = 0;
    return search;
}

Result<void> check_free(const SearchCommand& command, Library& library) {
    if (command.replace) return {};
    const auto known = saved_search(library, command.save);
    if (known)
        return Error{ErrorCode::bad_input, "a search is saved as '" + command.save + "' already",
                     "--replace forgets that one and its marks; or take another name"};
    return known.error().code == ErrorCode::not_found ? Result<void>() : known.error();
}

Result<void> save_search(const SearchCommand& command, const SavedSearch* marks, Library& library,
                         std::uint32_t highest) {
    if (auto free = check_free(command, library); !free) return free;
    SavedSearch search;
    search.arguments = kept_arguments(command.arguments);
    if (marks != nullptr) search.good = marks->good, search.bad = marks->bad;
    search.current = search.previous = highest;
    search.saved = now_utc();
    return put_search(library, command.save, search);
}

}  // namespace verbatim::cli
