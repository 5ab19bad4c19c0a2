#include "engine/saved_search.h"

#include <algorithm>

#include "engine/library_meaning.h"
#include "engine/library_state.h"
#include "engine/nearest.h"
#include "engine/store_keys.h"
#include "engine/text.h"
#include "engine/writer.h"

namespace verbatim {

namespace {

constexpr std::size_t kLongestName = 80;
constexpr std::size_t kShortestPrefix = 4;  // of an id, as in resolve()

std::string key_of(std::string_view name) {
    return std::string(kSearchKey) + std::string(name);
}

Error no_such_search(std::string_view name, const std::vector<NamedSearch>& known) {
    std::vector<std::string_view> names;
    names.reserve(known.size());
    for (const NamedSearch& search : known) names.push_back(search.name);
    const std::string_view near = nearest(name, names);
    std::string hint = "`verbatim searches` lists those that are";
    if (known.empty()) hint = "`verbatim search QUERY --save NAME` saves one";
    if (!near.empty()) hint = "did you mean " + std::string(near) + "?";
    return {ErrorCode::not_found, "no search is saved as '" + std::string(name) + "'", hint};
}

bool is_control(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

}  // namespace

Result<void> check_search_name(std::string_view name) {
    const auto refused = [](std::string why) -> Result<void> {
        return Error{ErrorCode::bad_input, std::move(why),
                     "a name is a word or a few: --save price, --save 'too expensive'"};
    };
    if (name.empty()) return refused("a saved search needs a name");
    if (name.size() > kLongestName) return refused("the name of the search is too long");
    if (find_invalid_utf8(name) != std::string_view::npos)
        return refused("the name of the search is not UTF-8");
    if (name.find('/') != std::string_view::npos || std::ranges::any_of(name, is_control))
        return refused("the name of a search has no '/' and no control characters");
    if (name.front() == '-' || name.front() == ' ' || name.back() == ' ')
        return refused("the name of a search begins with no '-' and has no space around it");
    return {};
}

Result<std::vector<NamedSearch>> saved_searches(Library& library) {
    const auto settings = library.settings(kSearchKey);
    if (!settings) return settings.error();
    std::vector<NamedSearch> searches;
    for (const auto& [name, bytes] : *settings) {
        auto search = decode_saved_search(bytes);
        if (!search)
            return Error{search.error().code,
                         "the saved search '" + name + "': " + search.error().message,
                         "save it again with --replace"};
        searches.push_back({name, *std::move(search)});
    }
    return searches;
}

Result<SavedSearch> saved_search(Library& library, std::string_view name) {
    const auto searches = saved_searches(library);
    if (!searches) return searches.error();
    const auto found = std::ranges::find(*searches, name, &NamedSearch::name);
    if (found == searches->end()) return no_such_search(name, *searches);
    return found->search;
}

Result<std::uint32_t> highest_source(Library& library) {
    Library::State& state = library.state();
    return state.retried([&]() -> Result<std::uint32_t> {
        const auto sources = state.index->sources();
        if (!sources) return sources.error();
        std::uint32_t highest = 0;
        for (const auto& [number, source] : *sources) highest = std::max(highest, number);
        return highest;
    });
}

SavedSearch seen(SavedSearch search, std::uint32_t highest) {
    if (highest <= search.current) return search;
    search.previous = search.current;
    search.current = highest;
    return search;
}

Result<Id> find_verbatim(Library& library, std::string_view id) {
    Library::State& state = library.state();
    return state.retried([&]() -> Result<Id> {
        const auto found = resolve(*state.index, id);
        if (!found || print_id(*found).starts_with(id)) return found;
        return Error{ErrorCode::bad_input, std::string(id) + " is a whole conversation",
                     "name one of its quotes; `verbatim search` prints their ids"};
    });
}

Result<Id> find_marked(const SavedSearch& search, std::string_view id) {
    for (const std::vector<Id>* marked : {&search.good, &search.bad})
        for (const Id verbatim : *marked)
            if (id.size() >= kShortestPrefix && print_id(verbatim).starts_with(id)) return verbatim;
    return Error{ErrorCode::not_found, std::string(id) + " is not marked",
                 "`verbatim searches --json` lists what is"};
}

void mark(SavedSearch& search, Id verbatim, Mark mark) {
    std::erase(search.good, verbatim);
    std::erase(search.bad, verbatim);
    if (mark == Mark::good) search.good.push_back(verbatim);
    if (mark == Mark::bad) search.bad.push_back(verbatim);
}

Result<std::vector<Id>> gone(Library& library, const SavedSearch& search) {
    Library::State& state = library.state();
    return state.retried([&]() -> Result<std::vector<Id>> {
        std::vector<Id> missing;
        for (const std::vector<Id>* marked : {&search.good, &search.bad})
            for (const Id verbatim : *marked) {
                const auto found = state.index->ids(print_id(verbatim), 1);
                if (!found) return found.error();
                if (found->empty()) missing.push_back(verbatim);
            }
        return missing;
    });
}

Result<void> put_search(Library& library, std::string_view name, const SavedSearch& search) {
    return Writer(library).put_setting(key_of(name), encode(search));
}

Result<void> erase_search(Library& library, std::string_view name) {
    const auto known = saved_search(library, name);
    if (!known && known.error().code != ErrorCode::damaged) return known.error();
    return Writer(library).erase_setting(key_of(name));
}

Result<void> note_run(Library& library, std::string_view name, std::uint32_t highest,
                      std::string_view time) {
    auto search = saved_search(library, name);
    if (!search) return search.error();
    SavedSearch now = seen(*std::move(search), highest);
    now.last_run = time;
    return put_search(library, name, now);
}

}  // namespace verbatim
