#pragma once

#include "cli/options.h"
#include "engine/library.h"
#include "engine/query.h"
#include "engine/result.h"

namespace verbatim::cli {

// What a query needs to know of a library before it can be checked.
struct Vocabulary {
    FieldNames fields;
    std::vector<std::string> lenses;
};

Result<Vocabulary> vocabulary_of(Library& library);

// The command's query with its root, its text being `text`. Names of lenses, fields and facets that
// the library does not have are errors that suggest the nearest.
Result<Query> prepare(const SearchCommand& command, const std::string& text,
                      const Vocabulary& vocabulary);

}  // namespace verbatim::cli
