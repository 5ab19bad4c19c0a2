#pragma once

#include <string>

#include "cli/options.h"
#include "engine/library.h"
#include "engine/result.h"
#include "engine/saved_search.h"

namespace verbatim::cli {

// A saved search with what was given when it is run, and with its marks: ready to be searched.
// `saved` is as the library's store has it; --new counts from what `saved` saw before.
Result<SearchCommand> search_again(const SearchCommand& given, const SavedSearch& saved);

// What went wrong with the saved search of that name, and what can be done.
Error of_saved(const std::string& name, const Error& error);

// As search_again, without anything given: for what came since it was run last.
Result<SearchCommand> search_new(const std::string& name, const SavedSearch& saved);

// Fails where the name that --save gives is taken, and --replace is not given.
Result<void> check_free(const SearchCommand& command, Library& library);

// Keeps the search that was given with --save; `marks`, where not null, are taken over.
Result<void> save_search(const SearchCommand& command, const SavedSearch* marks, Library& library,
                         std::uint32_t highest);

}  // namespace verbatim::cli
